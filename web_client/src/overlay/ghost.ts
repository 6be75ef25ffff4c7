// The target body where the practitioner is: in the library's angles, with their own bones, on their own ground.

import type { Space } from "../figures/shapes";
import type { Side } from "../wire";
import { JOINTS, type Point, type Points } from "./geometry";

/** The axis of the figure that runs across the picture, and which way. */
export interface Turn {
  axis: 0 | 2;
  sign: 1 | -1;
}

/** Midpoints between a pair, numbered after MediaPipe's 33. */
const MID_HIP = 33;
const MID_SHOULDER = 34;
const MID_EAR = 35;
const MIDDLES = [
  [23, 24],
  [11, 12],
  [7, 8],
] as const;

/** From the hips outwards, so that each bone begins where another ended. */
const BONES: readonly (readonly [from: number, to: number])[] = [
  [MID_HIP, 23],
  [MID_HIP, 24],
  [MID_HIP, MID_SHOULDER],
  [MID_SHOULDER, 11],
  [MID_SHOULDER, 12],
  [MID_SHOULDER, MID_EAR],
  [11, 13],
  [12, 14],
  [13, 15],
  [14, 16],
  [15, 19],
  [16, 20],
  [23, 25],
  [24, 26],
  [25, 27],
  [26, 28],
  [27, 31],
  [28, 32],
];
/** Bones that give the size: torso, upper arms, thighs, shins. */
const LONG = [2, 6, 7, 12, 13, 14, 15];

type Vector = readonly [number, number, number];

/** The 33 points and the three midpoints. */
function withMiddles(points: Points): Vector[] {
  const at = (i: number): Vector => [points[i]?.[0] ?? 0, points[i]?.[1] ?? 0, points[i]?.[2] ?? 0];
  const all = points.map((_, i) => at(i));
  for (const [a, b] of MIDDLES) {
    const [p, q] = [at(a), at(b)];
    all.push([(p[0] + q[0]) / 2, (p[1] + q[1]) / 2, (p[2] + q[2]) / 2]);
  }
  return all;
}

/** Left and right change places, as in a mirror: the same pose on the other side. */
export function onSide(figure: Space, side: Side | null): Space {
  if (side !== "right") return figure;
  // Of MediaPipe's numbers 1 to 10 are the face in threes and pairs; from 11 on left and right alternate.
  const other = (i: number) => (i === 0 ? 0 : i < 7 ? ((i + 2) % 6) + 1 : i % 2 === 1 ? i + 1 : i - 1);
  return figure.map((_, i) => {
    const [x = 0, y = 0, z = 0] = figure[other(i)] ?? [];
    return [-x, y, z];
  });
}

/** Lengths shrink by half a percent a second, so that someone who steps back is measured anew. */
const FADE = 0.9995;
/** Of a bone that looks longer than before, this share is believed at once: joints flicker. */
const TRUST = 0.3;
/** No bone is further from the figure's proportions than this: more is foreshortening or a mistake. */
const SHORTEST = 0.8;
const LONGEST = 1.25;

/** How long somebody's bones are in the picture, in units of its height: the longest they have looked lately. */
export class Bones {
  readonly #longest = new Float64Array(BONES.length);

