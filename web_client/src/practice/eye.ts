// The page's eye: camera, video element, the pictures taken from it and the skeleton drawn over it.

import { CameraError, type CameraProblem, onCameraGone, openCamera, stopCamera } from "../camera";
import { type Capture, type Outlet, startCapture } from "../capture/capture";
import { createEncoder } from "../capture/encoder";
import { createFinder } from "../capture/finder";
import type { Place } from "../capture/reader";
import { type Overlay, startOverlay } from "../overlay/overlay";
import { indexOf } from "../overlay/skeleton";
import type { Feedback, Side } from "../wire";
import { Hands } from "./gesture";
import type { GhostWish } from "./wish";

export interface EyeEvents {
  failed(problem: CameraProblem): void;
  /** An answer was drawn; times in performance.now() milliseconds. */
  painted(capturedAt: number, now: number): void;
  /** A hand was held up for long enough. */
  raised(hand: Side): void;
}

export class Eye {
  readonly #video: HTMLVideoElement;
  readonly #overlay: Overlay;
  readonly #outlet: Outlet;
  #capture: Capture | null = null;
  #on = false;
  #stream: MediaStream | null = null;
  #stopped = false;
  #forget = () => {};
  readonly #hands = new Hands();

  constructor(
    video: HTMLVideoElement,
    canvas: HTMLCanvasElement,
    outlet: Outlet,
    readonly events: EyeEvents,
  ) {
    this.#video = video;
    this.#outlet = outlet;
    this.#overlay = startOverlay(canvas, video, events.painted);
  }

  /** Whether the camera is on now; if not, `failed` has been told why. The place is that of the first opening. */
  async open(deviceId: string | null, place: Place): Promise<boolean> {
    this.close();
    try {
      const stream = await openCamera(deviceId);
      // Left while the browser was asking: the light must not stay on.
      if (this.#stopped) {
        stopCamera(stream);
        return false;
      }
      this.#stream = stream;
      this.#forget = onCameraGone(stream, () => this.#fail(new CameraError("gone")));
      this.#video.srcObject = stream;
      await this.#video.play();
      return await this.#read(place);
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  async #read(place: Place): Promise<boolean> {
    if (this.#capture) return true;
    const reader = place === "device" ? await createFinder() : createEncoder();
    if (this.#stopped) {
      reader.close();
      return false;
    }
    this.#capture = startCapture(this.#video, reader, this.#outlet);
    this.#capture.setOn(this.#on);
    return true;
  }

  get stream(): MediaStream | null {
    return this.#stream;
  }

  /** Width of the picture by its height. */
  get aspect(): number {
    return this.#video.videoWidth / Math.max(1, this.#video.videoHeight);
  }

  /** `hands` says whether a raised hand means something now. */
  see(feedback: Feedback, hands: boolean): void {
    this.#overlay.see(feedback);
    const hidden = new Set(feedback.unseen.map(indexOf));
    const points = hands ? feedback.landmarks : null;
    const gesture = this.#hands.see(points, (i) => !hidden.has(i), performance.now());
    this.#overlay.point(gesture);
    if (gesture?.done === 1) this.events.raised(gesture.hand);
  }

  /** The target body that is drawn from the next feedback on. */
  wish(wish: GhostWish | null): void {
    this.#overlay.wish(wish);
  }

  /** Pictures flow only while on; what was drawn stays no longer than that. */
  setOn(on: boolean): void {
    this.#on = on;
    this.#capture?.setOn(on);
    if (!on) this.#overlay.clear();
  }

  setMirrored(mirrored: boolean): void {
    this.#overlay.setMirrored(mirrored);
  }

  close(): void {
    this.#forget();
    if (this.#stream) stopCamera(this.#stream);
    this.#stream = null;
    this.#video.srcObject = null;
  }

  stop(): void {
    this.#stopped = true;
    this.close();
    this.#capture?.stop();
    this.#overlay.stop();
  }

  #fail(error: unknown): void {
    this.close();
    this.events.failed(error instanceof CameraError ? error.problem : "failed");
  }
}
