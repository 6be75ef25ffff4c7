// WebRTC where it works from here, else the WebSocket, decided by itself within five seconds.

import type { Rate } from "../capture/pacing";
import type { OpenTransport, Transport, TransportEvents } from "./transport";

export type Way = "webrtc" | "websocket";

/** From dialling to an open data channel; most connections need half a second. The socket needs some time too. */
export const PATIENCE_MS = 4000;
/** Refusals concern who asks, not the way: the socket would be told the same. */
const REFUSALS = [4401, 4403, 4429, 1013];

export interface Ways {
  webrtc: OpenTransport;
  websocket: OpenTransport;
  /** Whether video may be tried at all: not where the joints are found in the page. */
  mayVideo(): boolean;
  using(way: Way): void;
}

/** Tries once a page: what did not work is not tried again at every hiccup. */
export function best(ways: Ways): OpenTransport {
  let blocked = typeof RTCPeerConnection === "undefined";
  return (events) => {
    if (blocked || !ways.mayVideo()) return openSocket(ways, events);
    return new Attempt(ways, events, () => {
      blocked = true;
    });
  };
}

function openSocket(ways: Ways, events: TransportEvents): Transport {
  return ways.websocket({
    ...events,
    opened: () => {
      ways.using("websocket");
      events.opened();
    },
  });
}

/** A WebRTC connection until it fails to open; from then on a WebSocket. */
class Attempt implements Transport {
  #way: Transport;
  #settled = false;
  #rate: Rate = "full";
  readonly #timer: ReturnType<typeof setTimeout>;

  constructor(
    readonly ways: Ways,
    readonly events: TransportEvents,
    readonly block: () => void,
  ) {
    this.#timer = setTimeout(() => this.#fallBack(), PATIENCE_MS);
    this.#way = ways.webrtc({
      opened: () => this.#opened(),
      received: (message) => events.received(message),
      closed: (code) => this.#closed(code),
    });
  }

  send: Transport["send"] = (message) => this.#way.send(message);
  sendFrame: Transport["sendFrame"] = (bytes) => this.#way.sendFrame(bytes);
  backlog = (): number => this.#way.backlog();

  setRate(rate: Rate): void {
    this.#rate = rate;
    this.#way.setRate?.(rate);
  }

  close(): void {
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#way.close();
  }

  #opened(): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.ways.using("webrtc");
    this.#way.setRate?.(this.#rate);
    this.events.opened();
  }

  #closed(code: number): void {
    if (this.#settled || REFUSALS.includes(code)) {
      clearTimeout(this.#timer);
      this.#settled = true;
      this.events.closed(code);
    } else this.#fallBack();
  }

  #fallBack(): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.block();
    this.#way.close();
    this.#way = openSocket(this.ways, this.events);
  }
}
