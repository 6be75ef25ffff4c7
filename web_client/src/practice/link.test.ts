import { afterEach, beforeEach, expect, test, vi } from "vitest";
import serverGolden from "../../../tests/wire/server.json";
import type { TransportEvents } from "../transports/transport";
import type { ClientMessage, ServerMessage } from "../wire";
import { Link, type LinkEvents } from "./link";

const golden = (name: keyof typeof serverGolden) => serverGolden[name] as unknown as ServerMessage;

let server: TransportEvents;
let sockets = 0;
let frames = 0;
let said: unknown[];
let heard: string[];
let link: Link;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  sockets = 0;
  frames = 0;
  said = [];
  heard = [];
  const note = (name: string) => () => void heard.push(name);
  const events: LinkEvents = {
    welcome: note("welcome"),
    lost: note("lost"),
    busy: note("busy"),
    closed: (how) => void heard.push(`closed ${how}`),
    feedback: (_feedback, ageMs) => void heard.push(`feedback ${Math.round(ageMs)}`),
    summary: note("summary"),
    reauth: note("reauth"),
    flow: ({ change }) => void heard.push(`flow ${change}`),
  };
  const open = (given: TransportEvents) => {
    server = given;
    sockets += 1;
    return {
      send: (message: ClientMessage) => void said.push(message),
      sendFrame: () => void frames++,
      backlog: () => 0,
      close: () => {},
    };
  };
  link = new Link(open, () => ({ type: "hello", version: 1 }), events);
  link.start();
  server.opened();
  server.received(golden("welcome"));
});
afterEach(() => vi.useRealTimers());

test("feedback is told with its age on the page's own clock, and frees its frame", () => {
  vi.advanceTimersByTime(1400);
  link.pacing.sent(7, performance.now());
  const captured_us = (performance.now() - 90) * 1000;
  server.received({ ...golden("feedback-live"), captured_us } as ServerMessage);
  expect(heard).toEqual(["welcome", "feedback 90"]);
  expect(link.pacing.inFlight).toBe(0);
});

test("an error about a frame frees it too", () => {
  link.pacing.sent(9, 0);
  server.received(golden("error-frame"));
  expect(link.pacing.inFlight).toBe(0);
});

test("frames over the server's limit are not sent, and the next are smaller", () => {
  const before = link.pacing.quality.side;
  expect(link.observe(1, 0, { kind: "picture", jpeg: new Uint8Array(600_000) })).toBe(false);
  expect(frames).toBe(0);
  expect(link.pacing.quality.side).toBeLessThan(before);
});

test("a picture goes out as a frame, a body as points and nothing else", () => {
  const body = { image: [[0.5, 0.5, 0, 1]], world: null, size: [640, 480] as [number, number] };
  expect(link.observe(1, 1000, { kind: "picture", jpeg: new Uint8Array(9) })).toBe(true);
  expect(frames).toBe(1);
  expect(link.observe(2, 2000.4, { kind: "body", body })).toBe(true);
  expect(frames).toBe(1);
  expect(said.at(-1)).toEqual({ type: "landmarks", seq: 2, captured_us: 2000, ...body });
});

test("a socket that is silent for three seconds is lost, after eight another is opened", () => {
  link.pacing.sent(1, performance.now());
  vi.advanceTimersByTime(2900);
  link.watch(performance.now());
  expect(heard).not.toContain("lost");
  vi.advanceTimersByTime(200);
  link.watch(performance.now());
  expect(heard).toContain("lost");
  expect(sockets).toBe(1);
  vi.advanceTimersByTime(5000);
  link.watch(performance.now());
  expect(sockets).toBe(2);
});

test("silence with nothing in flight is no loss", () => {
  vi.advanceTimersByTime(60_000);
  link.watch(performance.now());
  expect(heard).toEqual(["welcome"]);
});

test("how it closes is told in the practice's words", () => {
  server.closed(4401);
  expect(heard.at(-1)).toBe("closed notAuthenticated");
});

test("busy and restarting are told apart", () => {
  server.received(golden("error-busy"));
  server.closed(1013);
  expect(heard.at(-1)).toBe("busy");
});

test("after a loss the hello brings the newest secret, so that the session goes on", () => {
  const welcome = (resume: string | null) => ({ ...golden("welcome"), resume }) as ServerMessage;
  server.received(welcome("first"));
  server.closed(1006);
  vi.advanceTimersByTime(1000);
  server.opened();
  expect(said.at(-1)).toMatchObject({ type: "hello", resume: "first" });
  server.received(welcome("second"));
  link.again();
  server.opened();
  expect(said.at(-1)).toMatchObject({ resume: "second" });
});

test("without a secret, or after the end, the hello begins anew", () => {
  link.again();
  server.opened();
  expect(said.at(-1)).not.toHaveProperty("resume");
  server.received({ ...golden("welcome"), resume: "secret" } as ServerMessage);
  link.close();
  link.start();
  server.opened();
  expect(said.at(-1)).not.toHaveProperty("resume");
});
