import { expect, test } from "vitest";
import figures from "./figures.json";

test.each(Object.entries(figures))("%s stands on the ground line, inside its box", (_pose, { points }) => {
  expect(points).toHaveLength(15);
  const xs = points.map(([x = 0]) => x);
  const ys = points.map(([, y = 0]) => y);
  expect(Math.max(...ys)).toBe(0);
  expect(Math.min(...ys)).toBeGreaterThan(-200);
  expect(Math.max(...xs.map(Math.abs))).toBeLessThan(100);
});
