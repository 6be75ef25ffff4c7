// The sentences about goals, deeds and the leaderboard of an account.

import { plural } from "./common";

export const goalWords = {
  title: "Goals",
  minutes: (value: number, target: number) => `${value} of ${plural(target, "minute", "minutes")} this week`,
  hold: (pose: string, value: number, target: number) =>
    `${pose}: longest hold ${value} of ${plural(target, "second", "seconds")}`,
  met: "reached",
  letGo: "Let go of it",
  target: "Goal",
  add: "Another goal",
  kind: "What for",
  kinds: { minutes: "Minutes a week", hold: "Seconds in one pose" },
  pose: "Pose to hold",
  set: "Set this goal",
  enough: "Twenty goals are the most. Let go of another first.",
  amiss: "That goal is not possible.",
};

export const achievementWords = {
  next: "Not far",
  of: (value: number, target: number) => `${value} of ${target}`,
};

export const boardWords = {
  title: "Leaderboard",
  period: "Time",
  periods: { week: "This week", month: "This month", all: "All time" },
  nobody: "Nobody has practised in this time yet.",
  leave: "Change your name or leave it in the settings",
  you: (name: string) => `${name} (you)`,
  columns: { rank: "Rank", name: "Name", minutes: "Minutes", sessions: "Sessions" },
};
