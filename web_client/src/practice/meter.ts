// How the practice runs, in numbers for who wants them: pictures answered a second, and from the picture to the screen.

export interface Figures {
  /** Answers a second. */
  answered: number;
  /** Median milliseconds from the picture being taken to its answer being painted; null before the first. */
  shownMs: number | null;
}

const WINDOW_MS = 3000;

interface Answer {
  at: number;
  ms: number;
}

export class Meter {
  #answers: Answer[] = [];

  /** An answer was painted at `now`; its picture was taken at `capturedAt`, both in performance.now() milliseconds. */
  painted(capturedAt: number, now: number): void {
    this.#answers.push({ at: now, ms: now - capturedAt });
    this.#forget(now);
  }

  read(now: number): Figures {
    this.#forget(now);
    const sorted = this.#answers.map(({ ms }) => ms).sort((a, b) => a - b);
    const median = sorted[sorted.length >> 1];
    return {
      answered: Math.round((this.#answers.length * 1000) / WINDOW_MS),
      shownMs: median === undefined ? null : Math.round(median),
    };
  }

  #forget(now: number): void {
    this.#answers = this.#answers.filter(({ at }) => now - at < WINDOW_MS);
  }
}
