// The bodies of the library as flat figures: each seen as the coach wants to see it, standing on one ground line.

/** Centimetres, y down to 0 at the ground: pairs left before right from the shoulders to the toes, then the head. */
export interface Shape {
  /** The side away from the viewer, or null from the front. */
  far: "right" | null;
  points: number[][];
}

/** MediaPipe's shoulders, elbows, wrists, hips, knees, ankles, toes. */
const DRAWN = [11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28, 31, 32] as const;
const EARS = [7, 8] as const;

export type Space = readonly (readonly number[])[];

/** Metres in the axes of world landmarks, for somebody who faces the camera; turned a quarter for `side`. */
export function shapeOf(space: Space, view: string): Shape {
  const across = view === "side" ? 2 : 0;
  const flat = (i: number) => [100 * (space[i]?.[across] ?? 0), 100 * (space[i]?.[1] ?? 0)] as const;
  const [left, right] = EARS.map(flat) as [readonly [number, number], readonly [number, number]];
  const head = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2] as const;
  const points = [...DRAWN.map(flat), head];
  const xs = points.map(([x]) => x);
  const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
  // The head has a size: lying down, it rests on the ground and not in it.
  const ground = Math.max(...points.slice(0, -1).map(([, y]) => y), head[1] + 10);
  const placed = points.map(([x, y]) => [Math.round(x - middle), Math.round(y - ground)]);
  return { far: view === "side" ? "right" : null, points: placed };
}
