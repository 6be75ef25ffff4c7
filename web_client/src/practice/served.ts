// What is known of the session that the server keeps for this practice.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Way } from "../transports/best";
import type { Welcome } from "../wire";

export class Served {
  readonly #stored = signal(false);
  readonly #resumable = signal(false);
  readonly #engine = signal("");
  readonly #way = signal<Way | null>(null);
  /** Whether the server keeps this practice: false for a guest. */
  readonly stored: ReadonlySignal<boolean> = this.#stored;
  /** Whether a lost connection can carry the same session on. */
  readonly resumable: ReadonlySignal<boolean> = this.#resumable;
  /** What finds the joints on the server. */
  readonly engine: ReadonlySignal<string> = this.#engine;
  /** How pictures travel now; null before the first connection. */
  readonly way: ReadonlySignal<Way | null> = this.#way;

  welcomed({ stored, resume, engine }: Welcome): void {
    this.#stored.value = stored;
    this.#resumable.value = resume !== null;
    this.#engine.value = engine;
  }

  using(way: Way): void {
    this.#way.value = way;
  }
}
