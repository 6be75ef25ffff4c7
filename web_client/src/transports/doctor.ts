// What works from here, tried for real: both transports with a drawn picture for a camera, and each TURN server.

import { VERSION } from "../wire";
import type { OpenTransport, Transport } from "./transport";
import { iceServers, webRtc } from "./webrtc";
import { openWebSocket } from "./websocket";

/** What was found of one thing; `views/finding.ts` has the words. `code` is the server's, "" where nothing answered. */
export type Finding =
  | { name: string; found: "closed"; code: string }
  | { name: string; found: "open"; openMs: number; tripMs: number; rate: number | null }
  | { name: string; found: "no relay" | "relays" | "does not relay" };

const OPEN_MS = 8000;
const WATCH_MS = 3000;
const RELAY_MS = 5000;

export async function examine(token: string | null): Promise<Finding[]> {
  const socket = await converse("WebSocket", openWebSocket, token, "landmarks");
  const picture = drawnPicture();
  const camera = { stream: async () => picture.stream, token: () => token };
  const call = await converse("WebRTC", webRtc(camera), token, "video");
  picture.stop();
  return [socket, call, await relays(token)];
}

/** Connects, asks for one confirmation, and for video counts what is answered. */
async function converse(
  name: string,
  open: OpenTransport,
  token: string | null,
  source: "landmarks" | "video",
): Promise<Finding> {
  const dialled = performance.now();
  const heard = { welcome: 0, asked: 0, confirmed: 0, feedback: 0 };
  let code = "";
  let transport: Transport | null = null;
  await new Promise<void>((done) => {
    const late = setTimeout(done, OPEN_MS);
    const finish = (inMs: number) => {
      clearTimeout(late);
      setTimeout(done, inMs);
    };
    transport = open({
      opened: () => transport?.send({ type: "hello", version: VERSION, source, ...(token && { token }) }),
      received: (message) => {
        if (message.type === "welcome") {
          heard.welcome = performance.now();
          heard.asked = heard.welcome;
          transport?.send({ type: "set", cues: true });
        }
        if (message.type === "status" && !heard.confirmed) {
          heard.confirmed = performance.now();
          finish(source === "video" ? WATCH_MS : 0);
        }
        if (message.type === "feedback") heard.feedback += 1;
        if (message.type === "error" && message.fatal) code = message.code;
      },
      closed: () => finish(0),
    });
  });
  leave(transport);
  if (!heard.confirmed) return { name, found: "closed", code };
  return {
    name,
    found: "open",
    openMs: Math.round(heard.welcome - dialled),
    tripMs: Math.round(heard.confirmed - heard.asked),
    rate: source === "video" ? Math.round((heard.feedback * 1000) / WATCH_MS) : null,
  };
}

function leave(transport: Transport | null): void {
  transport?.send({ type: "stop" });
  transport?.close();
}

async function relays(token: string | null): Promise<Finding> {
  const name = "TURN";
  const headers = token ? { Authorization: `Bearer ${token}` } : undefined;
  const told = await fetch("/whip", { method: "OPTIONS", ...(headers && { headers }) }).catch(() => null);
  const servers = iceServers(told?.headers.get("Link") ?? null).filter(({ urls }) =>
    /^turns?:/.test(`${urls}`),
  );
  if (servers.length === 0) return { name, found: "no relay" };
  return { name, found: (await relayed(servers)) ? "relays" : "does not relay" };
}

/** Whether any of them gives us a relayed address. */
async function relayed(servers: RTCIceServer[]): Promise<boolean> {
  const connection = new RTCPeerConnection({ iceServers: servers, iceTransportPolicy: "relay" });
  connection.createDataChannel("practice");
  const found = new Promise<boolean>((done) => {
    setTimeout(() => done(false), RELAY_MS);
    connection.onicecandidate = ({ candidate }) => candidate?.type === "relay" && done(true);
  });
  await connection.setLocalDescription();
  const fine = await found;
  connection.close();
  return fine;
}

/** A moving square at 15 frames a second: no camera is asked for. */
function drawnPicture(): { stream: MediaStream; stop(): void } {
  const canvas = document.createElement("canvas");
  canvas.width = 640;
  canvas.height = 480;
  const paint = canvas.getContext("2d");
  let at = 0;
  const timer = setInterval(() => {
    at = (at + 8) % canvas.width;
    paint?.clearRect(0, 0, canvas.width, canvas.height);
    paint?.fillRect(at, 200, 80, 80);
  }, 66);
  const stream = canvas.captureStream(15);
  return {
    stream,
    stop: () => {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
    },
  };
}
