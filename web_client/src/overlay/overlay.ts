// The canvas over the video: one animation loop that paints the newest body and rests when nothing moves.

import type { Gesture } from "../practice/gesture";
import type { GhostWish } from "../practice/wish";
import type { Feedback } from "../wire";
import { Body } from "./body";
import { contain, JOINTS, onScreen, type Placement, type Point } from "./geometry";
import * as paint from "./paint";
import { HEAD, LIMBS, NOSE, TORSO } from "./skeleton";
import { Target } from "./target";

export interface Overlay {
  see(feedback: Feedback): void;
  /** The target body to draw. */
  wish(wish: GhostWish | null): void;
  /** A hand that is held up, and for how long already. */
  point(gesture: Gesture | null): void;
  setMirrored(mirrored: boolean): void;
  clear(): void;
  stop(): void;
}

const MAX_WIDTH = 1920;

/** `painted` is told when an answer has been drawn: when its picture was taken, and when that was. */
export function startOverlay(
  canvas: HTMLCanvasElement,
  video: HTMLVideoElement,
  painted: (capturedAt: number, now: number) => void,
): Overlay {
  const context = canvas.getContext("2d");
  const body = new Body();
  const target = new Target();
  let mirrored = true;
  let frame = 0;
  let gesture: Gesture | null = null;
  let unpainted: number | null = null;

  function fit(): number {
    const { clientWidth, clientHeight } = canvas;
    const ratio = Math.min(devicePixelRatio, 2, MAX_WIDTH / Math.max(1, clientWidth));
    const width = Math.round(clientWidth * ratio);
    const height = Math.round(clientHeight * ratio);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    return ratio;
  }

  function loop(now: number): void {
    frame = 0;
    if (!context || video.videoWidth === 0) return;
    const ratio = fit();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    const picture = { width: video.videoWidth, height: video.videoHeight };
    const at = contain(picture, { width: canvas.clientWidth, height: canvas.clientHeight });
    paintTarget(context, target, body, at, mirrored, now);
    paintBody(context, body, at, mirrored, now);
    if (gesture) paint.paintGesture(context, onScreen(gesture.at, at, mirrored), gesture.done, at.height);
    if (unpainted !== null) painted(unpainted, performance.now());
    unpainted = null;
    if (!body.settled(now)) wake();
  }

  function wake(): void {
    if (frame === 0 && !document.hidden) frame = requestAnimationFrame(loop);
  }

  const resized = new ResizeObserver(wake);
  resized.observe(canvas);
  return {
    see(feedback) {
      const capturedAt = feedback.captured_us === null ? performance.now() : feedback.captured_us / 1000;
      const aspect = video.videoWidth / Math.max(1, video.videoHeight);
      body.see(feedback, capturedAt, aspect);
      target.see(feedback, aspect);
      unpainted = capturedAt;
      wake();
    },
    wish: (wish) => target.wish(wish),
    point(value) {
      gesture = value;
    },
    setMirrored(value) {
      mirrored = value;
      wake();
    },
    clear() {
      body.forget();
      wake();
    },
    stop() {
      cancelAnimationFrame(frame);
      resized.disconnect();
    },
  };
}

/** Under the practitioner's own joints, which it never hides. */
function paintTarget(
  context: CanvasRenderingContext2D,
  { drawn: { lines, arrow } }: Target,
  body: Body,
  at: Placement,
  mirrored: boolean,
  now: number,
): void {
  if (lines.length === 0) return;
  const width = paint.boneWidth(at.height);
  const screen = (point: Point) => onScreen(point, at, mirrored);
  context.globalAlpha = 1;
  paint.paintGhost(
    context,
    lines.map((line) => line.map(screen)),
    width,
  );
  if (arrow && body.trust(arrow.joint, now) === "seen")
    paint.paintArrow(context, screen(body.place(arrow.joint, now)), screen(arrow.to), width * 1.5);
}

function paintBody(
  context: CanvasRenderingContext2D,
  body: Body,
  at: Placement,
  mirrored: boolean,
  now: number,
): void {
  const place = (i: number): Point => onScreen(body.place(i, now), at, mirrored);
  const all = (points: readonly number[], trust: string) => points.every((i) => body.trust(i, now) === trust);
  const width = paint.boneWidth(at.height);
  const ring = paint.ringDiameter(at.height);
  context.globalAlpha = body.opacity(now);
  paint.withBoneOpacity(context, body.opacity(now), () => {
    if (all(TORSO, "seen")) paint.paintTorso(context, TORSO.map(place), width);
    for (const limb of LIMBS) {
      if (all(limb, "seen")) paint.paintBone(context, place(limb[0]), place(limb[1]), width);
      else if (!limb.some((i) => body.trust(i, now) === "gone"))
        paint.paintLostBone(context, place(limb[0]), place(limb[1]), width);
    }
    if (all([NOSE, ...HEAD], "seen")) paintHeadOf(context, place, at, width);
  });
  for (const i of JOINTS) {
    const trust = body.trust(i, now);
    if (trust === "seen") paint.paintJoint(context, place(i), body.marks.get(i) ?? "steady", width, ring);
    if (trust === "lost") paint.paintLostJoint(context, place(i), width);
  }
}

/** A circle about the head: as wide as the ears from the front, as deep as ear to nose from the side. */
function paintHeadOf(
  context: CanvasRenderingContext2D,
  place: (i: number) => Point,
  at: Placement,
  width: number,
): void {
  const [left, right, nose] = [place(HEAD[0]), place(HEAD[1]), place(NOSE)];
  const ears: Point = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
  const centre: Point = [ears[0] + (nose[0] - ears[0]) * 0.3, ears[1] + (nose[1] - ears[1]) * 0.3];
  const wide = Math.hypot(left[0] - right[0], left[1] - right[1]) * 0.85;
  const deep = Math.hypot(nose[0] - ears[0], nose[1] - ears[1]) * 1.25;
  paint.paintHead(context, centre, Math.max(wide, deep, at.height * 0.03), width * 0.6);
}
