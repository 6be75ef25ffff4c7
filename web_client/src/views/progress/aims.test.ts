import { expect, test } from "vitest";
import { type Achievement, dayOf, earned, nearest, retargeted } from "./aims";

const one = (id: string, value: number, earned_on: string | null = null): Achievement => ({
  id,
  title: id,
  description: id,
  target: 10,
  value,
  earned_on,
});

test("what is next is begun, not done, and nearest first", () => {
  const all = [one("far", 1), one("near", 9), one("done", 10, "2026-03-04"), one("no", 0), one("half", 5)];
  expect(nearest(all, 2).map(({ id }) => id)).toEqual(["near", "half"]);
});

test("what is done comes newest first", () => {
  const all = [one("old", 10, "2025-12-31"), one("open", 3), one("new", 10, "2026-01-02")];
  expect(earned(all).map(({ id }) => id)).toEqual(["new", "old"]);
});

test("a day is that day in every zone", () => {
  expect([dayOf("2026-03-04").getMonth(), dayOf("2026-03-04").getDate()]).toEqual([2, 4]);
});

test("a goal keeps its pose with another target", () => {
  const goal = {
    id: 7,
    kind: "hold" as const,
    target: 30,
    pose_id: "tree",
    pose_name: "Tree Pose",
    created_at: "2026-03-04T12:00:00Z",
    value: 12,
    met: false,
    met_at: null,
    weeks_in_a_row: null,
  };
  expect(retargeted(goal, 60)).toEqual({ kind: "hold", target: 60, pose: "tree" });
});
