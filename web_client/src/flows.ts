// Flows of the library and classes made to measure, as the server tells them.

import { call } from "./api";
import type { Breath, Level, Side, Step } from "./wire";

/** A step as the library tells it; `flow{start}` takes it as it is. */
export interface ToldStep extends Step {
  name: string;
  side: Side | null;
  breath: Breath | null;
  hold_s: number;
}

export interface FlowInfo {
  name: string;
  sanskrit: string;
  level: Level;
  minutes: number;
  rounds: number;
  /** Steps of all rounds. */
  of: number;
  /** What the camera has to see somewhere in it. */
  views: ("front" | "side")[];
  /** Of one round. */
  steps: ToldStep[];
}

export interface MadeClass {
  minutes: number;
  /** About, getting from one pose into the next included. */
  duration_s: number;
  steps: ToldStep[];
}

export const CLASS_MINUTES = [5, 10, 15, 20, 30, 45, 60] as const;
/** What a class leans towards. */
export const FOCUSES = ["all_round", "balance", "strength", "hips", "back", "legs", "calm"] as const;
export type Focus = (typeof FOCUSES)[number];

export interface ClassWish {
  minutes: number;
  level: Level;
  focus: Focus;
  /** Another one makes another class of the same kind. */
  seed: number;
}

export const flows = () => call<Record<string, FlowInfo>>("GET", "/api/flows");
export const classOf = (wish: ClassWish) => call<MadeClass>("POST", "/api/classes", wish);
