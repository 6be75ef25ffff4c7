import { beforeEach, expect, test, vi } from "vitest";
import { best, PATIENCE_MS, type Way } from "./best";
import type { Transport, TransportEvents } from "./transport";
import { closeAfter, iceServers } from "./webrtc";

class Fake {
  readonly opened: TransportEvents[] = [];
  closed = 0;
  readonly open = (events: TransportEvents): Transport => {
    this.opened.push(events);
    return { send: () => {}, sendFrame: () => {}, backlog: () => 0, close: () => void this.closed++ };
  };
  get last(): TransportEvents {
    const last = this.opened.at(-1);
    if (!last) throw new Error("nothing was opened");
    return last;
  }
}

let video: Fake;
let socket: Fake;
let used: Way[];
let mayVideo: boolean;
let told: string[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("RTCPeerConnection", class {});
  [video, socket, used, mayVideo, told] = [new Fake(), new Fake(), [], true, []];
});

const make = () =>
  best({
    webrtc: video.open,
    websocket: socket.open,
    mayVideo: () => mayVideo,
    using: (way) => used.push(way),
  });
const events = {
  opened: () => told.push("opened"),
  received: () => {},
  closed: (c: number) => told.push(`${c}`),
};

test("WebRTC is used where it opens", () => {
  make()(events);
  video.last.opened();
  vi.advanceTimersByTime(2 * PATIENCE_MS);
  expect([used, told, socket.opened.length]).toEqual([["webrtc"], ["opened"], 0]);
});

test("after its patience the WebSocket is opened, and what WebRTC says later is not heard", () => {
  make()(events);
  vi.advanceTimersByTime(PATIENCE_MS);
  expect(video.closed).toBe(1);
  socket.last.opened();
  video.last.opened();
  expect([used, told]).toEqual([["websocket"], ["opened"]]);
});

test("a connection that fails at once falls back at once, and is not tried again", () => {
  const open = make();
  open(events);
  video.last.closed(1006);
  socket.last.opened();
  open(events);
  expect([video.opened.length, socket.opened.length, told]).toEqual([1, 2, ["opened"]]);
});

test.each([4401, 4403, 4429, 1013])("a refusal, %i, is no reason to try another way", (code) => {
  make()(events);
  video.last.closed(code);
  vi.advanceTimersByTime(PATIENCE_MS);
  expect([told, socket.opened.length]).toEqual([[`${code}`], 0]);
});

test("joints found in the page go over the WebSocket", () => {
  mayVideo = false;
  make()(events);
  expect([video.opened.length, socket.opened.length]).toEqual([0, 1]);
});

test("ICE servers are read out of Link headers", () => {
  const link =
    '<stun:a:3478>; rel="ice-server", <turn:b?transport=udp>; rel="ice-server"; username="1:y"; ' +
    'credential="x="; credential-type="password", </style.css>; rel="preload"';
  expect(iceServers(link)).toEqual([
    { urls: "stun:a:3478" },
    { urls: "turn:b?transport=udp", username: "1:y", credential: "x=" },
  ]);
  expect(iceServers(null)).toEqual([]);
});

test("SPEC 8.6: last messages stand for close codes", () => {
  const error = { type: "error", message: "", seq: null, retry_after_s: null } as const;
  expect(closeAfter({ ...error, code: "replaced", fatal: true })).toBe(4409);
  expect(closeAfter({ ...error, code: "bad_frame", fatal: false })).toBeNull();
  expect(closeAfter({ type: "going_away", resume_in_ms: 5 })).toBe(1012);
});