  see(points: Points, aspect: number, seen: (i: number) => boolean): void {
    const all = withMiddles(points);
    const known = (i: number) => (i < 33 ? seen(i) : (MIDDLES[i - 33]?.every(seen) ?? false));
    BONES.forEach(([from, to], bone) => {
      const before = (this.#longest[bone] ?? 0) * FADE;
      const [a, b] = [all[from], all[to]];
      const length = a && b && known(from) && known(to) ? Math.hypot((a[0] - b[0]) * aspect, a[1] - b[1]) : 0;
      this.#longest[bone] = before === 0 ? length : before + TRUST * Math.max(0, length - before);
    });
  }

  /** Lengths for a figure, in its order of bones; null before enough of the body was seen. */
  lengthsFor(lengths: readonly number[]): number[] | null {
    const ratios = LONG.map((bone) => (this.#longest[bone] ?? 0) / (lengths[bone] || 1)).filter((r) => r > 0);
    if (ratios.length < LONG.length / 2) return null;
    const scale = ratios.sort((a, b) => a - b)[ratios.length >> 1] ?? 0;
    return lengths.map((length, bone) => {
      const own = this.#longest[bone] ?? 0;
      return Math.max(SHORTEST * scale * length, Math.min(LONGEST * scale * length, own));
    });
  }
}

/** A target body: for each of the 36 points its place from mid hips, in units of the picture's height. */
export type Shape = readonly Point[];

/** The figure with these bones, as it looks turned that way. */
export function shaped(figure: Space, bones: Bones, turn: Turn): Shape | null {
  const all = withMiddles(figure);
  const vectors = BONES.map(([from, to]): Vector => {
    const [a = [0, 0, 0], b = [0, 0, 0]] = [all[from], all[to]];
    return [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  });
  const lengths = vectors.map((v) => Math.hypot(...v));
  const own = bones.lengthsFor(lengths);
  if (!own) return null;
  const places: Point[] = Array.from({ length: 36 }, () => [0, 0]);
  BONES.forEach(([from, to], bone) => {
    const [x, y] = places[from] ?? [0, 0];
    const vector = vectors[bone] ?? [0, 0, 0];
    const by = (own[bone] ?? 0) / (lengths[bone] || 1);
    places[to] = [x + turn.sign * vector[turn.axis] * by, y + vector[1] * by];
  });
  return places;
}

/** Front views are as they are; from the side one may face either way, so the nearer way is taken. */
export function turnOf(figure: Space, view: string, points: Points, aspect: number): Turn {
  if (view !== "side") return { axis: 0, sign: 1 };
  const [own, target] = [withMiddles(points), withMiddles(figure)];
  const hips = own[MID_HIP] ?? [0, 0, 0];
  const middle = target[MID_HIP] ?? [0, 0, 0];
  // Positive where the figure as it is leans the way of the body.
  const agreement = [...JOINTS, 0, 31, 32].reduce<number>((sum, i) => {
    const across = ((own[i]?.[0] ?? 0) - hips[0]) * aspect;
    return sum + across * ((target[i]?.[2] ?? 0) - middle[2]);
  }, 0);
  return { axis: 2, sign: agreement < 0 ? -1 : 1 };
}

export interface Where {
  points: Points;
  aspect: number;
  seen(i: number): boolean;
}

const lowest = (heights: readonly number[]) => Math.max(...heights);

/** Without toes and fingers: how far down they reach depends on how they point at the camera. */
function groundOf({ points, seen }: Where): number {
  return lowest(JOINTS.filter(seen).map((i) => points[i]?.[1] ?? 0));
}

/** The whole shape with the practitioner's hips above each other and both on one ground, normalised. */
export function standing(shape: Shape, { points, aspect, seen }: Where): Point[] {
  const hips = withMiddles(points)[MID_HIP] ?? [0.5, 0.5, 0];
  const ground = groundOf({ points, aspect, seen });
  const foot = lowest(JOINTS.map((i) => shape[i]?.[1] ?? 0));
  const from = Number.isFinite(ground) ? ground - foot : hips[1];
  return shape.map(([x, y]) => [hips[0] + x / aspect, from + y]);
}

/** One limb of the shape: its joints in order, beginning where the practitioner's own limb is fast. */
export interface Limb {
  chain: readonly number[];
  places: Point[];
}

/** A foot this near the ground, in units of the picture's height, carries: the leg is built up from it. */
const PLANTED = 0.06;

/** Which joints belong to the limb of this one; the trunk for all others. */
export function chainOf(joint: number): readonly number[] {
  const right = joint % 2 === 0 ? 1 : 0;
  if ((joint >= 13 && joint <= 22) || joint === 11 || joint === 12)
    return [11 + right, 13 + right, 15 + right];
  if (joint >= 25 && joint <= 32) return [23 + right, 25 + right, 27 + right];
  return [MID_HIP, MID_SHOULDER];
}

export function limbOf(shape: Shape, joint: number, { points, aspect, seen }: Where): Limb | null {
  const upper = chainOf(joint);
  const own = withMiddles(points);
  const ground = groundOf({ points, aspect, seen });
  const end = upper.at(-1) ?? 0;
  const planted = end >= 27 && end <= 28 && ground - (own[end]?.[1] ?? 0) < PLANTED;
  const chain = planted ? [...upper].reverse() : upper;
  const first = chain[0] ?? 0;
  const root = own[first];
  if (!root || (first < 33 && !seen(first))) return null;
  const [fx, fy] = shape[first] ?? [0, 0];
  const places = chain.map((i): Point => {
    const [x, y] = shape[i] ?? [0, 0];
    return [root[0] + (x - fx) / aspect, root[1] + y - fy];
  });
  return { chain, places };
}
