// Where a body is on the screen and how much to trust it: pure arithmetic over landmarks.

export interface Size {
  width: number;
  height: number;
}

export interface Placement extends Size {
  x: number;
  y: number;
}

/** Where `content` lies in `box` when all of it is shown: CSS object-fit: contain. */
export function contain(content: Size, box: Size): Placement {
  const scale = Math.min(box.width / content.width, box.height / content.height);
  const width = content.width * scale;
  const height = content.height * scale;
  return { x: (box.width - width) / 2, y: (box.height - height) / 2, width, height };
}

export type Point = readonly [x: number, y: number];

/** A normalised point of the unmirrored picture, in the box; a mirrored display flips it within the picture. */
export function onScreen([x, y]: Point, at: Placement, mirrored: boolean): Point {
  return [at.x + (mirrored ? 1 - x : x) * at.width, at.y + y * at.height];
}

/** Longest time a joint is moved on by its speed; beyond it a guess is worse than a late joint (ux 12). */
const AHEAD_MS = 120;
/** Error, in torso lengths, up to which the skeleton is fully drawn, and from which it is faintest (ux 12). */
const CLEAR_ERROR = 0.08;
const FAINT_ERROR = 0.25;
export const FAINTEST = 0.25;
/** Feedback older than this is drawn faintest whatever the speed (ux 12). */
const OLD_MS = 700;

export function ahead(ageMs: number): number {
  return Math.max(0, Math.min(ageMs, AHEAD_MS));
}

/** Opacity of a skeleton seen `ageMs` ago on a body that moves `speed` torsos a second. */
export function opacity(ageMs: number, speed: number): number {
  if (ageMs > OLD_MS) return FAINTEST;
  const error = (speed * ageMs) / 1000;
  const fade = Math.min(1, Math.max(0, (error - CLEAR_ERROR) / (FAINT_ERROR - CLEAR_ERROR)));
  return 1 - fade * (1 - FAINTEST);
}

const LEFT_SHOULDER = 11;
const RIGHT_SHOULDER = 12;
const LEFT_HIP = 23;
const RIGHT_HIP = 24;
/** Shoulders, elbows, wrists, hips, knees, ankles. */
export const JOINTS = [11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28] as const;

export type Points = readonly (readonly number[])[];

/** Distance of two landmarks in units of the picture's height. */
export function distance(a: readonly number[], b: readonly number[], aspect: number): number {
  return Math.hypot(((a[0] ?? 0) - (b[0] ?? 0)) * aspect, (a[1] ?? 0) - (b[1] ?? 0));
}

function middle(points: Points, i: number, j: number): [number, number] {
  const a = points[i] ?? [0, 0];
  const b = points[j] ?? [0, 0];
  return [((a[0] ?? 0) + (b[0] ?? 0)) / 2, ((a[1] ?? 0) + (b[1] ?? 0)) / 2];
}

/** Mid shoulders to mid hips, in units of the picture's height; never zero. */
export function torso(points: Points, aspect: number): number {
  const shoulders = middle(points, LEFT_SHOULDER, RIGHT_SHOULDER);
  const hips = middle(points, LEFT_HIP, RIGHT_HIP);
  return Math.max(0.02, distance(shoulders, hips, aspect));
}

/** Mean speed of the joints seen both times, in torsos a second; 0 when nothing can be compared. */
export function speed(
  from: Points,
  to: Points,
  seconds: number,
  aspect: number,
  seen: (i: number) => boolean,
): number {
  const joints = JOINTS.filter(seen);
  if (seconds <= 0 || joints.length === 0) return 0;
  const moved = joints.reduce((sum, i) => sum + distance(from[i] ?? [], to[i] ?? [], aspect), 0);
  return moved / joints.length / torso(to, aspect) / seconds;
}
