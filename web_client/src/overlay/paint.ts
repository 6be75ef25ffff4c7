// Paints one skeleton on a canvas: each mark with a dark halo, so that it stands out in any room (ux 5).

import type { Point } from "./geometry";

export type Mark = "steady" | "adjust" | "safety";

const HALO = "#0B0F0D";
const HALO_WIDTH = 4;
const COLOURS: Record<Mark | "unseen", string> = {
  steady: "#45C4FF",
  adjust: "#FFC107",
  safety: "#FF4F93",
  unseen: "#A9B0AC",
};
const BONE_OPACITY = 0.85;
const GHOST = "rgb(255 255 255 / 85%)";
const GHOST_HALO = "rgb(11 15 13 / 45%)";
/** Length of an arrow's head in CSS pixels. */
const ARROW = 16;

/** Bone width for a picture of this height in CSS pixels: 1.8 arc minutes from the mat. */
export function boneWidth(height: number): number {
  return Math.max(6, height * 0.012);
}

/** Diameter of the ring around the joint that a cue is about: 12 arc minutes on a laptop. */
export function ringDiameter(height: number): number {
  return Math.max(48, height * 0.064);
}

type Context = CanvasRenderingContext2D;

function stroked(context: Context, width: number, colour: string, dash: number[] = []): void {
  context.setLineDash(dash);
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = HALO;
  context.lineWidth = width + HALO_WIDTH;
  context.stroke();
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

export function paintBone(context: Context, from: Point, to: Point, width: number): void {
  context.beginPath();
  context.moveTo(from[0], from[1]);
  context.lineTo(to[0], to[1]);
  stroked(context, width, COLOURS.steady);
}

export function paintLostBone(context: Context, from: Point, to: Point, width: number): void {
  context.beginPath();
  context.moveTo(from[0], from[1]);
  context.lineTo(to[0], to[1]);
  stroked(context, width / 2, COLOURS.unseen, [0.1, width * 1.4]);
}

export function paintTorso(context: Context, corners: readonly Point[], width: number): void {
  context.beginPath();
  for (const [x, y] of corners) context.lineTo(x, y);
  context.closePath();
  stroked(context, width, COLOURS.steady);
}

export function paintHead(context: Context, centre: Point, radius: number, width: number): void {
  context.beginPath();
  context.arc(centre[0], centre[1], radius, 0, Math.PI * 2);
  stroked(context, width, COLOURS.steady);
}

/** Steady: a disc. Adjust: a disc in a ring. Safety: a disc in a square. Shape carries what colour may not. */
export function paintJoint(context: Context, [x, y]: Point, mark: Mark, width: number, ring: number): void {
  context.setLineDash([]);
  context.beginPath();
  context.arc(x, y, width * 0.8, 0, Math.PI * 2);
  context.fillStyle = COLOURS[mark];
  context.strokeStyle = HALO;
  context.lineWidth = HALO_WIDTH;
  context.stroke();
  context.fill();
  if (mark === "adjust") circle(context, x, y, ring);
  if (mark === "safety") square(context, x, y, ring);
}

function circle(context: Context, x: number, y: number, diameter: number): void {
  context.beginPath();
  context.arc(x, y, diameter / 2, 0, Math.PI * 2);
  stroked(context, 4, COLOURS.adjust);
}

function square(context: Context, x: number, y: number, side: number): void {
  for (const grown of [side, side + 16]) {
    context.beginPath();
    context.rect(x - grown / 2, y - grown / 2, grown, grown);
    stroked(context, 3, COLOURS.safety);
  }
}

export function paintLostJoint(context: Context, [x, y]: Point, width: number): void {
  context.beginPath();
  context.arc(x, y, width, 0, Math.PI * 2);
  stroked(context, 2, COLOURS.unseen, [2, 4]);
}

/** The target body: dashed and without joints, so that nobody takes it for their own. */
export function paintGhost(context: Context, lines: readonly (readonly Point[])[], width: number): void {
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const [colour, wide, dash] of [
    [GHOST_HALO, width + HALO_WIDTH, []],
    [GHOST, width, [width * 1.6, width * 1.8]],
  ] as const) {
    context.setLineDash([...dash]);
    context.strokeStyle = colour;
    context.lineWidth = wide;
    for (const line of lines) {
      context.beginPath();
      for (const [x, y] of line) context.lineTo(x, y);
      context.stroke();
    }
  }
}

/** A ring that fills around a hand that is held up. */
export function paintGesture(context: Context, [x, y]: Point, done: number, height: number): void {
  const radius = ringDiameter(height) * 0.8;
  context.globalAlpha = 1;
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  stroked(context, 4, COLOURS.unseen);
  context.beginPath();
  context.arc(x, y, radius, -Math.PI / 2, -Math.PI / 2 + Math.PI * 2 * done);
  stroked(context, 10, COLOURS.steady);
}

/** From where the joint is to where it belongs. */
export function paintArrow(context: Context, from: Point, to: Point, clear: number): void {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length < clear + ARROW) return;
  const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const begin: Point = [from[0] + ux * clear, from[1] + uy * clear];
  const wing = (side: 1 | -1): Point => [
    to[0] - (ux - side * uy * 0.6) * ARROW,
    to[1] - (uy + side * ux * 0.6) * ARROW,
  ];
  context.beginPath();
  for (const [x, y] of [begin, to, wing(1)]) context.lineTo(x, y);
  context.moveTo(...to);
  context.lineTo(...wing(-1));
  stroked(context, 5, COLOURS.adjust);
}

export function withBoneOpacity(context: Context, opacity: number, paint: () => void): void {
  context.globalAlpha = opacity * BONE_OPACITY;
  paint();
  context.globalAlpha = opacity;
}
