import { afterEach, beforeEach, expect, test, vi } from "vitest";
import serverGolden from "../../tests/wire/server.json";
import { afterClose, backoff, Connection, type ConnectionState } from "./connection";
import type { TransportEvents } from "./transports/transport";
import type { ClientMessage, Hello, ServerMessage } from "./wire";

const calm = { attempt: 0, chance: 0.5, retryAfterS: null, resumeInMs: null };

test.each([
  [1011, "engineFailed"],
  [4400, "badMessage"],
  [4401, "notAuthenticated"],
  [4403, "notAllowed"],
  [4408, "timeUp"],
  [4409, "replaced"],
  [4413, "tooLarge"],
  [4429, "tooFast"],
])("SPEC 2.1: close code %i is a refusal, %s, and is not retried", (code, why) => {
  expect(afterClose(code, calm)).toEqual({ step: "refuse", why });
});

test("SPEC 2.1: 1000 finishes, 1012 and 1013 come again when the server said", () => {
  expect(afterClose(1000, calm)).toEqual({ step: "finish" });
  expect(afterClose(1012, { ...calm, resumeInMs: 1800 })).toMatchObject({ why: "restarting", inMs: 1800 });
  expect(afterClose(1013, { ...calm, retryAfterS: 7 })).toMatchObject({ why: "busy", inMs: 7000 });
});

test.each([1001, 1005, 1006, 1015])("a loss with code %i is retried", (code) => {
  expect(afterClose(code, calm)).toMatchObject({ step: "retry", why: "lost" });
});

test("waits grow, spread and have a bound", () => {
  expect(backoff(0, 0.5)).toBe(500);
  expect(backoff(3, 0.5)).toBe(4000);
  expect(backoff(30, 1)).toBe(12_500);
  expect(backoff(1, 0)).toBeLessThan(backoff(1, 1));
});

class Wires {
  readonly opened: TransportEvents[] = [];
  readonly said: ClientMessage[] = [];
  frames = 0;
  readonly open = (events: TransportEvents) => {
    this.opened.push(events);
    return {
      send: (message: ClientMessage) => void this.said.push(message),
      sendFrame: () => void this.frames++,
      backlog: () => 0,
      close: () => {},
    };
  };
  get last(): TransportEvents {
    const last = this.opened.at(-1);
    if (!last) throw new Error("nothing was opened");
    return last;
  }
}

const golden = (name: keyof typeof serverGolden) => serverGolden[name] as ServerMessage;
let wires: Wires;
let states: ConnectionState[];
let connection: Connection;
const hello: Hello = { type: "hello", version: 1, token: "t" };

beforeEach(() => {
  vi.useFakeTimers();
  wires = new Wires();
  states = [];
  connection = new Connection(wires.open, () => hello, { state: (s) => states.push(s), message: () => {} });
  connection.start();
});
afterEach(() => vi.useRealTimers());

const names = () => states.map((state) => state.name);

test("SPEC 1.3: hello is the first message, and nothing goes out before the welcome", () => {
  connection.send({ type: "pause", on: true });
  connection.sendFrame(new Uint8Array(17));
  wires.last.opened();
  expect(wires.said).toEqual([hello]);
  expect(wires.frames).toBe(0);
  wires.last.received(golden("welcome"));
  connection.sendFrame(new Uint8Array(17));
  expect(wires.frames).toBe(1);
  expect(names()).toEqual(["opening", "open"]);
});

test("a lost connection is opened again and says hello again", () => {
  wires.last.opened();
  wires.last.received(golden("welcome"));
  wires.last.closed(1006);
  expect(names()).toEqual(["opening", "open", "waiting"]);
  vi.advanceTimersByTime(1000);
  wires.last.opened();
  expect(wires.opened).toHaveLength(2);
  expect(wires.said).toEqual([hello, hello]);
});

test("busy waits as long as the server says", () => {
  wires.last.opened();
  wires.last.received(golden("error-busy"));
  wires.last.closed(1013);
  expect(states.at(-1)).toMatchObject({ name: "waiting", why: "busy" });
  vi.advanceTimersByTime(19_000);
  expect(wires.opened).toHaveLength(1);
  vi.advanceTimersByTime(2000);
  expect(wires.opened).toHaveLength(2);
});

test("a server that never says welcome counts as lost", () => {
  wires.last.opened();
  vi.advanceTimersByTime(10_000);
  expect(states.at(-1)).toMatchObject({ name: "waiting", why: "lost" });
});

test("a refusal carries the server's sentence and is final", () => {
  wires.last.received({ ...golden("error-busy"), code: "time_up", message: "Two hours." } as ServerMessage);
  wires.last.closed(4408);
  expect(states.at(-1)).toEqual({ name: "closed", why: "timeUp", message: "Two hours." });
  vi.advanceTimersByTime(60_000);
  expect(wires.opened).toHaveLength(1);
});

test("after close() nothing of the old socket is heard", () => {
  wires.last.opened();
  connection.close();
  wires.last.received(golden("welcome"));
  wires.last.closed(1006);
  vi.advanceTimersByTime(60_000);
  expect(names()).toEqual(["opening"]);
});
