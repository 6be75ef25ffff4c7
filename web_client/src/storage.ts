// What this browser keeps by itself: preferences, and the summaries of a guest.

import { effect, signal } from "@preact/signals";
import type { Place } from "./capture/reader";
import type { Language } from "./language";
import type { BestMoment } from "./practice/keepsake";
import type { VoiceLevel } from "./voice/rules";
import type { Level, Summary } from "./wire";

export interface Preferences {
  /** Null follows the browser. */
  language: Language | null;
  level: Level;
  voice: VoiceLevel;
  sound: boolean;
  mirrored: boolean;
  camera: string | null;
  /** Where the joints are found. */
  place: Place;
  /** Where they were to be found when the camera was last turned on; null before the first time. */
  turnedOn: Place | null;
  /** Whether the target body is drawn. */
  ghost: boolean;
  /** Whether a raised hand goes on. */
  gestures: boolean;
  /** Whether a picture that is askew is levelled before it is judged. */
  horizon: boolean;
  /** Whether what is said is written too. */
  captions: boolean;
  /** Whether keys of one letter do something (WCAG 2.1.4). */
  letters: boolean;
  /** Whether it is shown how the practice runs. */
  info: boolean;
  /** Whether the score is shown while practising; it is kept either way. */
  score: boolean;
  /** Days a week that one wants to practise. */
  goalDays: number;
  /** Step of the practice text: 1, 1.2 or 1.4. */
  text: number;
}

export const TEXT_STEPS = [1, 1.2, 1.4];
const DEFAULTS: Preferences = {
  language: null,
  level: "beginner",
  voice: "full",
  sound: true,
  mirrored: true,
  camera: null,
  place: "server",
  turnedOn: null,
  ghost: true,
  gestures: true,
  horizon: true,
  captions: true,
  letters: true,
  info: false,
  score: true,
  goalDays: 3,
  text: 1,
};

export interface KeptSummary {
  summary: Summary;
  /** Absent from what was kept before there was one. */
  best?: BestMoment | null;
  /** RFC 3339. */
  endedAt: string;
}

/** Enough for a year of guests' practice, and far below the browser's 5 MB. */
const MOST_KEPT = 200;

function read<T>(key: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(key);
    return text === null ? otherwise : (JSON.parse(text) as T);
  } catch {
    // Storage is switched off or holds something else: go on without it.
    return otherwise;
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or switched off: the practice goes on, it is only not kept.
  }
}

export const preferences = signal<Preferences>({ ...DEFAULTS, ...read("preferences", {}) });
export const keptSummaries = signal<KeptSummary[]>(read("summaries", []));

effect(() => write("preferences", preferences.value));
effect(() => write("summaries", keptSummaries.value));

export function prefer(change: Partial<Preferences>): void {
  preferences.value = { ...preferences.value, ...change };
}

/** One step of the practice text up (1) or down (-1), as far as there is one. */
export function stepText(by: 1 | -1): void {
  const text = TEXT_STEPS[TEXT_STEPS.indexOf(preferences.value.text) + by];
  if (text) prefer({ text });
}

/** Newest first. A summary is kept once, however often it is told. */
export function keepSummary(kept: KeptSummary): void {
  const others = keptSummaries.value.filter(({ summary }) => summary.session !== kept.summary.session);
  keptSummaries.value = [kept, ...others].slice(0, MOST_KEPT);
}

export function forgetSummary(session: string): void {
  keptSummaries.value = keptSummaries.value.filter((kept) => kept.summary.session !== session);
}
