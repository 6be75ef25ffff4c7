// The practice as one union and one pure function: what state follows when something happens.

import type { CameraProblem } from "../camera";
import type { Refusal } from "../connection";
import type { Feedback, Notice, Summary } from "../wire";
import { nextCue, type ShownCue } from "./cues";

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
  | { name: "ready"; since: number; lostSince: number | null }
  | Live
  | { name: "away"; since: number; holdS: number; seenSince: number | null }
  | { name: "reconnecting"; since: number; holdS: number; began: boolean }
  | { name: "busy"; retryAt: number; message: string }
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
  | { type: "welcome" }
  | { type: "lost" }
  | { type: "busy"; retryAt: number; message: string }
  | { type: "feedback"; feedback: Feedback; ageMs: number }
  | { type: "startAnyway" }
  | { type: "pause" }
  | { type: "goOn" }
  | { type: "end"; how: HowEnded }
  | { type: "summary"; summary: Summary }
  | { type: "noSummary" }
  | { type: "tick" };

/** Whether a countdown comes first: a chosen pose has one, free practice does not. */
export interface Plan {
  countdown: boolean;
}

export const WHOLE_MS = 1500;
export const COUNTDOWN_MS = 3000;
/** Joints flicker; a gap shorter than this is none (ux 3). */
const GRACE_MS = 700;
const AWAY_AFTER_MS = 3000;
export const AWAY_LIMIT_MS = 180_000;
const REST_MS = 4000;
/** A shorter hold was a passing movement and needs no rest. */
const REST_FROM_S = 5;

export function start(): PracticeState {
  return { name: "asking", pending: false };
}

export function reduce(state: PracticeState, event: PracticeEvent, now: number, plan: Plan): PracticeState {
  if (state.name === "ended") return whileEnded(state, event);
  switch (event.type) {
    case "asked":
      return { name: "asking", pending: true };
    case "cameraReady":
      return { name: "connecting" };
    case "cameraFailed":
      return { name: "noCamera", problem: event.problem };
    case "welcome":
      return onWelcome(state, now);
    case "lost":
      return onLost(state, now);
    case "busy":
      return hasBegun(state) ? onLost(state, now) : busy(event);
    case "feedback":
      return onFeedback(state, event, now, plan);
    case "startAnyway":
      return state.name === "placing" || state.name === "ready" ? live(now) : state;
    case "pause":
      return canPause(state) ? { name: "paused", since: now, began: hasBegun(state) } : state;
    case "goOn":
      return state.name === "paused" ? resume(state.began, now) : state;
    case "end":
      return ended(event.how);
    case "summary":
      return { ...ended("server"), summary: event.summary, settled: true };
    case "noSummary":
      return state;
    case "tick":
      return onTick(state, now);
    default:
      return event satisfies never;
  }
}

function ended(how: HowEnded): Ended {
  return { name: "ended", how, summary: null, settled: false };
}

/** The summary may come after the end, and so may the reason why the server ended it. */
function whileEnded(state: Ended, event: PracticeEvent): Ended {
  if (event.type === "summary") return { ...state, summary: event.summary, settled: true };
  if (event.type === "noSummary") return { ...state, settled: true };
  return event.type === "end" && state.how === "server" ? { ...state, how: event.how } : state;
}

/** Changes exactly when the screen has to: not with each feedback, which only moves the overlay. */
export function viewKey(state: PracticeState): string {
  switch (state.name) {
    case "placing":
      return `placing ${state.notice?.id}`;
    case "live":
      return `live ${state.phase} ${state.cue?.cue.n} ${state.notice?.id} ${state.backAt}`;
    case "ready":
    case "away":
      return `${state.name} ${state.since}`;
    default:
      return JSON.stringify(state);
  }
}

function busy({ retryAt, message }: { retryAt: number; message: string }): PracticeState {
  return { name: "busy", retryAt, message };
}

function placing(now: number): PracticeState {
  return { name: "placing", since: now, goodSince: null, notice: null };
}

function live(now: number, from: Partial<Live> = {}): Live {
  const fresh = { cue: null, lastN: 0, notice: null, holdS: 0, nobodySince: null, backAt: null };
  return { ...fresh, ...from, name: "live", phase: "entering", since: now };
}

