import { expect, test } from "vitest";
import serverGolden from "../../../tests/wire/server.json";
import type { Feedback } from "../wire";
import { Keepsake } from "./keepsake";

const live = { ...serverGolden["feedback-live"], holding: true } as unknown as Feedback;
const judged = (scores: Record<string, number>, change: Partial<Feedback> = {}): Feedback => ({
  ...live,
  joints: Object.entries(scores).map(([name, score]) => ({ name, score, angle: 0, target: 0, unit: "deg" })),
  ...change,
});

function kept(readings: Feedback[]): Keepsake {
  const keepsake = new Keepsake();
  for (const reading of readings) keepsake.see(reading, 4 / 3);
  return keepsake;
}
const times = (n: number, reading: Feedback) => Array.from({ length: n }, () => reading);

test("the best moment is the highest score of a hold, with its joints and no picture", () => {
  const { best } = kept([
    judged({}, { score: 70 }),
    judged({}, { score: 91, seq: 2 }),
    judged({}, { score: 80 }),
  ]);
  expect(best).toMatchObject({ poseId: live.pose?.id, score: 91, aspect: 4 / 3 });
  expect(best?.landmarks).toHaveLength(33);
  expect(kept([judged({}, { holding: false }), judged({}, { score: null })]).best).toBeNull();
});

test("joints that gained are told, and those that ended low", () => {
  const early = judged({ left_knee: 50, right_elbow: 95, trunk: 60 });
  const late = judged({ left_knee: 90, right_elbow: 96, trunk: 62 });
  const keepsake = kept([...times(40, early), ...times(40, late)]);
  expect(keepsake.better).toEqual([
    { part: "knee", side: "left", poseName: live.pose?.name, first: 50, last: 90 },
  ]);
  expect(keepsake.workOn.map(({ part }) => part)).toEqual(["trunk"]);
});

test("a few readings say nothing, and one pose says nothing of another", () => {
  expect(kept([...times(20, judged({ trunk: 10 })), ...times(20, judged({ trunk: 90 }))]).better).toEqual([]);
  const other = { ...live.pose, id: "tree", name: "Tree" } as Feedback["pose"];
  const both = [
    ...times(70, judged({ left_knee: 50 })),
    ...times(70, judged({ left_knee: 95 }, { pose: other })),
  ];
  expect(kept(both).better).toEqual([]);
});
