import { expect, test } from "vitest";
import serverGolden from "../../../tests/wire/server.json";
import type { Feedback } from "../wire";
import { NOTHING, nextReading, offJoints } from "./reading";

const live = serverGolden["feedback-live"] as unknown as Feedback;
const shown = nextReading(NOTHING, live, 0, false);

test("the first feedback is read as it is", () => {
  expect(shown).toMatchObject({ score: 82, holdS: 6, holding: true, parts: { feet: true, head: true } });
});

test("the score changes once a second, the hold with each whole second", () => {
  const later = { ...live, score: 70, hold_s: 7.01 };
  expect(nextReading(shown, later, 500, false)).toMatchObject({ score: 82, holdS: 7 });
  expect(nextReading(shown, later, 1000, false)).toMatchObject({ score: 70 });
});

test("nothing legible changed, nothing is drawn again", () => {
  expect(nextReading(shown, { ...live, seq: 8, hold_s: 6.9, score: 83 }, 500, false)).toBe(shown);
});

test("joints that are off are named, worst first", () => {
  const joint = (name: string, score: number) => ({ name, score, angle: 0, target: 0, unit: "deg" as const });
  const feedback = {
    ...live,
    joints: [
      joint("left_knee", 55),
      joint("left_knee_line", 40),
      joint("trunk", 90),
      joint("right_elbow", 20),
    ],
  };
  expect(offJoints(feedback)).toEqual([
    { part: "elbow", side: "right" },
    { part: "knee", side: "left" },
  ]);
});

test("on the way to the next pose of a flow, the one before is not scored any more", () => {
  const flow = live.flow as NonNullable<Feedback["flow"]>;
  const entering = { ...live, flow: { ...flow, state: "entering" as const } };
  expect(nextReading(shown, entering, 1000, false)).toMatchObject({
    score: null,
    off: [],
    flow: { of: flow.of },
  });
  expect(nextReading(shown, { ...entering, flow: { ...flow, state: "holding" } }, 1000, false).score).toBe(
    82,
  );
});
