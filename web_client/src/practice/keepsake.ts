// What the page itself remembers of a practice: where the joints were at the best moment, and which joints got better.

import type { Feedback, PoseReading, Side } from "../wire";
import { type Joint, jointOf, keyOf } from "./parts";

export interface BestMoment {
  poseId: string;
  poseName: string;
  side: Side | null;
  /** 0..100 */
  score: number;
  /** 33 × [x, y, z, visibility], normalised to the unmirrored picture. */
  landmarks: number[][];
  /** Width of the picture by its height. */
  aspect: number;
  /** Landmarks that were not to be trusted; absent where only their visibility was kept. */
  unseen?: string[];
}

export interface JointChange extends Joint {
  poseName: string;
  /** Mean score of the first and of the last seconds in which it was judged, 0..100. */
  first: number;
  last: number;
}

/** Readings that make up the first and the last mean: some three seconds. */
const SPAN = 30;
/** Readings without which nothing is said. */
const LEAST = 2 * SPAN;
/** A change smaller than this is within the error of a reading. */
const CHANGE = 8;
/** A joint that ends below this is one to work on. */
const WELL = 85;
const MOST = 3;

interface Course {
  joint: Joint;
  poseName: string;
  early: number[];
  late: number[];
  many: number;
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

export class Keepsake {
  #best: BestMoment | null = null;
  readonly #courses = new Map<string, Course>();

  get best(): BestMoment | null {
    return this.#best;
  }

  see(feedback: Feedback, aspect: number): void {
    if (!feedback.holding || feedback.score === null) return;
    this.#keepBest(feedback, feedback.score, aspect);
    for (const { name, score } of feedback.joints) this.#follow(feedback.pose, name, score);
  }

  /** Joints that improved, the most first. */
  get better(): JointChange[] {
    const gained = this.#changes().filter(({ first, last }) => last - first >= CHANGE);
    return gained.sort((a, b) => b.last - b.first - (a.last - a.first)).slice(0, MOST);
  }

  /** Joints that ended low, the lowest first. */
  get workOn(): JointChange[] {
    const low = this.#changes().filter(({ last }) => last < WELL);
    return low.sort((a, b) => a.last - b.last).slice(0, MOST);
  }

  #changes(): JointChange[] {
    return [...this.#courses.values()]
      .filter(({ many }) => many >= LEAST)
      .map(({ joint, poseName, early, late }) => ({
        ...joint,
        poseName,
        first: mean(early),
        last: mean(late),
      }));
  }

  #keepBest({ pose, landmarks, unseen }: Feedback, score: number, aspect: number): void {
    if (!pose || !landmarks || score <= (this.#best?.score ?? 0)) return;
    const { id: poseId, name: poseName, side } = pose;
    this.#best = { poseId, poseName, side, score, landmarks, aspect, unseen };
  }

  /** Each joint by itself in each pose: a knee that is straight in one and bent in the next has not improved. */
  #follow(pose: PoseReading | null, name: string, score: number): void {
    const joint = jointOf(name);
    if (!joint || !pose) return;
    const key = `${pose.id} ${keyOf(joint)}`;
    const course = this.#courses.get(key) ?? { joint, poseName: pose.name, early: [], late: [], many: 0 };
    this.#courses.set(key, course);
    course.many += 1;
    if (course.early.length < SPAN) course.early.push(score);
    course.late.push(score);
    if (course.late.length > SPAN) course.late.shift();
  }
}
