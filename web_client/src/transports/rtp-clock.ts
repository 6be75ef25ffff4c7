// When a frame of the video was captured. RTP tells how far frames are apart, not when they were (SPEC 8.5).

const CLOCK_RATE = 90;
/** Ticks of RTP time until it begins anew. */
const ROUND = 2 ** 32;
/** Milliseconds that the two clocks may drift apart in each: quartz keeps within a tenth of this. */
const DRIFT = 0.0002;

/** What a frame cannot have taken less than, in milliseconds, as far as the browser knows. */
export interface Way {
  /** To the server and back; the least that was seen. */
  roundTrip: number;
  encoding: number;
  /** From one frame to the next: a frame counts as whole when the next one begins. */
  interval: number;
}

/**
 * Every answer comes later than its capture by what the way takes at least, by what the server spent, and by what it
 * was held up. The answer that was held up least sets the clock, and the others are as old as they are later.
 */
export class RtpClock {
  way: Way = { roundTrip: 0, encoding: 0, interval: 0 };
  #last: number | null = null;
  #rounds = 0;
  /** What performance.now() was at RTP time 0, the way not counted. */
  #zero = Number.POSITIVE_INFINITY;
  #setAt = 0;

  /** In performance.now() milliseconds: never later than `now`, and too early at most by what `way` overstates. */
  capturedAt(rtpTime: number, spentMs: number, now: number): number {
    const at = this.#unwrapped(rtpTime) / CLOCK_RATE;
    const zero = now - spentMs - at;
    this.#zero = Math.min(zero, this.#zero + DRIFT * (now - this.#setAt));
    this.#setAt = now;
    const { roundTrip, encoding, interval } = this.way;
    return Math.min(now, this.#zero + at - roundTrip - encoding - interval);
  }

  #unwrapped(rtpTime: number): number {
    if (this.#last !== null && rtpTime < this.#last - ROUND / 2) this.#rounds += ROUND;
    this.#last = rtpTime;
    return rtpTime + this.#rounds;
  }
}

/** What is looked at in an entry of the browser's statistics. */
export interface Stat {
  type: string;
  kind?: string;
  nominated?: boolean;
  currentRoundTripTime?: number;
  framesEncoded?: number;
  totalEncodeTime?: number;
  framesPerSecond?: number;
}

/** The way as the browser's statistics tell it; `least` is the shortest round trip before. */
export function wayOf(stats: Iterable<Stat>, least: number): Way {
  const way: Way = { roundTrip: least, encoding: 0, interval: 0 };
  for (const entry of stats) {
    if (entry.type === "candidate-pair" && entry.nominated && entry.currentRoundTripTime) {
      const trip = entry.currentRoundTripTime * 1000;
      way.roundTrip = least > 0 ? Math.min(trip, least) : trip;
    }
    if (entry.type === "outbound-rtp" && entry.kind === "video") {
      const { framesEncoded = 0, totalEncodeTime = 0, framesPerSecond = 0 } = entry;
      if (framesEncoded > 0) way.encoding = (totalEncodeTime * 1000) / framesEncoded;
      if (framesPerSecond > 0) way.interval = 1000 / framesPerSecond;
    }
  }
  return way;
}
