import { expect, test } from "vitest";
import serverGolden from "../../../tests/wire/server.json";
import type { Cue, PoseReading } from "../wire";
import { type Live, type PracticeState, start } from "./state";
import { ghostWish } from "./wish";

const cue = serverGolden["feedback-live"].cue as Cue;
const seen: PoseReading = { id: "warrior2", name: "Warrior II", side: "right", confidence: 1 };
const plan = { pose: "warrior2", side: null, led: false };
const free = { pose: null, side: null, led: false };
const ready: PracticeState = { name: "ready", since: 0, second: 3, lostSince: null };
const live = (change: Partial<Live>): Live => ({
  name: "live",
  phase: "entering",
  since: 0,
  cue: null,
  lastN: 0,
  notice: null,
  holdS: 0,
  nobodySince: null,
  backAt: null,
  announced: null,
  over: null,
  ...change,
});
const cued = (change: Partial<Cue>) =>
  live({ phase: "cueing", cue: { cue: { ...cue, ...change }, since: 0, standing: true } });

test("the whole body is there to step into: while getting ready, on the way, and three seconds more", () => {
  const whole = { pose: "warrior2", side: null, joints: null };
  expect(ghostWish(ready, plan, null)).toEqual(whole);
  expect(ghostWish(live({}), plan, null)).toEqual(whole);
  expect(ghostWish(live({ phase: "holding", holdS: 2 }), plan, seen)).toEqual({ ...whole, side: "right" });
  expect(ghostWish(live({ phase: "holding", holdS: 3 }), plan, seen)).toBeNull();
});

test("who holds another pose than the one that is asked for still sees it", () => {
  const other = { ...seen, id: "tree" };
  expect(ghostWish(live({ phase: "holding", holdS: 12 }), plan, other)?.pose).toBe("warrior2");
  expect(ghostWish(live({ phase: "holding", holdS: 12 }), free, other)).toBeNull();
});

test("a side that is asked for is not the one that is seen", () => {
  expect(ghostWish(ready, { ...plan, side: "left" }, seen)?.side).toBe("left");
});

test("a cue shows its limb only, of the pose that is done, and nothing late in a hold", () => {
  expect(ghostWish(cued({}), free, seen)).toEqual({ pose: "warrior2", side: "right", joints: cue.joints });
  expect(ghostWish({ ...cued({}), holdS: 25 }, free, seen)).toBeNull();
});

test("nothing is drawn in free practice, for praise, for a warning, or where nobody is coached", () => {
  expect(ghostWish(live({}), free, seen)).toBeNull();
  expect(ghostWish(cued({ kind: "safety" }), plan, seen)).toBeNull();
  expect(ghostWish(live({ phase: "praising" }), plan, seen)).toBeNull();
  expect(ghostWish(start(), plan, null)).toBeNull();
});
