// What works from here, tried for real: both transports with a drawn picture for a camera, and each TURN server.

import { VERSION } from "../wire";
import type { OpenTransport, Transport } from "./transport";
import { iceServers, webRtc } from "./webrtc";
import { openWebSocket } from "./websocket";

export interface Finding {
  name: string;
  fine: boolean;
  says: string;
}

const OPEN_MS = 8000;
const WATCH_MS = 3000;
const RELAY_MS = 5000;

export async function examine(token: string | null): Promise<Finding[]> {
  const socket = await converse("WebSocket", openWebSocket, token, "landmarks");
  const picture = drawnPicture();
  const camera = { stream: () => picture.stream, token: () => token };
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
  let refusal = "";
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
        if (message.type === "error" && message.fatal) refusal = message.message;
      },
      closed: () => finish(0),
    });
  });
  leave(transport);
  if (!heard.confirmed) return { name, fine: false, says: refusal || "It does not connect from here." };
  const opened = Math.round(heard.welcome - dialled);
  const trip = Math.round(heard.confirmed - heard.asked);
  const rate = Math.round((heard.feedback * 1000) / WATCH_MS);
  const answered = source === "video" ? `, ${rate} frames a second answered` : "";
  return { name, fine: true, says: `Connects in ${opened} ms, round trip ${trip} ms${answered}.` };
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
  if (servers.length === 0) return { name, fine: true, says: "None is set up; a direct way is needed." };
  const fine = await relayed(servers);
  return { name, fine, says: fine ? "It relays." : "It is named, and does not answer from here." };
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
