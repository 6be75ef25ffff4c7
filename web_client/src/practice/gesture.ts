// Two gestures for where no pose is expected: the right hand up goes on, the left hand up does the other thing (ux 4).

import type { Point, Points } from "../overlay/geometry";
import type { Side } from "../wire";
import type { PracticeState } from "./state";

export interface Gesture {
  hand: Side;
  /** 0..1; the hand has been up long enough at 1. */
  done: number;
  /** Where the hand is, normalised. */
  at: Point;
}

/** Long enough to be meant, short enough to be held. */
const HELD_MS = 1200;
/** A hand that moves further than this between two readings, in units of the picture's height, is not still. */
const STILL = 0.04;

const NOSE = 0;
const SHOULDER = { left: 11, right: 12 } as const;
const WRIST = { left: 15, right: 16 } as const;
const OTHER = { left: "right", right: "left" } as const;

const y = (points: Points, i: number) => points[i]?.[1] ?? 0;

/** The one hand that is above the head while the other hangs below its shoulder; null for none or both. */
export function raisedHand(points: Points, seen: (i: number) => boolean): Side | null {
  const needed = [NOSE, SHOULDER.left, SHOULDER.right, WRIST.left, WRIST.right];
  if (!needed.every(seen)) return null;
  const top = y(points, NOSE) - (y(points, SHOULDER.left) - y(points, NOSE)) * 0.5;
  const raised = (side: Side) =>
    y(points, WRIST[side]) < top && y(points, WRIST[OTHER[side]]) > y(points, SHOULDER[OTHER[side]]);
  if (raised("right")) return "right";
  return raised("left") ? "left" : null;
}

/** What a raised hand asks for; null where it means nothing. */
export type Wish = "startAnyway" | "largerText" | "goOn" | "ask" | "next" | "stepAgain";

/** The right hand goes on, the left one does the other thing. */
export function handMeans(hand: Side, state: PracticeState["name"], led: boolean): Wish | null {
  const right = hand === "right";
  switch (state) {
    case "placing":
      return right ? "startAnyway" : "largerText";
    case "paused":
      return right ? "goOn" : null;
    case "live":
      if (!led) return "ask";
      return right ? "next" : "stepAgain";
    default:
      return null;
  }
}

export class Hands {
  #hand: Side | null = null;
  #since = 0;
  #at: Point = [0, 0];
  #told = false;

  /** The gesture after this reading; with `done` of 1 exactly once for each raising. */
  see(points: Points | null, seen: (i: number) => boolean, now: number): Gesture | null {
    const hand = points && raisedHand(points, seen);
    if (!points || !hand) {
      this.forget();
      return null;
    }
    const wrist = points[WRIST[hand]] ?? [0, 0];
    const at: Point = [wrist[0] ?? 0, wrist[1] ?? 0];
    const moved = Math.hypot(at[0] - this.#at[0], at[1] - this.#at[1]) > STILL;
    if (hand !== this.#hand || (moved && !this.#told)) this.#begin(hand, now);
    this.#at = at;
    if (this.#told) return null;
    const done = Math.min(1, (now - this.#since) / HELD_MS);
    this.#told = done >= 1;
    return { hand, done, at };
  }

  forget(): void {
    this.#hand = null;
    this.#told = false;
  }

  #begin(hand: Side, now: number): void {
    this.#hand = hand;
    this.#since = now;
    this.#told = false;
  }
}
