// Which cue is on the screen: one at a time, never an old one, and long enough to be read.

import type { Cue, Feedback } from "../wire";

export interface ShownCue {
  cue: Cue;
  /** When it came on the screen, in performance.now() milliseconds. */
  since: number;
  /** Whether the coach still holds it up. */
  standing: boolean;
}

/** A cue older than this when first met is neither shown nor spoken (SPEC 5.3). */
export const OLDEST_CUE_MS = 1000;
/** No new cue is taken from feedback older than this (ux 12). */
const OLDEST_FEEDBACK_MS = 700;
/** A caption stays this long, or as long as the cue holds (ux 6). */
const CAPTION_MS = 4000;
const PRAISE_MS = 1500;

export function isFresh(cue: Cue, feedbackAgeMs: number): boolean {
  return feedbackAgeMs <= OLDEST_FEEDBACK_MS && cue.age_s * 1000 + feedbackAgeMs <= OLDEST_CUE_MS;
}

/** The cue to show after this feedback. `lastN` is the highest cue number met so far in this session. */
export function nextCue(
  shown: ShownCue | null,
  feedback: Pick<Feedback, "cue">,
  feedbackAgeMs: number,
  lastN: number,
  now: number,
): ShownCue | null {
  const { cue } = feedback;
  if (cue && cue.n > lastN && isFresh(cue, feedbackAgeMs)) return { cue, since: now, standing: true };
  if (!shown) return null;
  const standing = cue?.n === shown.cue.n;
  const praise = shown.cue.kind === "praise";
  const shownFor = now - shown.since;
  const stays = praise ? shownFor < PRAISE_MS : standing || shownFor < CAPTION_MS;
  return stays ? { ...shown, standing } : null;
}
