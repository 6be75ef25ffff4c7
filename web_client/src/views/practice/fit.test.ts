import { expect, test } from "vitest";
import { fitting, lines } from "./fit";

/** The bundled font averages half an em a letter. */
const half = (text: string) => text.length / 2;

test("words wrap greedily, and a line break is kept", () => {
  expect(lines("Bend your right knee", 6, half)).toBe(2);
  expect(lines("Bend right\nknee", 6, half)).toBe(2);
  expect(lines("Unbreakable", 3, half)).toBe(Number.POSITIVE_INFINITY);
});

test("a short cue keeps the full size, a long one takes the first step that fits two lines", () => {
  expect(fitting("Bend your knee.", 13.5, half)).toBe(1);
  expect(fitting("Bend your right knee toward the front wall.", 13.5, half)).toBe(1);
  const longest = "Press the outer edge of your back foot into the floor and lift the arch";
  expect(fitting(longest, 13.5, half)).toBe(0.68);
});

test("a phone's short form keeps the full size", () => {
  expect(fitting("Bend right\nknee", 6.4, half)).toBe(1);
});
