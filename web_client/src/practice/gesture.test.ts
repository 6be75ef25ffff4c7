import { expect, test } from "vitest";
import figures from "../../../server/analysis/library/figures.json";
import { Hands, handMeans, raisedHand } from "./gesture";

/** Somebody who stands, with a hand moved to a height and place. */
function body(hands: Partial<Record<15 | 16, [x: number, y: number]>> = {}): number[][] {
  return figures.mountain.map(([x = 0, y = 0], i) => {
    const [hx, hy] = hands[i as 15 | 16] ?? [0.5 + x * 0.3, 0.6 + y * 0.4];
    return [hx, hy, 0, 0.9];
  });
}
const UP = 0.05;
const all = () => true;
const right = body({ 16: [0.45, UP] });

test("one hand above the head is a word, both are a pose, and so is none", () => {
  expect(raisedHand(right, all)).toBe("right");
  expect(raisedHand(body({ 15: [0.55, UP] }), all)).toBe("left");
  expect(raisedHand(body({ 15: [0.55, UP], 16: [0.45, UP] }), all)).toBeNull();
  expect(raisedHand(body(), all)).toBeNull();
  expect(raisedHand(right, (i) => i !== 16)).toBeNull();
});

test("a hand that is held up for 1.2 s is told once, until it is lowered", () => {
  const hands = new Hands();
  const done = [0, 600, 1199, 1200, 1300, 2500].map((at) => hands.see(right, all, at)?.done ?? null);
  expect(done).toEqual([0, 0.5, expect.closeTo(0.999, 2), 1, null, null]);
  hands.see(body(), all, 2600);
  expect(hands.see(right, all, 2700)?.done).toBe(0);
});

test("a hand that waves, or is lowered, begins anew", () => {
  const hands = new Hands();
  hands.see(right, all, 0);
  expect(hands.see(body({ 16: [0.55, UP] }), all, 1000)?.done).toBe(0);
  hands.see(null, all, 1100);
  expect(hands.see(right, all, 1200)?.done).toBe(0);
});

test("what a hand means depends on where one is, and in a pose it means nothing", () => {
  expect(handMeans("right", "placing", false)).toBe("startAnyway");
  expect(handMeans("left", "placing", false)).toBe("largerText");
  expect(handMeans("right", "paused", true)).toBe("goOn");
  expect(handMeans("left", "paused", true)).toBeNull();
  expect(handMeans("left", "live", true)).toBe("stepAgain");
  expect(handMeans("left", "live", false)).toBe("ask");
  expect(handMeans("right", "ended", false)).toBeNull();
});
