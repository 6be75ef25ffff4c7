// What is said aloud and when: pure rules over one utterance playing and the newest one waiting.

import type { Cue } from "../wire";

/** `ask`: nothing is corrected unasked (SPEC 6.3). */
export type VoiceLevel = "full" | "cues" | "ask" | "quiet";
export const VOICE_LEVELS: readonly VoiceLevel[] = ["full", "cues", "ask", "quiet"];

export interface Utterance {
  text: string;
  /** `lead` says what comes next in a flow. */
  kind: "cue" | "praise" | "safety" | "state" | "lead";
  /** When what it says began to be true, in performance.now() milliseconds. */
  issuedAt: number;
  /** Number of the cue, so that it can be dropped once the cue is cleared. */
  cue?: number;
}

/** An utterance that has not begun this long after its cue was issued is dropped (ux 6). */
const STALE_MS = 1500;
/** What comes next is worth hearing for as long as a breath. */
const STALE_LEAD_MS = 4000;

export function isWanted(kind: Utterance["kind"], level: VoiceLevel): boolean {
  if (kind === "safety" || kind === "lead") return level !== "quiet";
  if (level === "ask") return kind === "cue" || kind === "praise";
  return level === "full" || (level === "cues" && kind === "cue");
}

export function utteranceOf(cue: Cue, now: number): Utterance {
  const kind = cue.kind === "correct" ? "cue" : cue.kind;
  return { text: cue.text, kind, issuedAt: now - cue.age_s * 1000, cue: cue.n };
}

export interface Queue {
  playing: Utterance | null;
  waiting: Utterance | null;
}

export const EMPTY: Queue = { playing: null, waiting: null };

export interface Step {
  queue: Queue;
  /** Cut the one that plays. */
  cut: boolean;
  /** Begin this one. */
  say: Utterance | null;
}

const keep = (queue: Queue): Step => ({ queue, cut: false, say: null });

/** Somebody wants to say something. Only safety cuts speech; praise never takes another's place. */
export function offer(queue: Queue, next: Utterance): Step {
  if (!queue.playing) return { queue: { playing: next, waiting: null }, cut: false, say: next };
  if (next.kind === "safety") return { queue: { playing: next, waiting: null }, cut: true, say: next };
  if (next.kind === "praise" && queue.waiting) return keep(queue);
  return keep({ ...queue, waiting: next });
}

/** The one playing came to its end. `standing` tells whether a cue number still holds. */
export function finished(queue: Queue, now: number, standing: (n: number) => boolean): Step {
  const next = queue.waiting;
  const limit = next?.kind === "lead" ? STALE_LEAD_MS : STALE_MS;
  const stale = next !== null && now - next.issuedAt > limit;
  const cleared = next?.cue !== undefined && next.kind !== "praise" && !standing(next.cue);
  if (!next || stale || cleared) return keep(EMPTY);
  return { queue: { playing: next, waiting: null }, cut: false, say: next };
}

/** The first local voice for the language; a remote one would send the text to a stranger. */
export function localVoice<V extends Pick<SpeechSynthesisVoice, "localService" | "lang" | "default">>(
  voices: readonly V[],
  language: string,
): V | null {
  const spoken = voices.filter(
    (voice) => voice.localService && voice.lang.toLowerCase().startsWith(language),
  );
  return spoken.find((voice) => voice.default) ?? spoken[0] ?? null;
}
