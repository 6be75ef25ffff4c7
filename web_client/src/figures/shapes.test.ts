import { expect, test } from "vitest";
import figures from "../../../server/analysis/library/figures.json";
import { shapeOf } from "./shapes";

const all = Object.entries(figures);
const both = all.flatMap(([pose, space]) => ["front", "side"].map((view) => [pose, view, space] as const));

test.each(both)("%s from the %s stands on the ground line, inside its box", (_pose, view, space) => {
  const { points } = shapeOf(space, view);
  expect(points).toHaveLength(15);
  const xs = points.map(([x = 0]) => x);
  const ys = points.map(([, y = 0]) => y);
  expect(Math.max(...ys)).toBeLessThanOrEqual(0);
  expect(Math.max(...ys)).toBeGreaterThanOrEqual(-10);
  expect(Math.min(...ys)).toBeGreaterThan(-222);
  expect(Math.max(...xs.map(Math.abs))).toBeLessThanOrEqual(108);
});

test("a side view looks along the shoulders: left and right fall together in a pose without sides", () => {
  const { points, far } = shapeOf(figures.chair, "side");
  expect(far).toBe("right");
  expect(points[0]).toEqual(points[1]);
});
