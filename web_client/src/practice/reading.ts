// The numbers on the screen: taken from feedback, changed only when a person could read the change.

import { type ReadonlySignal, signal } from "@preact/signals";
import { ADJUST_BELOW, isJudged } from "../overlay/body";
import { type Part, seenParts } from "../overlay/skeleton";
import type { Feedback, FlowProgress, PoseReading } from "../wire";
import { type Joint, jointOf, keyOf } from "./parts";

export interface Reading {
  pose: PoseReading | null;
  score: number | null;
  holdS: number;
  holding: boolean;
  /** What to adjust, worst first. */
  off: Joint[];
  parts: Record<Part, boolean>;
  /** Feedback comes late, so that less is sent and said. */
  slow: boolean;
  flow: FlowReading | null;
}

/** Where a flow stands, as far as a person could read it. */
export interface FlowReading extends Pick<FlowProgress, "name" | "step" | "of" | "state" | "now" | "next"> {
  leftS: number;
  /** Share of the present step that is done, 0..1 in hundredths. */
  done: number;
}

export const NOTHING: Reading = {
  pose: null,
  score: null,
  holdS: 0,
  holding: false,
  off: [],
  parts: { head: false, arms: false, hips: false, feet: false },
  slow: false,
  flow: null,
};

/** The score's integer changes at most this often (ux 5). */
const SCORE_MS = 1000;
const MOST_OFF = 3;

/** Several measures of one part are one thing to look at. */
export function offJoints(feedback: Feedback): Joint[] {
  const off = feedback.joints
    .filter((joint) => joint.score < ADJUST_BELOW)
    .sort((a, b) => a.score - b.score)
    .flatMap((joint) => jointOf(joint.name) ?? []);
  return [...new Map(off.map((joint) => [keyOf(joint), joint])).values()].slice(0, MOST_OFF);
}

function flowReading(flow: FlowProgress | null): FlowReading | null {
  if (!flow) return null;
  const { name, step, of, state, now, next, held_s, left_s } = flow;
  const whole = held_s + left_s;
  const done = whole > 0 ? Math.floor(held_s) / Math.max(1, Math.round(whole)) : 0;
  return { name, step, of, state, now, next, leftS: Math.ceil(left_s), done };
}

/** The reading after one feedback; the same object when nothing legible changed. */
export function nextReading(
  shown: Reading,
  feedback: Feedback,
  sinceScoreMs: number,
  slow: boolean,
): Reading {
  const samePose = feedback.pose?.id === shown.pose?.id && feedback.pose?.side === shown.pose?.side;
  const judged = isJudged(feedback);
  const [score, off] = judged ? [feedback.score, offJoints(feedback)] : [null, []];
  const scoreMayChange = !samePose || sinceScoreMs >= SCORE_MS || shown.score === null || score === null;
  const next: Reading = {
    pose: samePose ? shown.pose : feedback.pose,
    score: scoreMayChange ? score : shown.score,
    holdS: Math.floor(feedback.hold_s),
    holding: feedback.holding,
    off: scoreMayChange ? off : shown.off,
    parts: seenParts(feedback.landmarks, feedback.unseen),
    slow,
    flow: flowReading(feedback.flow),
  };
  return JSON.stringify(next) === JSON.stringify(shown) ? shown : next;
}

/** The reading as a signal, kept up to date with each feedback. */
export class Readout {
  readonly #reading = signal(NOTHING);
  readonly reading: ReadonlySignal<Reading> = this.#reading;
  #scoreAt = 0;

  take(feedback: Feedback, slow: boolean): void {
    const now = performance.now();
    const shown = this.#reading.value;
    const next = nextReading(shown, feedback, now - this.#scoreAt, slow);
    if (next.score !== shown.score) this.#scoreAt = now;
    this.#reading.value = next;
  }

  /** A flow is over, also while nothing is fed back. */
  leaveFlow(): void {
    this.#reading.value = { ...this.#reading.value, flow: null };
  }

  clear(): void {
    this.#reading.value = NOTHING;
  }
}
