// Drawn bodies of the poses: the same joints that the coach scores, on one ground line and to one scale.

import { useEffect } from "preact/hooks";
import { bodies, wantBodies } from "./bodies";
import { type Shape, shapeOf } from "./shapes";

/** Index of each joint in `points`: left before right, then the head. Centimetres, y up to 0 at the ground. */
const JOINT = { shoulder: 0, elbow: 2, wrist: 4, hip: 6, knee: 8, ankle: 10, toe: 12 } as const;
const HEAD = 14;
const CHAINS = [
  [JOINT.shoulder, JOINT.elbow, JOINT.wrist],
  [JOINT.hip, JOINT.knee, JOINT.ankle, JOINT.toe],
] as const;

type XY = readonly [number, number];

function line(points: readonly XY[]): string {
  return `M${points.map(([x, y]) => `${x} ${y}`).join("L")}`;
}

export interface FigureProps {
  pose: string;
  /** How to stand to the camera: `front`, `side` or `any`. */
  view?: string;
  /** Draw the joints as the overlay does. */
  joints?: boolean;
  /** Ring this joint, such as "left_knee". */
  ring?: keyof typeof JOINT;
  /** Close about the body, rather than to the scale that the cards share. */
  close?: boolean;
}

const SHARED_BOX = "-115 -235 230 245";
const EDGE = 24;

function closeBox(points: readonly number[][]): string {
  const top = Math.min(...points.map(([, y = 0]) => y)) - EDGE;
  const side = Math.max(...points.map(([x = 0]) => Math.abs(x))) + EDGE;
  return `${-side} ${top} ${2 * side} ${10 - top}`;
}

/** Decoration beside the pose's name, so it is hidden from screen readers; an empty place where there is none. */
export function Figure({ pose, view = "front", ...how }: FigureProps) {
  useEffect(wantBodies, []);
  const space = bodies.value[pose];
  const name = how.close ? "figure close" : "figure";
  return space ? <Drawn {...how} shape={shapeOf(space, view)} name={name} /> : <span class={name} />;
}

type DrawnProps = Omit<FigureProps, "pose" | "view"> & { shape: Shape; name: string };

function Drawn({ shape, name, joints = false, ring, close = false }: DrawnProps) {
  const { points, far } = shape;
  const at = (i: number): XY => [points[i]?.[0] ?? 0, points[i]?.[1] ?? 0];
  const limbs = (side: 0 | 1) =>
    CHAINS.map((chain) => <path key={chain[0]} d={line(chain.map((i) => at(i + side)))} />);
  const torso = [0, 1, 7, 6].map(at);
  const [hx, hy] = at(HEAD);
  const ringed = ring === undefined ? null : at(JOINT[ring]);
  return (
    <svg class={name} viewBox={close ? closeBox(points) : SHARED_BOX} aria-hidden="true">
      <path class="ground" d="M-100 5H100" />
      <g class={far ? "far" : ""}>{limbs(1)}</g>
      <path class="torso" d={`${line(torso)}Z`} />
      <g>{limbs(0)}</g>
      <circle class="head" cx={hx} cy={hy} r="12" />
      {joints &&
        points
          .slice(0, 12)
          .map((_, i) => <circle key={i} class="joint" cx={at(i)[0]} cy={at(i)[1]} r="4.5" />)}
      {ringed && <circle class="ring" cx={ringed[0]} cy={ringed[1]} r="13" />}
    </svg>
  );
}
