// When to send the next picture and how large: newest only, few in flight, less when the answers come late.

export interface Quality {
  /** Longest side in pixels. */
  side: number;
  /** JPEG quality, 0..1. */
  jpeg: number;
  fps: number;
}

export const QUALITIES: readonly [Quality, ...Quality[]] = [
  { side: 640, jpeg: 0.7, fps: 15 },
  { side: 512, jpeg: 0.6, fps: 10 },
  { side: 416, jpeg: 0.5, fps: 8 },
];

/** How pictures are taken: not at all, a few to see a raised hand by, or as fast as they are answered. */
export type Rate = "off" | "few" | "full";

/** Still quick enough for a hand that is held up for 1.2 s. */
export const FEW_FPS = 4;

/** Two hide the way there and back; more would only grow the queue. */
const WINDOW = 2;
/** A frame with no answer for this long no longer holds its place. */
const FORGOTTEN_MS = 2000;
/** More than this in the socket means the network is the bottleneck. */
const BACKLOG_BYTES = 64 * 1024;
/** Answers older than this are late; for LATE_FOR_MS of them, less is sent. */
const LATE_MS = 300;
const LATE_FOR_MS = 3000;
const PROMPT_MS = 200;
const PROMPT_FOR_MS = 15_000;

export class Pacing {
  #level = 0;
  #sentAt = new Map<number, number>();
  #lastSent = Number.NEGATIVE_INFINITY;
  #lateSince: number | null = null;
  #promptSince: number | null = null;
  #few = false;

  constructor(private maxFps = Number.POSITIVE_INFINITY) {}

  get quality(): Quality {
    return QUALITIES[this.#level] ?? QUALITIES[0];
  }

  get inFlight(): number {
    return this.#sentAt.size;
  }

  /** Answers come late by now. */
  get isLate(): boolean {
    return this.#lateSince !== null || this.#level > 0;
  }

  /** The server's limit, once it has said it. */
  limit(maxFps: number): void {
    this.maxFps = maxFps;
  }

  few(on: boolean): void {
    this.#few = on;
  }

  mayCapture(now: number, backlog: number): boolean {
    for (const [seq, at] of this.#sentAt) if (now - at > FORGOTTEN_MS) this.#sentAt.delete(seq);
    if (backlog > BACKLOG_BYTES || this.#sentAt.size >= WINDOW) return false;
    // A millisecond of slack, else a 30 fps camera under a 15 fps limit falls to 10.
    const most = this.#few ? FEW_FPS : this.quality.fps;
    return now - this.#lastSent >= 1000 / Math.min(most, this.maxFps) - 1;
  }

  sent(seq: number, now: number): void {
    this.#sentAt.set(seq, now);
    this.#lastSent = now;
  }

  /** An answer settles its frame and those before it, which the server has passed over. */
  answered(seq: number): void {
    for (const earlier of this.#sentAt.keys()) if (earlier <= seq) this.#sentAt.delete(earlier);
  }

  /** Age of the newest feedback, in milliseconds, as it arrives. */
  aged(age: number, now: number): void {
    this.#lateSince = age > LATE_MS ? (this.#lateSince ?? now) : null;
    this.#promptSince = age < PROMPT_MS ? (this.#promptSince ?? now) : null;
    if (this.#lateSince !== null && now - this.#lateSince >= LATE_FOR_MS) this.#step(1);
    if (this.#promptSince !== null && now - this.#promptSince >= PROMPT_FOR_MS) this.#step(-1);
  }

  /** The picture is over the server's limit. */
  tooLarge(): void {
    this.#step(1);
  }

  forget(): void {
    this.#sentAt.clear();
  }

  #step(by: 1 | -1): void {
    this.#level = Math.max(0, Math.min(QUALITIES.length - 1, this.#level + by));
    this.#lateSince = null;
    this.#promptSince = null;
  }
}

/** Width and height with the longest side at most `side`; never larger than the source. */
export function fitted(width: number, height: number, side: number): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
