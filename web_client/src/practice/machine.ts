// The state of a practice: the newest for the practice itself, and a signal for the screen, which seldom has to change.

import { type ReadonlySignal, signal } from "@preact/signals";
import { reduce } from "./reduce";
import { type Plan, type PracticeEvent, type PracticeState, start, viewKey } from "./state";

export interface MachineEvents {
  /** What somebody is led into now. */
  plan(): Plan;
  changed(before: PracticeState, after: PracticeState, now: number): void;
}

export class Machine {
  readonly #state = signal<PracticeState>(start());
  readonly state: ReadonlySignal<PracticeState> = this.#state;
  #now: PracticeState = this.#state.value;

  constructor(readonly events: MachineEvents) {}

  get now(): PracticeState {
    return this.#now;
  }

  dispatch(event: PracticeEvent): void {
    const before = this.#now;
    const at = performance.now();
    const after = reduce(before, event, at, this.events.plan());
    if (after === before) return;
    this.#now = after;
    if (viewKey(after) !== viewKey(before)) this.#state.value = after;
    this.events.changed(before, after, at);
  }
}
