// The figures of the progress page, from what was practised: weeks, days, one pose over time, deeds. All pure.

import type { Side } from "../../wire";
import type { PastHold, PastSession } from "../history";

export const WEEKS = 12;
/** A trend needs as many points (ux 7). */
export const ENOUGH = 5;
const MOST_POINTS = 20;
/** Scores of the same body on the same day differ by about this much; less is "about the same". */
const SCORE_ERROR = 4;
const SECONDS_ERROR = 3;
/** A practice this short and without a hold was a look, not a practice. */
const LEAST_S = 20;

/** Midnight of the person's own Monday. */
export function monday(at: Date): Date {
  const day = new Date(at.getFullYear(), at.getMonth(), at.getDate());
  day.setDate(day.getDate() - ((day.getDay() + 6) % 7));
  return day;
}

/** A calendar day, as the person would write it down. */
export const dayKey = (at: Date) => `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;

export interface Week {
  start: Date;
  minutes: number;
  days: number;
}

function shifted(day: Date, days: number): Date {
  // By the calendar, so that a day of 23 or 25 hours is still one.
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days);
}

const counts = (session: PastSession) => session.seconds >= LEAST_S || session.holds.length > 0;

/** The last weeks, oldest first; one without practice is there and empty. */
export function weeks(sessions: readonly PastSession[], now: Date, many = WEEKS): Week[] {
  const last = monday(now);
  return Array.from({ length: many }, (_, i) => {
    const start = shifted(last, 7 * (i - many + 1));
    const end = shifted(start, 7);
    const within = sessions.filter((past) => counts(past) && past.at >= start && past.at < end);
    const seconds = within.reduce((sum, past) => sum + past.seconds, 0);
    return {
      start,
      minutes: Math.round(seconds / 60),
      days: new Set(within.map((past) => dayKey(past.at))).size,
    };
  });
}

/** Weeks in a row that met the goal; the present one counts once it does, and breaks nothing before. */
export function inARow(past: readonly Week[], goal: number): number {
  const settled = past.at(-1) && (past.at(-1)?.days ?? 0) < goal ? past.slice(0, -1) : past;
  const broken = settled.findLastIndex((week) => week.days < goal);
  return settled.length - 1 - broken;
}

export interface CalendarDay {
  date: Date;
  minutes: number;
  future: boolean;
}

/** Five weeks of days, Monday first, the last of them this week. */
export function calendar(sessions: readonly PastSession[], now: Date, many = 5): CalendarDay[] {
  const seconds = new Map<string, number>();
  for (const past of sessions.filter(counts))
    seconds.set(dayKey(past.at), (seconds.get(dayKey(past.at)) ?? 0) + past.seconds);
  const start = shifted(monday(now), -7 * (many - 1));
  return Array.from({ length: 7 * many }, (_, i) => {
    const date = shifted(start, i);
    const spent = seconds.get(dayKey(date));
    return {
      date,
      minutes: spent === undefined ? 0 : Math.max(1, Math.round(spent / 60)),
      future: date.getTime() > now.getTime(),
    };
  });
}

export interface Point {
  at: Date;
  side: Side | null;
  value: number;
}

/** Poses that were held, the most often held first: id and name. */
export function practised(sessions: readonly PastSession[]): [string, string][] {
  const names = new Map<string, string>();
  const times = new Map<string, number>();
  for (const { poseId, poseName } of sessions.flatMap((past) => past.holds)) {
    if (!names.has(poseId)) names.set(poseId, poseName);
    times.set(poseId, (times.get(poseId) ?? 0) + 1);
  }
  return [...names].sort(([a], [b]) => (times.get(b) ?? 0) - (times.get(a) ?? 0));
}

/** The last points of one pose, oldest first; holds that were only timed have no score. */
export function pointsOf(
  sessions: readonly PastSession[],
  pose: string,
  value: (hold: PastHold) => number | null,
): Point[] {
  const all = [...sessions].reverse().flatMap((past) =>
    past.holds
      .filter((hold) => hold.poseId === pose)
      .flatMap((hold): Point[] => {
        const found = value(hold);
        return found === null ? [] : [{ at: past.at, side: hold.side, value: Math.round(found) }];
      }),
  );
  return all.slice(-MOST_POINTS);
}

export type Trend = "few" | "same" | "up" | "down";

/** The first three against the last three; less than the error is no change, under five points no trend. */
export function trend(points: readonly Point[], error = SCORE_ERROR): Trend {
  if (points.length < ENOUGH) return "few";
  const mean = (some: readonly Point[]) => some.reduce((sum, { value }) => sum + value, 0) / some.length;
  const change = mean(points.slice(-3)) - mean(points.slice(0, 3));
  if (Math.abs(change) < error) return "same";
  return change > 0 ? "up" : "down";
}

export const holdTrend = (points: readonly Point[]) => trend(points, SECONDS_ERROR);

export type Deed = "first" | "tenDays" | "fivePoses" | "minute" | "bothSides";

/** What has been done, as deeds: no points, no ranks. */
export function deeds(sessions: readonly PastSession[]): Deed[] {
  const done = sessions.filter(counts);
  const holds = done.flatMap((past) => past.holds);
  const sides = (side: Side) =>
    new Set(holds.filter((hold) => hold.side === side).map((hold) => hold.poseId));
  const right = sides("right");
  const all: [Deed, boolean][] = [
    ["first", done.length > 0],
    ["bothSides", [...sides("left")].some((pose) => right.has(pose))],
    ["fivePoses", new Set(holds.map((hold) => hold.poseId)).size >= 5],
    ["minute", holds.some((hold) => hold.seconds >= 60)],
    ["tenDays", new Set(done.map((past) => dayKey(past.at))).size >= 10],
  ];
  return all.filter(([, earned]) => earned).map(([deed]) => deed);
}
