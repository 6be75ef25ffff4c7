// What is known of the body between two feedbacks: where each joint is now, and which were lost lately.

import type { Feedback } from "../wire";
import { ahead, opacity, type Point, type Points, speed } from "./geometry";
import type { Mark } from "./paint";
import { indexOf, NAMES } from "./skeleton";

/** A lost limb stays dotted this long at its last trusted place, then it is gone (ux 5). */
const DOTTED_MS = 700;
/** A joint under this score is drawn as one to adjust; from it upwards the hold runs on (ux 3). */
export const ADJUST_BELOW = 60;

type Trust = "seen" | "lost" | "gone";

export class Body {
  #points: Points | null = null;
  #velocity: Point[] = [];
  #hidden = new Set<number>();
  #capturedAt = 0;
  #speed = 0;
  #lastSeen = NAMES.map(() => ({ x: 0, y: 0, at: Number.NEGATIVE_INFINITY }));
  marks = new Map<number, Mark>();

  /** Takes one feedback in; `capturedAt` is in performance.now() milliseconds. */
  see(feedback: Feedback, capturedAt: number, aspect: number): void {
    const next = feedback.landmarks;
    this.#hidden = new Set(feedback.unseen.flatMap((name) => indexOf(name) ?? []));
    this.#move(next, (capturedAt - this.#capturedAt) / 1000, aspect);
    this.#points = next;
    this.#capturedAt = capturedAt;
    this.marks = marksOf(feedback);
    next?.forEach((point, i) => {
      const last = this.#lastSeen[i];
      if (!last || this.#hidden.has(i)) return;
      last.x = point[0] ?? 0;
      last.y = point[1] ?? 0;
      last.at = capturedAt;
    });
  }

  forget(): void {
    this.#points = null;
    this.marks.clear();
  }

  opacity(now: number): number {
    return opacity(now - this.#capturedAt, this.#speed);
  }

  trust(i: number, now: number): Trust {
    if (this.#points && !this.#hidden.has(i)) return "seen";
    return now - (this.#lastSeen[i]?.at ?? 0) < DOTTED_MS ? "lost" : "gone";
  }

  /** Normalised place of a joint: moved on by its speed while seen, the last trusted place once lost. */
  place(i: number, now: number): Point {
    const point = this.#points?.[i];
    const last = this.#lastSeen[i];
    if (!point || this.#hidden.has(i)) return [last?.x ?? 0, last?.y ?? 0];
    const [vx, vy] = this.#velocity[i] ?? [0, 0];
    const seconds = ahead(now - this.#capturedAt) / 1000;
    return [(point[0] ?? 0) + vx * seconds, (point[1] ?? 0) + vy * seconds];
  }

  /** Whether a later painting can differ from one made now. */
  settled(now: number): boolean {
    return now - this.#capturedAt > DOTTED_MS + 100;
  }

  #move(next: Points | null, seconds: number, aspect: number): void {
    const before = this.#points;
    const comparable = before !== null && next !== null && seconds > 0 && seconds < 0.5;
    this.#speed = comparable ? speed(before, next, seconds, aspect, (i) => !this.#hidden.has(i)) : 0;
    this.#velocity = comparable ? next.map((point, i) => velocity(before[i] ?? point, point, seconds)) : [];
  }
}

function velocity(from: readonly number[], to: readonly number[], seconds: number): Point {
  return [((to[0] ?? 0) - (from[0] ?? 0)) / seconds, ((to[1] ?? 0) - (from[1] ?? 0)) / seconds];
}

/** What to ring: the joints of the cue, since one thing is said at a time; without a cue, those that are off. */
export function marksOf(feedback: Feedback): Map<number, Mark> {
  const marks = new Map<number, Mark>();
  const mark = feedback.cue?.kind === "safety" ? "safety" : "adjust";
  const named = feedback.cue ? feedback.cue.joints : isJudged(feedback) ? worst(feedback) : [];
  if (feedback.cue?.kind === "praise") return marks;
  for (const name of named) {
    const index = indexOf(name);
    if (index !== undefined) marks.set(index, mark);
  }
  return marks;
}

/** On the way to a flow's next pose, what is off in the one before does not matter any more. */
export function isJudged({ flow }: Feedback): boolean {
  return flow === null || flow.state === "holding";
}

function worst(feedback: Feedback): string[] {
  return feedback.joints.filter((joint) => joint.score < ADJUST_BELOW).map((joint) => joint.name);
}
