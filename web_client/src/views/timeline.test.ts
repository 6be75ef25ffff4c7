import { expect, test } from "vitest";
import { scorePath } from "./timeline";

test("scores run from top to bottom and left to right", () => {
  expect(scorePath([100, 0], 2)).toBe("M180.0 8.0h0.1L540.0 128.0");
});

test("a second without a score is a gap, and a lone second a dot", () => {
  const path = scorePath([80, null, 80, 80], 4);
  expect(path.match(/M/g)).toHaveLength(2);
  expect(path.match(/L/g)).toHaveLength(1);
});

test("without scores nothing is drawn", () => {
  expect(scorePath([null, null], 2)).toBe("");
});
