// The practice's line to the server: what its connection and the server's messages mean for the practice.

import { Pacing, type Rate } from "../capture/pacing";
import type { Observation } from "../capture/reader";
import { Connection, type ConnectionState } from "../connection";
import { packPicture } from "../frame";
import type { OpenTransport } from "../transports/transport";
import type {
  Control,
  ErrorMessage,
  EventMessage,
  Feedback,
  FlowChange,
  Hello,
  Limits,
  ServerMessage,
  Summary,
  Welcome,
} from "../wire";
import type { HowEnded } from "./state";

export interface LinkEvents {
  welcome(welcome: Welcome): void;
  /** Gone, or as good as gone; it comes again by itself. */
  lost(): void;
  busy(retryAt: number): void;
  closed(how: HowEnded): void;
  feedback(feedback: Feedback, ageMs: number): void;
  summary(summary: Summary): void;
  reauth(): void;
  flow(change: FlowChange): void;
}

/** Frames unanswered for this long: the connection is as good as lost, though the socket is open. */
const SILENT_MS = 3000;
/** Silent for this long: open another socket. */
const DEAD_MS = 8000;

export class Link {
  readonly pacing = new Pacing();
  readonly #connection: Connection;
  #limits: Limits | null = null;
  #heardAt = 0;
  /** Opens this session again after a loss; in memory only. */
  #resume: string | null = null;
  connected = false;

  constructor(
    open: OpenTransport,
    hello: () => Hello,
    readonly events: LinkEvents,
  ) {
    this.#connection = new Connection(open, () => this.#again(hello()), {
      state: (state) => this.#changed(state),
      message: (message) => this.#received(message),
    });
  }

  start(): void {
    this.#connection.start();
  }

  send(message: Control): void {
    this.#connection.send(message);
  }

  /** Whether it went out: not while unconnected, and not over the server's limit. */
  observe(seq: number, capturedUs: number, observation: Observation): boolean {
    if (observation.kind === "picture")
      return this.#sendFrame(packPicture({ seq, capturedUs, jpeg: observation.jpeg }));
    if (!this.connected) return false;
    const captured_us = Math.round(capturedUs);
    this.#connection.send({ type: "landmarks", seq, captured_us, ...observation.body });
    return true;
  }

  #sendFrame(bytes: Uint8Array<ArrayBuffer>): boolean {
    const tooLarge = this.#limits !== null && bytes.length > this.#limits.max_frame_bytes;
    if (tooLarge) this.pacing.tooLarge();
    if (tooLarge || !this.connected) return false;
    this.#connection.sendFrame(bytes);
    return true;
  }

  setRate(rate: Rate): void {
    this.pacing.few(rate === "few");
    this.#connection.setRate(rate);
  }

  /** Bytes not yet on the wire; without a wire, too many. */
  backlog(): number {
    return this.connected ? this.#connection.backlog() : Number.POSITIVE_INFINITY;
  }

  again(): void {
    this.#connection.again();
  }

  close(): void {
    this.connected = false;
    this.#resume = null;
    this.#connection.close();
  }

  /** Notices a socket that is open and says nothing. */
  watch(now: number): void {
    if (!this.connected || this.pacing.inFlight === 0) return;
    const silentFor = now - this.#heardAt;
    if (silentFor > SILENT_MS) this.events.lost();
    if (silentFor > DEAD_MS) this.again();
  }

  #again(hello: Hello): Hello {
    return this.#resume === null ? hello : { ...hello, resume: this.#resume };
  }

  #changed(state: ConnectionState): void {
    this.connected = state.name === "open";
    switch (state.name) {
      case "opening":
        return;
      case "open":
        return this.#welcomed(state.welcome);
      case "waiting":
        return state.why === "busy" ? this.events.busy(state.retryAt) : this.events.lost();
      case "closed":
        this.#resume = null;
        return this.events.closed(state.why === "finished" ? "server" : state.why);
      default:
        return state satisfies never;
    }
  }

  #welcomed(welcome: Welcome): void {
    this.#limits = welcome.limits;
    this.#resume = welcome.resume;
    this.#heardAt = performance.now();
    this.pacing.forget();
    this.pacing.limit(welcome.limits.max_frames_per_s);
    this.events.welcome(welcome);
  }

  #received(message: ServerMessage): void {
    switch (message.type) {
      case "feedback":
        return this.#answered(message);
      case "error":
        return this.#refused(message);
      case "summary":
        return this.events.summary(message);
      case "event":
        return this.#happened(message);
      // The connection has read these.
      case "welcome":
      case "going_away":
      // The page already shows what it asked for.
      case "status":
        return;
      default:
        return message satisfies never;
    }
  }

  #happened({ event, flow }: EventMessage): void {
    switch (event) {
      case "saved":
        return;
      case "reauth":
        return this.events.reauth();
      case "flow":
        return flow ? this.events.flow(flow) : undefined;
      default:
        return event satisfies never;
    }
  }

  #answered(feedback: Feedback): void {
    this.#heardAt = performance.now();
    const ageMs = feedback.captured_us === null ? 0 : this.#heardAt - feedback.captured_us / 1000;
    this.pacing.answered(feedback.seq);
    this.pacing.aged(ageMs, this.#heardAt);
    this.events.feedback(feedback, ageMs);
  }

  #refused({ seq, code }: ErrorMessage): void {
    if (seq !== null) this.pacing.answered(seq);
    if (code === "too_large") this.pacing.tooLarge();
  }
}
