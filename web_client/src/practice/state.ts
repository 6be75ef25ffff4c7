// The practice as one union, and the events that move it on.

import type { CameraProblem } from "../camera";
import type { Refusal } from "../connection";
import type { Feedback, Notice, Summary } from "../wire";
import type { ShownCue } from "./cues";

export type Phase = "entering" | "holding" | "cueing" | "praising" | "resting";

export interface Live {
  name: "live";
  phase: Phase;
  /** When the phase began; all times are performance.now() milliseconds. */
  since: number;
  cue: ShownCue | null;
  /** Highest cue number met, so that one is shown and spoken once. */
  lastN: number;
  notice: Notice | null;
  /** Longest moment of the present or last hold, in seconds. */
  holdS: number;
  nobodySince: number | null;
  /** When somebody came back, after being away or disconnected. */
  backAt: number | null;
}

export type PracticeState =
  | { name: "asking"; pending: boolean }
  | { name: "noCamera"; problem: CameraProblem }
  | { name: "connecting" }
  | { name: "placing"; since: number; goodSince: number | null; notice: Notice | null }
  | { name: "ready"; since: number; second: number; lostSince: number | null }
  | Live
  | { name: "away"; since: number; holdS: number; seenSince: number | null }
  | { name: "reconnecting"; since: number; holdS: number; began: boolean }
  | { name: "busy"; retryAt: number }
  | { name: "paused"; since: number; began: boolean }
  | Ended;

export interface Ended {
  name: "ended";
  how: HowEnded;
  summary: Summary | null;
  /** Nothing more will come: the summary is here, or it will not be. */
  settled: boolean;
}

export type HowEnded = "asked" | "away" | "server" | Refusal;

export type PracticeEvent =
  | { type: "asked" }
  | { type: "cameraReady" }
  | { type: "cameraFailed"; problem: CameraProblem }
  | { type: "welcome"; resumed: boolean }
  | { type: "lost" }
  | { type: "busy"; retryAt: number }
  | { type: "feedback"; feedback: Feedback; ageMs: number }
  | { type: "startAnyway" }
  | { type: "pause" }
  | { type: "goOn" }
  | { type: "end"; how: HowEnded }
  | { type: "summary"; summary: Summary }
  | { type: "noSummary" }
  | { type: "tick" };

/** The id of the chosen pose, which a countdown leads into; free practice is null and needs none. */
export interface Plan {
  pose: string | null;
}

export function start(): PracticeState {
  return { name: "asking", pending: false };
}

export function hasBegun(state: PracticeState): boolean {
  switch (state.name) {
    case "live":
    case "away":
      return true;
    case "paused":
    case "reconnecting":
      return state.began;
    default:
      return false;
  }
}

export function canPause({ name }: PracticeState): boolean {
  return name === "live" || name === "placing" || name === "ready" || name === "away";
}

/** Changes exactly when the screen has to: not with each feedback, which only moves the overlay. */
export function viewKey(state: PracticeState): string {
  switch (state.name) {
    case "placing":
      return `placing ${state.notice?.id}`;
    case "live":
      return `live ${state.phase} ${state.cue?.cue.n} ${state.notice?.id} ${state.backAt}`;
    case "ready":
      return `ready ${state.since} ${state.second}`;
    case "away":
      return `away ${state.since}`;
    default:
      return JSON.stringify(state);
  }
}

const WATCHING = new Set<PracticeState["name"]>(["placing", "ready", "live", "away", "reconnecting"]);

/** Whether pictures are taken: also while connecting again, so that a mere silence can end. */
export function isWatching({ name }: PracticeState): boolean {
  return WATCHING.has(name);
}
