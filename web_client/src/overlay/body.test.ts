import { beforeEach, expect, test } from "vitest";
import serverGolden from "../../../tests/wire/server.json";
import type { Feedback } from "../wire";
import { Body, marksOf } from "./body";

const live = serverGolden["feedback-live"] as unknown as Feedback;
const nobody = serverGolden["feedback-nobody"] as unknown as Feedback;
const moved = (dx: number): Feedback => ({
  ...live,
  landmarks: (live.landmarks ?? []).map(([x = 0, y = 0, z = 0, v = 0]) => [x + dx, y, z, v]),
});

let body: Body;
beforeEach(() => {
  body = new Body();
  body.see(live, 1000, 4 / 3);
});

test("a still body is drawn where it was seen", () => {
  body.see(live, 1100, 4 / 3);
  expect(body.place(11, 1200)[0]).toBeCloseTo(0.5);
  expect(body.opacity(1300)).toBe(1);
});

test("a moving body is drawn a little ahead, and fainter", () => {
  body.see(moved(0.05), 1100, 4 / 3);
  expect(body.place(11, 1150)[0]).toBeCloseTo(0.55 + 0.5 * 0.05);
  expect(body.place(11, 3000)[0]).toBeCloseTo(0.55 + 0.5 * 0.12);
  expect(body.opacity(1300)).toBeLessThan(1);
});

test("an unseen landmark is never drawn as seen; it is dotted for 0.7 s at its last place", () => {
  expect(body.trust(31, 1000)).toBe("gone");
  expect(body.trust(25, 1000)).toBe("seen");
  body.see({ ...live, unseen: ["left_knee"] }, 1100, 4 / 3);
  expect(body.trust(25, 1200)).toBe("lost");
  expect(body.trust(25, 1800)).toBe("gone");
});

test("when the person leaves, nothing stays seen", () => {
  body.see(nobody, 1100, 4 / 3);
  expect(body.trust(11, 1100)).toBe("lost");
  expect(body.trust(11, 1900)).toBe("gone");
});

test("the cue's joint is ringed; a safety cue marks it as such; praise rings nothing", () => {
  const cue = live.cue;
  if (!cue) throw new Error("the golden feedback has a cue");
  expect([...marksOf(live)]).toEqual([[26, "adjust"]]);
  expect([...marksOf({ ...live, cue: { ...cue, kind: "safety" } })]).toEqual([[26, "safety"]]);
  expect(marksOf({ ...live, cue: { ...cue, kind: "praise" } }).size).toBe(0);
});

test("without a cue the joints that are off are ringed", () => {
  const joint = { name: "left_elbow", angle: 120, target: 180, score: 40, unit: "deg" as const };
  expect([...marksOf({ ...live, cue: null, joints: [joint] })]).toEqual([[13, "adjust"]]);
});
