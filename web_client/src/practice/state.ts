// The practice as one union, and the events that move it on.

import type { CameraProblem } from "../camera";
import type { Rate } from "../capture/pacing";
import type { Refusal } from "../connection";
import type { Cue, Feedback, FlowChange, FlowProgress, Notice, Side, Summary } from "../wire";
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
  /** What a flow says of its present step, until the step is begun. */
  announced: Announced | null;
  /** How a flow came to its end, for as long as that is told. */
  over: { how: "finished" | "stopped"; since: number } | null;
}

export interface Announced {
  text: string;
  short: string;
  since: number;
}

export type PracticeState =
  | { name: "asking"; pending: boolean }
  | { name: "noCamera"; problem: CameraProblem }
  | { name: "connecting" }
  | {
      name: "placing";
      since: number;
      /** Whether anything was seen yet. */
      looked: boolean;
      goodSince: number | null;
      notice: Notice | null;
    }
  | { name: "ready"; since: number; second: number; lostSince: number | null }
  | Live
  | { name: "away"; since: number; holdS: number; seenSince: number | null }
  | { name: "reconnecting"; since: number; holdS: number; began: boolean }
  | { name: "busy"; retryAt: number }
  | { name: "paused"; since: number; began: boolean; looking: boolean }
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
  | { type: "flow"; flow: FlowChange }
  | { type: "again"; cue: Cue }
  | { type: "startAnyway" }
  | { type: "pause" }
  | { type: "goOn" }
  | { type: "end"; how: HowEnded }
  | { type: "summary"; summary: Summary }
  | { type: "noSummary" }
  | { type: "tick" };

/** The pose that is to be taken now, chosen or of a flow, which a countdown leads into; free practice has none. */
export interface Plan {
  pose: string | null;
  /** The side that is asked for; null where either will do. */
  side: Side | null;
  /** Whether a flow says what comes next, so that nobody rests in between. */
  led: boolean;
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
      return `live ${state.phase} ${state.cue?.cue.n} ${state.notice?.id} ${state.backAt} ${state.announced?.since} ${state.over?.how}`;
    case "ready":
      return `ready ${state.since} ${state.second}`;
    case "away":
      return `away ${state.since}`;
    default:
      return JSON.stringify(state);
  }
}

/** Whether a raised hand is a word to the coach: only where no pose is expected, since some poses raise one (ux 4). */
export function handsAre(state: PracticeState, flow: FlowProgress | null): boolean {
  if (state.name === "placing" || state.name === "paused") return true;
  if (state.name !== "live") return false;
  return state.phase === "resting" || (flow?.state === "late" && state.phase === "entering");
}

const WATCHING = new Set<PracticeState["name"]>(["placing", "ready", "live", "away", "reconnecting"]);

/** Whether pictures are taken: also while connecting again, so that a mere silence can end. */
export function isWatching({ name }: PracticeState): boolean {
  return WATCHING.has(name);
}

/** How pictures are taken: in a pause seldom, only for a hand that ends it, and not where hands mean nothing. */
export function rateOf(state: PracticeState, gestures: boolean): Rate {
  if (isWatching(state)) return "full";
  return state.name === "paused" && state.looking && gestures ? "few" : "off";
}
