// Takes pictures from the video as fast as they are answered, never faster: the newest one, no queue.

import type { Pacing, Rate } from "./pacing";
import type { Observation, Reader } from "./reader";

export interface Outlet {
  readonly pacing: Pacing;
  /** Whether it went out. */
  observe(seq: number, capturedUs: number, observation: Observation): boolean;
  backlog(): number;
}

export interface Capture {
  /** How many pictures are taken is for the pacing to say; here, whether any are. */
  setRate(rate: Rate): void;
  stop(): void;
}

/** A camera's own time stamp, where the browser tells it and it is believable; else the moment of the callback. */
export function captureTime(now: number, claimed: number | undefined): number {
  return claimed !== undefined && claimed <= now && claimed > now - 1000 ? claimed : now;
}

/** Goes on rising with another camera and on another connection: the session may be the same (SPEC 7.6). */
let seq = 0;

/** The reader is the capture's own from here on, and closed with it. */
export function startCapture(video: HTMLVideoElement, reader: Reader, outlet: Outlet): Capture {
  const { pacing } = outlet;
  let on = false;
  let stopped = false;
  let reading = false;
  let lastTime = 0;

  async function take(now: number, claimed: number | undefined): Promise<void> {
    // Strictly rising, in whole microseconds, whatever the camera claims.
    lastTime = Math.max(captureTime(now, claimed), lastTime + 0.001);
    const capturedAt = lastTime;
    const observation = await reader.read(await createImageBitmap(video), capturedAt, pacing.quality);
    if (!observation || stopped || !on) return;
    seq += 1;
    if (outlet.observe(seq, capturedAt * 1000, observation)) pacing.sent(seq, now);
  }

  function onFrame(now: number, claimed?: number): void {
    const ready = on && !reading && !document.hidden && video.videoWidth > 0;
    if (!ready || !pacing.mayCapture(now, outlet.backlog())) return;
    reading = true;
    take(now, claimed)
      // The video can vanish between the callback and the copy: the next frame tries again.
      .catch(() => {})
      .finally(() => {
        reading = false;
      });
  }

  const cancel = eachFrame(video, onFrame);
  return {
    setRate: (rate) => {
      on = rate !== "off";
      pacing.forget();
    },
    stop: () => {
      stopped = true;
      cancel();
      reader.close();
    },
  };
}

/** Calls back with each new picture of the video. Returns its undo. */
function eachFrame(video: HTMLVideoElement, onFrame: (now: number, claimed?: number) => void): () => void {
  if (!("requestVideoFrameCallback" in video)) {
    const timer = setInterval(() => onFrame(performance.now()), 1000 / 30);
    return () => clearInterval(timer);
  }
  let handle = 0;
  const next: VideoFrameRequestCallback = (now, metadata) => {
    handle = video.requestVideoFrameCallback(next);
    onFrame(now, metadata.captureTime);
  };
  handle = video.requestVideoFrameCallback(next);
  return () => video.cancelVideoFrameCallback(handle);
}
