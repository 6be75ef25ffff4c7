// What state follows when something happens: a pure function over the union.

import type { Feedback, FlowChange } from "../wire";
import { nextCue, type ShownCue } from "./cues";
import {
  canPause,
  type Ended,
  type HowEnded,
  hasBegun,
  type Live,
  type Phase,
  type Plan,
  type PracticeEvent,
  type PracticeState,
} from "./state";

/** Seen whole for this long, somebody has found their place (ux 4). */
const WHOLE_MS = 1500;
const COUNT_FROM = 3;
/** Joints flicker; a gap shorter than this is none (ux 3). */
const GRACE_MS = 700;
const AWAY_AFTER_MS = 3000;
/** Away this long, the practice is saved and the camera goes off (ux 3). */
export const AWAY_LIMIT_MS = 180_000;
/** A pause this long is no short one: nothing is looked at any more until somebody comes back to the keys. */
const LOOKING_MS = 180_000;
/** How long "Back. On we go." stays. */
const BACK_MS = 2000;
const REST_MS = 4000;
/** A flow that is over is told this long; then the practice ends by itself, since nobody is at the keyboard. */
const OVER_MS = 6000;
/** What a flow says of a step stays this long, or until the pose is held (ux 6). */
const ANNOUNCED_MS = 4000;
/** A shorter hold was a passing movement and needs no rest. */
const REST_FROM_S = 5;

export function reduce(state: PracticeState, event: PracticeEvent, now: number, plan: Plan): PracticeState {
  if (state.name === "ended") return whileEnded(state, event);
  switch (event.type) {
    case "asked":
      return { name: "asking", pending: true };
    case "cameraReady":
      return state.name === "busy" ? state : { name: "connecting" };
    case "cameraFailed":
      return { name: "noCamera", problem: event.problem };
    case "welcome":
      return onWelcome(state, event.resumed, now);
    case "lost":
      return onLost(state, now);
    case "busy":
      return hasBegun(state) ? onLost(state, now) : { name: "busy", retryAt: event.retryAt };
    case "feedback":
      return onFeedback(state, event, now, plan);
    case "flow":
      return state.name === "live" ? onFlow(state, event.flow, now) : state;
    case "again":
      return state.name === "live"
        ? { ...state, cue: { cue: event.cue, since: now, standing: false }, announced: null }
        : state;
    case "startAnyway":
      return state.name === "placing" || state.name === "ready" ? live(now) : state;
    case "pause":
      return canPause(state) ? { name: "paused", since: now, began: hasBegun(state), looking: true } : state;
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

function placing(now: number): PracticeState {
  return { name: "placing", since: now, looked: false, goodSince: null, notice: null };
}

function live(now: number, from: Partial<Live> = {}): Live {
  const fresh = { cue: null, lastN: 0, notice: null, holdS: 0, nobodySince: null, backAt: null };
  return { ...fresh, announced: null, over: null, ...from, name: "live", phase: "entering", since: now };
}

function resume(began: boolean, now: number): PracticeState {
  return began ? live(now) : placing(now);
}

/** A resumed session has kept its hold; another begins at 0. */
function onWelcome(state: PracticeState, resumed: boolean, now: number): PracticeState {
  if (state.name === "reconnecting" && state.began)
    return live(now, { backAt: now, holdS: resumed ? state.holdS : 0 });
  if (state.name === "reconnecting") return placing(now);
  return state.name === "connecting" || state.name === "busy" ? placing(now) : state;
}

function onLost(state: PracticeState, now: number): PracticeState {
  if (state.name === "reconnecting" || state.name === "paused") return state;
  if (state.name === "asking" || state.name === "noCamera") return state;
  return {
    name: "reconnecting",
    since: now,
    holdS: "holdS" in state ? state.holdS : 0,
    began: hasBegun(state),
  };
}

/** A step is announced, and the end of the flow told. */
function onFlow(state: Live, { change, say }: FlowChange, now: number): Live {
  if (change === "finished" || change === "stopped")
    return { ...state, announced: null, over: { how: change, since: now } };
  return say ? { ...state, announced: { text: say.text, short: say.short, since: now }, over: null } : state;
}

function onTick(state: PracticeState, now: number): PracticeState {
  if (state.name === "away" && now - state.since >= AWAY_LIMIT_MS) return ended("away");
  if (state.name === "live" && state.over && now - state.over.since >= OVER_MS)
    return state.over.how === "finished" ? ended("asked") : { ...state, over: null };
  if (state.name === "paused" && state.looking && now - state.since >= LOOKING_MS)
    return { ...state, looking: false };
  return state.name === "ready" ? counting(state, now) : state;
}

type Ready = Extract<PracticeState, { name: "ready" }>;

function counting(state: Ready, now: number): PracticeState {
  const second = COUNT_FROM - Math.floor((now - state.since) / 1000);
  if (second <= 0) return live(now);
  return second === state.second ? state : { ...state, second };
}

type FeedbackEvent = Extract<PracticeEvent, { type: "feedback" }>;

/** Who already stands in the pose needs no countdown. */
function isIn(feedback: Feedback, { pose }: Plan): boolean {
  return feedback.holding && (pose === null || feedback.pose?.id === pose);
}

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
      return whileReady(state, feedback, now, plan);
    case "live":
      return whileLive(state, event, now, plan);
    case "away":
      return whileAway(state, feedback, now);
    // The server was only silent for a while: the socket has held.
    case "reconnecting":
      return onWelcome(state, true, now);
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
  // Whoever stands there whole at the first look has not just come to find their place.
  const standing = !state.looked && feedback.presence === "whole";
  const steady = standing || (goodSince !== null && now - goodSince >= WHOLE_MS);
  if (isIn(feedback, plan) || (steady && plan.pose === null)) return live(now);
  if (steady) return { name: "ready", since: now, second: COUNT_FROM, lostSince: null };
  return { ...state, looked: true, goodSince, notice: feedback.notice };
}

function whileReady(state: Ready, feedback: Feedback, now: number, plan: Plan): PracticeState {
  if (isIn(feedback, plan)) return live(now);
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

function whileLive(state: Live, { feedback, ageMs }: FeedbackEvent, now: number, plan: Plan): PracticeState {
  const nobodySince = feedback.presence === "nobody" ? (state.nobodySince ?? now) : null;
  if (nobodySince !== null && now - nobodySince >= AWAY_AFTER_MS)
    return { name: "away", since: now, holdS: state.holdS, seenSince: null };
  const cue = nextCue(state.cue, feedback, ageMs, state.lastN, now);
  const phase = phaseOf(state, cue, feedback, now, plan);
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
    backAt: state.backAt !== null && now - state.backAt < BACK_MS ? state.backAt : null,
    announced: isAnnounced(state, now) ? state.announced : null,
  };
}

function isAnnounced({ announced }: Live, now: number): boolean {
  return announced !== null && now - announced.since < ANNOUNCED_MS;
}

function phaseOf(state: Live, cue: ShownCue | null, feedback: Feedback, now: number, { led }: Plan): Phase {
  if (cue) return cue.cue.kind === "praise" ? "praising" : "cueing";
  if (feedback.holding || feedback.hold_s > 0) return "holding";
  if (state.phase === "resting") return now - state.since < REST_MS ? "resting" : "entering";
  const held = !led && state.phase !== "entering" && state.holdS >= REST_FROM_S;
  return held ? "resting" : "entering";
}
