// Keeps one practice connected: says hello, comes again after a loss, and knows when not to (SPEC 2.1).

import type { Rate } from "./capture/pacing";
import type { OpenTransport, Transport } from "./transports/transport";
import type { Control, ErrorMessage, Hello, LandmarksMessage, ServerMessage, Welcome } from "./wire";

export type Refusal =
  | "badMessage"
  | "notAuthenticated"
  | "notAllowed"
  | "timeUp"
  | "replaced"
  | "tooLarge"
  | "tooFast"
  | "engineFailed";

export type ConnectionState =
  | { name: "opening"; attempt: number }
  | { name: "open"; welcome: Welcome }
  | { name: "waiting"; attempt: number; retryAt: number; why: "lost" | "restarting" | "busy" }
  | { name: "closed"; why: "finished" | Refusal; message: string };

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;
const BUSY_RETRY_MS = 20_000;
/** From opening the socket to the welcome; after that the attempt counts as lost. */
const WELCOME_MS = 10_000;

const REFUSALS: Record<number, Refusal> = {
  1011: "engineFailed",
  4400: "badMessage",
  4401: "notAuthenticated",
  4403: "notAllowed",
  4408: "timeUp",
  4409: "replaced",
  4413: "tooLarge",
  4429: "tooFast",
};

/** Milliseconds before the next attempt; `chance` in 0..1 spreads the clients of a restarted server. */
export function backoff(attempt: number, chance: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** attempt, LONGEST_RETRY_MS) * (0.75 + 0.5 * chance);
}

export type Next =
  | { step: "finish" }
  | { step: "refuse"; why: Refusal }
  | { step: "retry"; why: "lost" | "restarting" | "busy"; inMs: number };

export interface Circumstances {
  attempt: number;
  chance: number;
  /** From the last `error`. */
  retryAfterS: number | null;
  /** From `going_away`. */
  resumeInMs: number | null;
}

/** What a close code asks of the client: the table of SPEC 2.1. */
export function afterClose(code: number, now: Circumstances): Next {
  const wait = backoff(now.attempt, now.chance);
  if (code === 1000) return { step: "finish" };
  if (code === 1012) return { step: "retry", why: "restarting", inMs: now.resumeInMs ?? wait };
  if (code === 1013) {
    const inMs = now.retryAfterS === null ? BUSY_RETRY_MS : now.retryAfterS * 1000;
    return { step: "retry", why: "busy", inMs };
  }
  const why = REFUSALS[code];
  return why ? { step: "refuse", why } : { step: "retry", why: "lost", inMs: wait };
}

export interface ConnectionEvents {
  state(state: ConnectionState): void;
  message(message: ServerMessage): void;
}

export class Connection {
  #transport: Transport | null = null;
  #attempt = 0;
  #generation = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #refusal: ErrorMessage | null = null;
  #resumeInMs: number | null = null;
  #welcomed = false;
  #rate: Rate = "off";

  constructor(
    readonly open: OpenTransport,
    readonly hello: () => Hello,
    readonly events: ConnectionEvents,
  ) {}

  start(): void {
    this.#connect();
  }

  send(message: Control | LandmarksMessage): void {
    if (this.#welcomed) this.#transport?.send(message);
  }

  sendFrame(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#welcomed) this.#transport?.sendFrame(bytes);
  }

  backlog(): number {
    return this.#transport?.backlog() ?? 0;
  }

  /** How the picture flows, on this connection and on those after it. */
  setRate(rate: Rate): void {
    this.#rate = rate;
    this.#transport?.setRate?.(rate);
  }

  /** Comes again at once: the person asked, the network is back, or the socket has gone silent. */
  again(): void {
    this.#drop();
    this.#connect();
  }

  close(): void {
    this.#drop();
  }

  #connect(): void {
    const generation = ++this.#generation;
    const current = () => generation === this.#generation;
    this.#refusal = null;
    this.#resumeInMs = null;
    this.#welcomed = false;
    this.events.state({ name: "opening", attempt: this.#attempt });
    this.#transport = this.open({
      opened: () => current() && this.#transport?.send(this.hello()),
      received: (message) => current() && this.#receive(message),
      closed: (code) => current() && this.#closed(code),
    });
    this.#transport.setRate?.(this.#rate);
    this.#timer = setTimeout(() => this.#closed(1006), WELCOME_MS);
  }

  #receive(message: ServerMessage): void {
    if (message.type === "welcome") this.#welcome(message);
    if (message.type === "error" && message.fatal) this.#refusal = message;
    if (message.type === "going_away") this.#resumeInMs = message.resume_in_ms;
    this.events.message(message);
  }

  #welcome(welcome: Welcome): void {
    clearTimeout(this.#timer);
    this.#attempt = 0;
    this.#welcomed = true;
    this.events.state({ name: "open", welcome });
  }

  #closed(code: number): void {
    const refusal = this.#refusal;
    const next = afterClose(code, {
      attempt: this.#attempt,
      chance: Math.random(),
      retryAfterS: refusal?.retry_after_s ?? null,
      resumeInMs: this.#resumeInMs,
    });
    this.#drop();
    switch (next.step) {
      case "finish":
        return this.events.state({ name: "closed", why: "finished", message: "" });
      case "refuse":
        return this.events.state({ name: "closed", why: next.why, message: refusal?.message ?? "" });
      case "retry":
        return this.#retry(next.why, next.inMs);
      default:
        return next satisfies never;
    }
  }

  #retry(why: "lost" | "restarting" | "busy", inMs: number): void {
    this.#attempt += 1;
    this.#timer = setTimeout(() => this.#connect(), inMs);
    const retryAt = performance.now() + inMs;
    this.events.state({ name: "waiting", attempt: this.#attempt, retryAt, why });
  }

  #drop(): void {
    this.#generation += 1;
    clearTimeout(this.#timer);
    this.#transport?.close();
    this.#transport = null;
    this.#welcomed = false;
  }
}
