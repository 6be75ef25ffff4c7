import { expect, test } from "vitest";
import serverGolden from "../../../../tests/wire/server.json";
import type { Live } from "../../practice/state";
import type { Cue } from "../../wire";
import { announcement } from "./announce";

const cue = serverGolden["feedback-live"].cue as Cue;
const live = (change: Partial<Cue>): Live => ({
  name: "live",
  phase: "cueing",
  since: 0,
  cue: { cue: { ...cue, ...change }, since: 0, standing: true },
  lastN: 3,
  notice: null,
  holdS: 0,
  nobodySince: null,
  backAt: null,
  announced: null,
  over: null,
});

test("a cue is announced only where our own voice does not say it", () => {
  expect(announcement(live({}), false).polite).toBe(cue.text);
  expect(announcement(live({}), true)).toEqual({ polite: "", urgent: "" });
});

test("safety, a lost camera and the end are urgent whatever the voice", () => {
  expect(announcement(live({ kind: "safety" }), true).urgent).toContain(cue.text);
  expect(announcement({ name: "noCamera", problem: "gone" }, true).urgent).toMatch(/camera/);
  expect(announcement({ name: "ended", how: "asked", summary: null, settled: false }, true).urgent).not.toBe(
    "",
  );
});
