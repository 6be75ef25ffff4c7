import { expect, test } from "vitest";
import type { PastHold, PastSession } from "../history";
import { calendar, deeds, inARow, monday, pointsOf, practised, trend, weeks } from "./figures";

const NOW = new Date(2026, 10, 25, 18); // a Wednesday
const hold = (change: Partial<PastHold> = {}): PastHold => ({
  poseId: "tree",
  poseName: "Tree Pose",
  side: "left",
  seconds: 20,
  score: 80,
  ...change,
});
const session = (daysAgo: number, minutes = 10, holds = [hold()]): PastSession => ({
  href: "/sessions/1",
  at: new Date(2026, 10, 25 - daysAgo, 9),
  seconds: minutes * 60,
  holds,
});
const week = (days: number) => ({ start: NOW, minutes: days * 10, days });

test("weeks begin on Monday, the oldest first, and an empty one is there", () => {
  expect(monday(NOW)).toEqual(new Date(2026, 10, 23));
  expect(monday(new Date(2026, 10, 29, 23, 59))).toEqual(new Date(2026, 10, 23));
  const past = weeks([session(0), session(0, 5), session(1), session(14)], NOW, 3);
  expect(past.map(({ minutes, days }) => [minutes, days])).toEqual([
    [10, 1],
    [0, 0],
    [25, 2],
  ]);
});

test("weeks in a row: the present one is never held against anybody", () => {
  expect(inARow([week(0), week(3), week(4), week(1)], 3)).toBe(2);
  expect(inARow([week(0), week(3), week(4), week(3)], 3)).toBe(3);
  expect(inARow([week(1), week(2)], 3)).toBe(0);
  expect(inARow([week(3)], 3)).toBe(1);
  expect(inARow([], 3)).toBe(0);
});

test("the calendar marks days, and knows which are still to come", () => {
  const days = calendar([session(0), session(2, 0.1, [hold()])], NOW);
  expect(days).toHaveLength(35);
  expect(days.filter((day) => day.minutes > 0).map((day) => day.date.getDate())).toEqual([23, 25]);
  expect(days.filter((day) => day.future)).toHaveLength(4);
});

test("a glance without a hold is no practice", () => {
  const glance = session(0, 0.1, []);
  expect(weeks([glance], NOW, 1)[0]).toMatchObject({ minutes: 0, days: 0 });
  expect(deeds([glance])).toEqual([]);
});

test("one pose over time: oldest first, without what was only timed, the last twenty", () => {
  const sessions = [
    session(1, 10, [hold({ score: 90 })]),
    session(2, 10, [hold({ score: null })]),
    session(3),
  ];
  expect(pointsOf(sessions, "tree", ({ score }) => score).map(({ value }) => value)).toEqual([80, 90]);
  expect(pointsOf(sessions, "crow", ({ score }) => score)).toEqual([]);
  const many = Array.from({ length: 30 }, (_, i) => session(i));
  expect(pointsOf(many, "tree", ({ seconds }) => seconds)).toHaveLength(20);
});

test("a trend needs five points and a change beyond the error", () => {
  const line = (values: number[]) => values.map((value) => ({ at: NOW, side: null, value }));
  expect(trend(line([10, 90]))).toBe("few");
  expect(trend(line([80, 81, 79, 82, 83]))).toBe("same");
  expect(trend(line([60, 62, 70, 80, 85]))).toBe("up");
  expect(trend(line([85, 80, 70, 62, 60]))).toBe("down");
});

test("deeds are what was done, and poses come with the most held first", () => {
  const crow = hold({ poseId: "crow", poseName: "Crow", side: null, seconds: 61 });
  const sessions = [session(0, 5, [hold(), hold({ side: "right" }), crow])];
  expect(deeds(sessions)).toEqual(["first", "bothSides", "minute"]);
  expect(practised(sessions)).toEqual([
    ["tree", "Tree Pose"],
    ["crow", "Crow"],
  ]);
});