function resume(began: boolean, now: number): PracticeState {
  return began ? live(now) : placing(now);
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

export function holdOf(state: PracticeState): number {
  return "holdS" in state ? state.holdS : 0;
}

function onWelcome(state: PracticeState, now: number): PracticeState {
  if (state.name === "reconnecting") return state.began ? live(now, { backAt: now }) : placing(now);
  return state.name === "connecting" || state.name === "busy" ? placing(now) : state;
}

function onLost(state: PracticeState, now: number): PracticeState {
  if (state.name === "reconnecting" || state.name === "paused") return state;
  if (state.name === "asking" || state.name === "noCamera") return state;
  return { name: "reconnecting", since: now, holdS: holdOf(state), began: hasBegun(state) };
}

function onTick(state: PracticeState, now: number): PracticeState {
  if (state.name === "away" && now - state.since >= AWAY_LIMIT_MS) return ended("away");
  if (state.name === "ready" && now - state.since >= COUNTDOWN_MS) return live(now);
  return state;
}

type FeedbackEvent = Extract<PracticeEvent, { type: "feedback" }>;

/** Whether there is somebody to coach: whole, or enough of them for a score. */
function isGood(feedback: Feedback): boolean {
  return feedback.presence === "whole" || feedback.score !== null;
}

function onFeedback(state: PracticeState, event: FeedbackEvent, now: number, plan: Plan): PracticeState {
  const { feedback } = event;
  switch (state.name) {
    case "placing":
      return whilePlacing(state, feedback, now, plan);
    case "ready":
      return whileReady(state, feedback, now);
    case "live":
      return whileLive(state, event, now);
    case "away":
      return whileAway(state, feedback, now);
    // Late answers to frames from before the loss or the pause are of no more use.
    case "reconnecting":
      return state.began ? live(now, { backAt: now }) : placing(now);
    default:
      return state;
  }
}

function whilePlacing(
  state: Extract<PracticeState, { name: "placing" }>,
  feedback: Feedback,
  now: number,
  plan: Plan,
): PracticeState {
  const goodSince = isGood(feedback) ? (state.goodSince ?? now) : null;
  const steady = goodSince !== null && now - goodSince >= WHOLE_MS;
  // Who already stands in the pose needs no countdown.
  if (feedback.holding || (steady && !plan.countdown)) return live(now);
  if (steady) return { name: "ready", since: now, lostSince: null };
  return { ...state, goodSince, notice: feedback.notice };
}

function whileReady(
  state: Extract<PracticeState, { name: "ready" }>,
  feedback: Feedback,
  now: number,
): PracticeState {
  if (feedback.holding) return live(now);
  const lostSince = isGood(feedback) ? null : (state.lostSince ?? now);
  return lostSince !== null && now - lostSince >= GRACE_MS ? placing(now) : { ...state, lostSince };
}

function whileAway(
  state: Extract<PracticeState, { name: "away" }>,
  feedback: Feedback,
  now: number,
): PracticeState {
  const seenSince = feedback.presence === "nobody" ? null : (state.seenSince ?? now);
  const back = seenSince !== null && now - seenSince >= GRACE_MS;
  return back ? live(now, { backAt: now, holdS: state.holdS }) : { ...state, seenSince };
}

function whileLive(state: Live, { feedback, ageMs }: FeedbackEvent, now: number): PracticeState {
  const nobodySince = feedback.presence === "nobody" ? (state.nobodySince ?? now) : null;
  if (nobodySince !== null && now - nobodySince >= AWAY_AFTER_MS)
    return { name: "away", since: now, holdS: state.holdS, seenSince: null };
  const cue = nextCue(state.cue, feedback, ageMs, state.lastN, now);
  const phase = phaseOf(state, cue, feedback, now);
  const starting = feedback.holding && state.phase === "entering";
  return {
    ...state,
    phase,
    since: phase === state.phase ? state.since : now,
    cue,
    lastN: Math.max(state.lastN, feedback.cue?.n ?? 0),
    notice: feedback.notice,
    holdS: feedback.hold_s > 0 || starting || phase === "entering" ? feedback.hold_s : state.holdS,
    nobodySince,
  };
}

function phaseOf(state: Live, cue: ShownCue | null, feedback: Feedback, now: number): Phase {
  if (cue) return cue.cue.kind === "praise" ? "praising" : "cueing";
  if (feedback.holding || feedback.hold_s > 0) return "holding";
  if (state.phase === "resting") return now - state.since < REST_MS ? "resting" : "entering";
  const held = state.phase !== "entering" && state.holdS >= REST_FROM_S;
  return held ? "resting" : "entering";
}
