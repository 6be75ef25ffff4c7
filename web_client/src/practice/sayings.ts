// What a change of state sounds like: a tone, a sentence, both or neither.

import { type Utterance, utteranceOf } from "../voice/rules";
import type { Tone } from "../voice/tones";
import type { Cue, FlowChange } from "../wire";
import { words } from "../words";
import type { Live, PracticeState } from "./state";

export interface Saying {
  tone?: Tone;
  utterance?: Utterance;
  /** Only where the utterance could not be spoken. */
  otherwise?: Tone;
}

/** What a flow says at one of its changes; nothing in a silent step. */
export function flowSaying({ change, say, last }: FlowChange, now: number): Saying | null {
  const lead = (text: string): Utterance => ({ text, kind: "lead", issuedAt: now });
  if (change === "stopped") return null;
  if (change === "finished") return { tone: "holdDone", utterance: lead(words.flow.finished) };
  const held = change === "step" && last?.outcome === "done" && last.hold_s > 0;
  const tone: Tone = held ? "holdDone" : "holdBegins";
  return say ? { tone, utterance: lead(say.text) } : { tone };
}

/** A cue that was asked for again may cut what is being said, as only safety does otherwise. */
export function cueAgain({ text }: Cue, now: number): Saying {
  return { utterance: { text, kind: "safety", issuedAt: now }, otherwise: "cue" };
}

export function sayingFor(
  before: PracticeState,
  after: PracticeState,
  now: number,
  pose: string | null,
): Saying | null {
  const state = (text: string): Utterance => ({ text, kind: "state", issuedAt: now });
  if (after.name === "live") return sayingLive(before, after, now);
  if (after.name === "placing" && after.notice && noticeOf(before) !== after.notice.id)
    return { utterance: state(after.notice.text) };
  if (after.name === "ready" && before.name === "ready")
    return after.second === before.second ? null : { tone: "count" };
  if (before.name === after.name) return null;
  if (after.name === "ready") return { tone: "inFrame", utterance: state(words.ready.spoken(pose ?? "")) };
  if (after.name === "away") return { tone: "left", utterance: state(words.away.title) };
  if (after.name === "ended") return after.how === "asked" ? { utterance: state(words.summary.title) } : null;
  return null;
}

function noticeOf(state: PracticeState): string | null {
  return state.name === "placing" || state.name === "live" ? (state.notice?.id ?? null) : null;
}

function sayingLive(before: PracticeState, after: Live, now: number): Saying | null {
  const state = (text: string): Utterance => ({ text, kind: "state", issuedAt: now });
  if (before.name === "ready") return { tone: "go" };
  if (before.name === "placing") return { tone: "inFrame", utterance: state(words.placing.good) };
  if (before.name !== "live") return { tone: "back", utterance: state(words.live.back) };
  const cue = after.cue?.cue;
  if (cue && cue.n !== before.cue?.cue.n) {
    const utterance = utteranceOf(cue, now);
    if (cue.kind === "safety") return { tone: "safety", utterance };
    return cue.kind === "praise" ? { tone: "fixed", utterance } : { utterance, otherwise: "cue" };
  }
  if (after.notice && after.notice.id !== before.notice?.id) return { utterance: state(after.notice.text) };
  if (after.phase === before.phase) return null;
  if (after.phase === "holding" && before.phase === "entering")
    return { tone: "holdBegins", utterance: state(words.live.spokenSteady) };
  if (after.phase === "resting") return { tone: "holdDone", utterance: state(words.live.rest) };
  return null;
}
