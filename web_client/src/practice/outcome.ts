// What comes of a practice: its summary, in parts where the server restarted, or none.

import { keepSummary } from "../storage";
import type { Summary } from "../wire";
import type { Keepsake } from "./keepsake";
import type { PracticeEvent } from "./state";

export class Outcome {
  /** Of a part that a restart of the server cut off; shown if no other part follows. */
  #partial: Summary | null = null;

  constructor(readonly keepsake: Keepsake) {}

  /** What the state is told now, if anything; a guest's practice is kept in this browser. */
  summed(summary: Summary): PracticeEvent | null {
    if (!summary.stored && summary.frames_scored > 0)
      keepSummary({ summary, best: this.keepsake.best, endedAt: new Date().toISOString() });
    if (summary.ending !== "server_stopped") return { type: "summary", summary };
    // The server restarts and we come again: this is only the part up to here.
    this.#partial = summary;
    return null;
  }

  /** Nothing more will come from the server. */
  settled(): PracticeEvent {
    return this.#partial ? { type: "summary", summary: this.#partial } : { type: "noSummary" };
  }
}
