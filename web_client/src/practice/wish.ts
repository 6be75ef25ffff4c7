// Which target body is drawn beside the practitioner's own: the whole to step into, then one limb, mostly none (ux 5).

import type { PoseReading, Side } from "../wire";
import type { Plan, PracticeState } from "./state";

export interface GhostWish {
  pose: string;
  side: Side | null;
  /** The joints whose limb is drawn; null for the whole body. */
  joints: readonly string[] | null;
}

/** Whoever has found the pose sees its shape for as long; more would be clutter and a reproach. */
const WHOLE_S = 3;
/** In the last third of a hold of this length nothing is drawn any more. */
const LONG_S = 30;

/** A pose that is only entered keeps its shape in sight, however long the way: it is what one steps into. */
export function ghostWish(state: PracticeState, plan: Plan, seen: PoseReading | null): GhostWish | null {
  const whole =
    plan.pose === null ? null : { pose: plan.pose, side: plan.side ?? seen?.side ?? null, joints: null };
  if (state.name === "ready") return whole;
  if (state.name !== "live") return null;
  switch (state.phase) {
    case "entering":
      return whole;
    case "holding":
      return state.holdS < WHOLE_S || seen?.id !== plan.pose ? whole : null;
    case "cueing": {
      const cue = state.cue?.cue;
      if (!seen || cue?.kind !== "correct" || state.holdS > (LONG_S * 2) / 3) return null;
      return { pose: seen.id, side: seen.side, joints: cue.joints };
    }
    case "praising":
    case "resting":
      return null;
    default:
      return state.phase satisfies never;
  }
}
