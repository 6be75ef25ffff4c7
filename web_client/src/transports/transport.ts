// How messages and frames travel: over a WebSocket, or as video over WebRTC.

import type { Rate } from "../capture/pacing";
import type { ClientMessage, ServerMessage } from "../wire";

export interface Transport {
  send(message: ClientMessage): void;
  sendFrame(bytes: Uint8Array<ArrayBuffer>): void;
  /** Bytes handed over and not yet on the wire. */
  backlog(): number;
  /** How the picture flows, where it flows by itself. */
  setRate?(rate: Rate): void;
  close(): void;
}

export interface TransportEvents {
  opened(): void;
  received(message: ServerMessage): void;
  /** Once, after which nothing more is reported. The code is that of SPEC 2.1. */
  closed(code: number): void;
}

export type OpenTransport = (events: TransportEvents) => Transport;
