import { expect, test } from "vitest";
import { indexOf, LIMBS, NAMES, seenParts } from "./skeleton";

test("there are 33 names in MediaPipe's order and twelve limbs between them", () => {
  expect(NAMES).toHaveLength(33);
  expect([indexOf("left_shoulder"), indexOf("right_knee"), indexOf("right_foot_index")]).toEqual([
    11, 26, 32,
  ]);
  expect(indexOf("trunk")).toBeUndefined();
  expect(LIMBS).toHaveLength(12);
});

test("a part is seen when all of it is", () => {
  const seen = seenParts([[]], ["left_ankle", "left_foot_index"]);
  expect(seen).toEqual({ head: true, arms: true, hips: true, feet: false });
});

test("with nobody there, no part is seen", () => {
  expect(Object.values(seenParts(null, []))).toEqual([false, false, false, false]);
});
