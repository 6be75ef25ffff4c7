// The target body over the video: which one is wished for, and where it belongs on this practitioner.

import { bodies, wantBodies } from "../figures/bodies";
import { viewOf } from "../library";
import type { GhostWish } from "../practice/wish";
import type { Feedback } from "../wire";
import type { Point } from "./geometry";
import { Bones, type Limb, limbOf, onSide, type Shape, shaped, standing, turnOf, type Where } from "./ghost";
import { indexOf, LIMBS, TORSO } from "./skeleton";

export interface Drawn {
  /** Lines through normalised points. */
  lines: readonly (readonly Point[])[];
  /** The joint that is to move, and the point where it belongs. */
  arrow: { joint: number; to: Point } | null;
}

const NOTHING: Drawn = { lines: [], arrow: null };
const MID_EAR = 35;
/** Points of the head's circle, which a dashed line through them becomes. */
const CIRCLE = Array.from({ length: 17 }, (_, i) => (i * Math.PI) / 8);

export class Target {
  readonly #bones = new Bones();
  #wish: GhostWish | null = null;
  drawn: Drawn = NOTHING;

  /** What to draw from the next feedback on. */
  wish(wish: GhostWish | null): void {
    if (wish) wantBodies();
    this.#wish = wish;
  }

  see({ landmarks, unseen }: Feedback, aspect: number): void {
    if (!landmarks) {
      this.drawn = NOTHING;
      return;
    }
    const hidden = new Set(unseen.map(indexOf));
    const where = { points: landmarks, aspect, seen: (i: number) => !hidden.has(i) };
    this.#bones.see(landmarks, aspect, where.seen);
    this.drawn = this.#draw(where);
  }

  #draw(where: Where): Drawn {
    const wish = this.#wish;
    const space = wish && bodies.value[wish.pose];
    if (!space) return NOTHING;
    const figure = onSide(space, wish.side);
    const shape = shaped(figure, this.#bones, turnOf(figure, viewOf(wish.pose), where.points, where.aspect));
    if (!shape) return NOTHING;
    return wish.joints === null ? whole(shape, where) : limbs(shape, where, wish.joints);
  }
}

function whole(shape: Shape, where: Where): Drawn {
  const at = standing(shape, where);
  const lines = [...LIMBS, [...TORSO, TORSO[0]]].map((line) => line.flatMap((i) => (at[i] ? [at[i]] : [])));
  return { lines: [...lines, head(at, where.aspect)], arrow: null };
}

function head(at: readonly Point[], aspect: number): Point[] {
  const [x, y] = at[MID_EAR] ?? [0, 0];
  const [, shoulders] = at[TORSO[0]] ?? [0, 0];
  const [, hips] = at[TORSO[3]] ?? [0, 0];
  const radius = Math.max(0.02, Math.abs(hips - shoulders) * 0.2);
  return CIRCLE.map((angle) => [x + (Math.cos(angle) * radius) / aspect, y + Math.sin(angle) * radius]);
}

/** For the joint that has furthest to go: with the foot on the ground a knee is bent by lowering the hip. */
function arrowOf({ chain, places }: Limb, { points, aspect }: Where): Drawn["arrow"] {
  const far = (joint: number, [x, y]: Point) => {
    const [px = 0, py = 0] = points[joint] ?? [];
    return joint < 33 ? Math.hypot((x - px) * aspect, y - py) : 0;
  };
  const arrows = chain.map((joint, i) => ({ joint, to: places[i] ?? ([0, 0] as Point) }));
  return arrows.reduce((most, next) => (far(next.joint, next.to) > far(most.joint, most.to) ? next : most));
}

/** One limb and one arrow: one thing at a time, though a cue may ring both knees. */
function limbs(shape: Shape, where: Where, joints: readonly string[]): Drawn {
  const joint = joints.flatMap((name) => indexOf(name) ?? [])[0];
  const limb = joint === undefined ? null : limbOf(shape, joint, where);
  return limb ? { lines: [limb.places], arrow: arrowOf(limb, where) } : NOTHING;
}
