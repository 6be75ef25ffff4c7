// The part of the body that a measure is about: "left_knee_over_foot" is the left knee to who reads it.

import type { Side } from "../wire";

const PARTS = [
  "ankle",
  "ankles",
  "arm",
  "chest",
  "elbow",
  "elbows",
  "feet",
  "foot",
  "forearm",
  "gaze",
  "hand",
  "hands",
  "head",
  "heel",
  "hip",
  "hips",
  "knee",
  "knees",
  "leg",
  "shin",
  "shoulder",
  "shoulders",
  "side",
  "thigh",
  "thighs",
  "trunk",
  "twist",
  "upper_arm",
] as const;
export type BodyPart = (typeof PARTS)[number];

export interface Joint {
  part: BodyPart;
  side: Side | null;
}

/** Measures that are not called after a part. */
const OTHERWISE: Record<string, BodyPart> = { lean: "trunk", stance: "feet", upper: "upper_arm" };
/** The body has one of these; on a side it is only turned or bent there. */
const ONLY_ONE = new Set<BodyPart>(["gaze", "side", "trunk", "twist"]);

/** "left_knee", for lists and tables. */
export const keyOf = ({ part, side }: Joint) => (side ? `${side}_${part}` : part);

const isPart = (word: string): word is BodyPart => (PARTS as readonly string[]).includes(word);

/** Null for a measure that this page does not know yet. */
export function jointOf(name: string): Joint | null {
  const [, side = null, measure = ""] = /^(?:(left|right)_)?(.+)$/.exec(name) ?? [];
  const word = measure.split("_")[0] ?? "";
  const part = OTHERWISE[word] ?? word;
  if (!isPart(part)) return null;
  if (ONLY_ONE.has(part)) return { part, side: null };
  const both = `${part}s`;
  return side === null && isPart(both) ? { part: both, side } : { part, side: side as Side | null };
}
