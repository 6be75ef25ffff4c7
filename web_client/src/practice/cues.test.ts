import { expect, test } from "vitest";
import serverGolden from "../../../tests/wire/server.json";
import type { Cue } from "../wire";
import { nextCue } from "./cues";

const cue = serverGolden["feedback-live"].cue as Cue;
const shown = { cue, since: 1000, standing: true };

test("a new cue comes on the screen", () => {
  expect(nextCue(null, { cue }, 100, 2, 1000)).toEqual(shown);
});

test("SPEC 5.3: a cue that is over a second old when first met is not shown", () => {
  expect(nextCue(null, { cue: { ...cue, age_s: 0.95 } }, 100, 2, 1000)).toBeNull();
  expect(nextCue(null, { cue: { ...cue, age_s: 0.1 } }, 800, 2, 1000)).toBeNull();
});

test("a number is shown once", () => {
  expect(nextCue(null, { cue }, 100, 3, 1000)).toBeNull();
});

test("a caption stays while the cue stands, and four seconds at least", () => {
  expect(nextCue(shown, { cue: { ...cue, age_s: 9 } }, 100, 3, 20_000)).toMatchObject({ standing: true });
  expect(nextCue(shown, { cue: null }, 100, 3, 4900)).toMatchObject({ standing: false });
  expect(nextCue(shown, { cue: null }, 100, 3, 5000)).toBeNull();
});

test("praise stays 1.5 s and a newer cue replaces any", () => {
  const praise = { ...shown, cue: { ...cue, kind: "praise" as const } };
  expect(nextCue(praise, { cue: praise.cue }, 100, 3, 2500)).toBeNull();
  expect(nextCue(shown, { cue: { ...cue, n: 4 } }, 100, 3, 1100)).toMatchObject({
    cue: { n: 4 },
    since: 1100,
  });
});
