// Somebody's own joints at one moment, drawn as lines: no picture was kept to draw it from.

import { HEAD, indexOf, LIMBS, NOSE, TORSO } from "../overlay/skeleton";

export interface SkeletonProps {
  /** 33 × [x, y, z, visibility], normalised to the unmirrored picture. */
  points: readonly (readonly number[])[];
  /** Width of the picture by its height. */
  aspect: number;
  /** Landmarks that were not to be trusted, by name; where it is not known, visibility tells. */
  unseen?: readonly string[];
  mirrored: boolean;
  /** Close about the body, rather than the whole picture. */
  close?: boolean;
  label: string;
}

/** In units of a hundredth of the picture's height. */
type XY = readonly [number, number];

const VISIBLE = 0.5;
const EDGE = 8;

function seenBy({ points, unseen }: SkeletonProps): (i: number) => boolean {
  if (!unseen) return (i) => (points[i]?.[3] ?? 0) >= VISIBLE;
  const hidden = new Set(unseen.map(indexOf));
  return (i) => !hidden.has(i);
}

/** The box about all that is drawn, or the whole picture. */
export function boxOf(places: readonly XY[], aspect: number, close: boolean): string {
  if (!close || places.length === 0) return `0 0 ${100 * aspect} 100`;
  const xs = places.map(([x]) => x);
  const ys = places.map(([, y]) => y);
  const [left, top] = [Math.min(...xs) - EDGE, Math.min(...ys) - EDGE];
  const round = (value: number) => Math.round(value * 10) / 10;
  return [left, top, Math.max(...xs) + EDGE - left, Math.max(...ys) + EDGE - top].map(round).join(" ");
}

export function Skeleton(props: SkeletonProps) {
  const { points, aspect, mirrored, close = false, label } = props;
  const seen = seenBy(props);
  const at = (i: number): XY => {
    const [x = 0, y = 0] = points[i] ?? [];
    return [100 * aspect * (mirrored ? 1 - x : x), 100 * y];
  };
  const line = (joints: readonly number[]) => `M${joints.map((i) => at(i).join(" ")).join("L")}`;
  const limbs = LIMBS.filter((limb) => limb.every(seen));
  const drawn = [...new Set([...limbs.flat(), ...TORSO.filter(seen), ...[...HEAD, NOSE].filter(seen)])];
  const head = [...HEAD, NOSE].every(seen) ? headOf(HEAD.map(at), at(NOSE)) : null;
  return (
    <svg class="skeleton" viewBox={boxOf(drawn.map(at), aspect, close)} role="img" aria-label={label}>
      {TORSO.every(seen) && <path class="trunk" d={`${line(TORSO)}Z`} />}
      {limbs.map((limb) => (
        <path key={limb.join()} d={line(limb)} />
      ))}
      {head && <circle class="head" cx={head.x} cy={head.y} r={head.r} />}
    </svg>
  );
}

function headOf([left = [0, 0], right = [0, 0]]: XY[], nose: XY): { x: number; y: number; r: number } {
  const [x, y] = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
  const wide = Math.hypot(left[0] - right[0], left[1] - right[1]) * 0.85;
  const deep = Math.hypot(nose[0] - x, nose[1] - y) * 1.25;
  return { x, y, r: Math.max(wide, deep, 2.5) };
}
