// What an account means to reach and has done: the calls, and what is read out of their answers.

import { call, inOurs } from "../../api";
import type { components } from "../../openapi";

type Schemas = components["schemas"];

export type Goal = Schemas["GoalOut"];
export type Aim = Schemas["GoalIn"];
export type Achievement = Schemas["AchievementOut"];
export type Board = Schemas["Leaderboard"];
export type Period = Board["period"];

/** Weeks and days are those of the person. */
const zone = () => `tz=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC")}`;

const read = async <T>(path: string) => (await call<{ data: T }>("GET", path)).data;

export const goals = () => read<Goal[]>(`/api/goals?${zone()}`);
export const addGoal = (aim: Aim) => call("POST", `/api/goals?${zone()}`, aim);
export const changeGoal = (id: number, aim: Aim) => call("PUT", `/api/goals/${id}?${zone()}`, aim);
export const letGo = (id: number) => call("DELETE", `/api/goals/${id}`);
export const achievements = () => read<Achievement[]>(`${inOurs("/api/achievements")}&${zone()}`);
export const leaderboard = (period: Period) => read<Board>(`/api/leaderboard?period=${period}`);

/** The same goal with another target. */
export const retargeted = ({ kind, pose_id }: Goal, target: number): Aim => ({ kind, target, pose: pose_id });

/** Those that are nearest, of what has been begun. */
export function nearest(all: readonly Achievement[], many: number): Achievement[] {
  const begun = all.filter(({ earned_on, value }) => earned_on === null && value > 0);
  return begun.sort((a, b) => b.value / b.target - a.value / a.target).slice(0, many);
}

/** Newest first. */
export function earned(all: readonly Achievement[]): (Achievement & { earned_on: string })[] {
  return all
    .flatMap((one) => (one.earned_on === null ? [] : [{ ...one, earned_on: one.earned_on }]))
    .sort((a, b) => b.earned_on.localeCompare(a.earned_on));
}

/** A calendar day as it was where one practised, whatever zone the browser is in now. */
export function dayOf(date: string): Date {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return new Date(year, month - 1, day);
}
