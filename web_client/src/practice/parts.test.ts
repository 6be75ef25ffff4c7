import { expect, test } from "vitest";
import { jointOf } from "./parts";

test.each([
  ["left_knee", "knee", "left"],
  ["right_knee_over_foot", "knee", "right"],
  ["knee_gap", "knees", null],
  ["shoulders", "shoulders", null],
  ["hip_line", "hips", null],
  ["left_upper_arm", "upper_arm", "left"],
  ["left_side_bend", "side", null],
  ["right_lean", "trunk", null],
  ["stance", "feet", null],
  ["hands_to_feet", "hands", null],
])("%s is the %s", (name, part, side) => {
  expect(jointOf(name)).toEqual({ part, side });
});

test("a measure that this page does not know is no part", () => {
  expect(jointOf("left_tail")).toBeNull();
});
