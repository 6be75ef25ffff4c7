import { expect, test } from "vitest";
import { ahead, contain, onScreen, opacity, speed, torso } from "./geometry";

test("a wide picture in a tall box has bars above and below, and the other way round", () => {
  expect(contain({ width: 1280, height: 720 }, { width: 390, height: 520 })).toEqual({
    x: 0,
    y: 150.3125,
    width: 390,
    height: 219.375,
  });
  const tall = contain({ width: 480, height: 640 }, { width: 1000, height: 500 });
  expect(tall).toEqual({ x: 312.5, y: 0, width: 375, height: 500 });
});

test("mirroring flips within the picture, not within the box", () => {
  const at = { x: 100, y: 0, width: 200, height: 100 };
  expect(onScreen([0.25, 0.5], at, false)).toEqual([150, 50]);
  expect(onScreen([0.25, 0.5], at, true)).toEqual([250, 50]);
});

test("joints are moved on for 120 ms at most, and never back", () => {
  expect([ahead(-5), ahead(80), ahead(500)]).toEqual([0, 80, 120]);
});

test("a still body stays clear at 300 ms, a moving one fades, an old one is faint", () => {
  expect(opacity(300, 0.12)).toBe(1);
  expect(opacity(300, 0.5)).toBeGreaterThan(0.25);
  expect(opacity(300, 0.5)).toBeLessThan(1);
  expect(opacity(300, 2)).toBe(0.25);
  expect(opacity(701, 0)).toBe(0.25);
});

const body = (shift: number) =>
  Array.from({ length: 33 }, (_, i) => [0.5 + shift, i >= 23 ? 0.6 : 0.3, 0, 0.9]);

test("speed is in torsos a second and undoes the picture's aspect", () => {
  expect(torso(body(0), 4 / 3)).toBeCloseTo(0.3);
  expect(speed(body(0), body(0.03), 0.1, 4 / 3, () => true)).toBeCloseTo((0.03 * (4 / 3)) / 0.3 / 0.1);
});

test("without joints to compare there is no speed", () => {
  expect(speed(body(0), body(0.1), 0.1, 1, () => false)).toBe(0);
  expect(speed(body(0), body(0.1), 0, 1, () => true)).toBe(0);
});
