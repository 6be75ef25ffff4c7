// The log-in of a practice that lasts longer than its token: renewed by the cookie, or by asking for the password.

import { type ReadonlySignal, signal } from "@preact/signals";
import { account } from "../account";
import { renew } from "../api";
import type { Control } from "../wire";

export class Login {
  readonly #wanted = signal(false);
  /** The person has to log in again: the log-in ends soon, the practice does not. */
  readonly wanted: ReadonlySignal<boolean> = this.#wanted;

  constructor(readonly send: (control: Control) => void) {}

  /** The server asks for a fresh token; only where the cookie brings none is the person asked. */
  async asked(): Promise<void> {
    const token = (await renew()) ? account.value?.token : undefined;
    if (token) this.renewed(token);
    else this.#wanted.value = true;
  }

  renewed(token: string): void {
    this.#wanted.value = false;
    this.send({ type: "reauth", token });
  }
}
