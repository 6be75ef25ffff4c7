// The sentences of the progress page: no blame, and no word about a run that ended.

import type { Deed, Trend } from "../../views/progress/figures";
import { plural } from "./common";

const deeds: Record<Deed, string> = {
  first: "First practice",
  bothSides: "One pose on both sides",
  fivePoses: "Five different poses",
  minute: "A whole minute in one pose",
  tenDays: "Ten days of practice",
};

const score: Record<Trend, string> = {
  few: "A few more and I can show a line.",
  same: "About the same.",
  up: "Your score has gone up.",
  down: "Lower than at first. Days differ.",
};

const holds: Record<Trend, string> = {
  few: "A few more and I can show a line.",
  same: "About as long as before.",
  up: "You stay longer than at first.",
  down: "Shorter than at first. Days differ.",
};

export const progressWords = {
  title: "Progress",
  days: (done: number, goal: number) => `${done} of ${plural(goal, "day", "days")} this week`,
  row: (n: number) => `${plural(n, "week", "weeks")} in a row.`,
  goal: "Days a week",
  calendar: "Last five weeks",
  weekdays: ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
  practised: (day: string, minutes: number) => `${day}: ${plural(minutes, "minute", "minutes")}`,
  rest: (day: string) => `${day}: no practice`,
  minutes: "Minutes per week",
  minutesOf: "Practice",
  minutesFinding: (minutes: number) => `${plural(minutes, "minute", "minutes")} in the last twelve weeks.`,
  minuteUnit: "min",
  pose: "Pose",
  score: (pose: string) => `${pose}: score`,
  scoreFinding: score,
  scoreUnit: "points",
  holds: (pose: string) => `${pose}: seconds held`,
  holdsFinding: holds,
  holdUnit: "s",
  sides: { left: "Left", right: "Right", none: "Hold" },
  deeds: "Done",
  deed: deeds,
  when: "When",
  nothing: "nothing",
  table: "Show as table",
  arrows: "Arrow keys read the values.",
  sessions: "All sessions",
};
