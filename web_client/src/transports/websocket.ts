// The practice stream over WS /ws/practice; nothing secret is ever in its URL (SPEC 1.3).

import { parse, SUBPROTOCOL } from "../wire";
import type { OpenTransport } from "./transport";

export function practiceUrl({ protocol, host }: Pick<Location, "protocol" | "host">): string {
  return `${protocol === "https:" ? "wss" : "ws"}://${host}/ws/practice`;
}

export const openWebSocket: OpenTransport = (events) => {
  const socket = new WebSocket(practiceUrl(location), SUBPROTOCOL);
  socket.binaryType = "arraybuffer";
  socket.onopen = () => events.opened();
  socket.onmessage = ({ data }) => {
    const message = typeof data === "string" ? parse(data) : null;
    if (message) events.received(message);
  };
  socket.onclose = ({ code }) => events.closed(code);

  const whileOpen = (send: () => void) => {
    if (socket.readyState === WebSocket.OPEN) send();
  };
  return {
    send: (message) => whileOpen(() => socket.send(JSON.stringify(message))),
    sendFrame: (bytes) => whileOpen(() => socket.send(bytes)),
    backlog: () => socket.bufferedAmount,
    close: () => socket.close(1000),
  };
};
