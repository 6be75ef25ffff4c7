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
  titles: {
    first_practice: "First practice",
    ten_practices: "Ten practices",
    hundred_practices: "A hundred practices",
    ten_days: "Ten days of practice",
    fifty_days: "Fifty days of practice",
    three_days_in_a_row: "Three days in a row",
    seven_days_in_a_row: "A whole week",
    hundred_minutes: "A hundred minutes",
    thousand_minutes: "A thousand minutes",
    five_poses: "Five different poses",
    twenty_five_poses: "Twenty-five different poses",
    both_sides: "One pose on both sides",
    half_a_minute: "Half a minute in one pose",
    a_minute: "A whole minute in one pose",
    two_minutes: "Two minutes in one pose",
    finely_done: "One pose with a score of 90",
  },
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
