// The page's eye: camera, video element, the pictures taken from it and the skeleton drawn over it.

import { CameraError, type CameraProblem, onCameraGone, openCamera, stopCamera } from "../camera";
import { type Capture, type Outlet, startCapture } from "../capture/capture";
import { createEncoder } from "../capture/encoder";
import { createFinder } from "../capture/finder";
import type { Rate } from "../capture/pacing";
import type { Place, Reader } from "../capture/reader";
import { type Overlay, startOverlay } from "../overlay/overlay";
import { indexOf } from "../overlay/skeleton";
import type { Feedback, Side } from "../wire";
import { type Gesture, Hands } from "./gesture";
import type { Facing } from "./horizon";
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
  #rate: Rate = "off";
  #reading: { place: Place; reader: Promise<Reader> } | null = null;
  #live: MediaStream | null = null;
  #stream: Promise<MediaStream | null> = Promise.resolve(null);
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
    const stream = this.#film(deviceId);
    // Whoever waits for the picture is told that there is none by `failed`.
    this.#stream = stream.catch(() => null);
    try {
      const [on, reader] = await Promise.all([stream, this.#reader(place)]);
      if (on) this.#capture ??= startCapture(this.#video, reader, this.#outlet);
      this.#capture?.setRate(this.#rate);
      return on !== null;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  /** Null where the page was left while the browser was asking: the light must not stay on. */
  async #film(deviceId: string | null): Promise<MediaStream | null> {
    const stream = await openCamera(deviceId);
    if (this.#stopped) {
      stopCamera(stream);
      return null;
    }
    this.#live = stream;
    this.#forget = onCameraGone(stream, () => this.#fail(new CameraError("gone")));
    this.#video.srcObject = stream;
    await this.#video.play();
    return stream;
  }

  /** Made while the camera still wakes up: finding joints on the device has much to load. */
  #reader(place: Place): Promise<Reader> {
    if (this.#reading?.place === place) return this.#reading.reader;
    this.#reading?.reader.then((reader) => reader.close()).catch(() => {});
    const reader = place === "device" ? createFinder() : Promise.resolve(createEncoder());
    this.#reading = { place, reader };
    reader.catch(() => {
      // Who tries again loads again.
      this.#reading = null;
    });
    return reader;
  }

  /** Of the camera that was opened last, as soon as it is on; null where there is none. */
  get stream(): Promise<MediaStream | null> {
    return this.#stream;
  }

  /** Which way the camera looks on a device that has it built in; null where that is not known. */
  get facing(): Facing | null {
    const { facingMode } = this.#live?.getVideoTracks()[0]?.getSettings() ?? {};
    return facingMode === "user" || facingMode === "environment" ? facingMode : null;
  }

  /** Width of the picture by its height. */
  get aspect(): number {
    return this.#video.videoWidth / Math.max(1, this.#video.videoHeight);
  }

  /** `hands` says whether a raised hand means something now; the one that is raised, if any. */
  see(feedback: Feedback, hands: boolean): Gesture | null {
    if (this.#rate === "full") this.#overlay.see(feedback);
    const hidden = new Set(feedback.unseen.map(indexOf));
    const points = hands ? feedback.landmarks : null;
    const gesture = this.#hands.see(points, (i) => !hidden.has(i), performance.now());
    this.#overlay.point(gesture);
    if (gesture?.done === 1) this.events.raised(gesture.hand);
    return gesture;
  }

  /** The target body that is drawn from the next feedback on. */
  wish(wish: GhostWish | null): void {
    this.#overlay.wish(wish);
  }

  /** What was drawn stays no longer than pictures flow in full. */
  setRate(rate: Rate): void {
    this.#rate = rate;
    this.#capture?.setRate(rate);
    if (rate !== "full") this.#overlay.clear();
  }

  setMirrored(mirrored: boolean): void {
    this.#overlay.setMirrored(mirrored);
  }

  close(): void {
    this.#forget();
    if (this.#live) stopCamera(this.#live);
    this.#live = null;
    this.#stream = Promise.resolve(null);
    this.#video.srcObject = null;
  }

  stop(): void {
    this.#stopped = true;
    this.close();
    if (this.#capture) this.#capture.stop();
    else this.#reading?.reader.then((reader) => reader.close()).catch(() => {});
    this.#overlay.stop();
  }

  #fail(error: unknown): void {
    this.close();
    this.events.failed(error instanceof CameraError ? error.problem : "failed");
  }
}
