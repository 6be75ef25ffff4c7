import { expect, test } from "vitest";
import { isFresh } from "../practice/cues";
import type { Cue } from "../wire";
import { RtpClock, wayOf } from "./rtp-clock";

const WAY = { roundTrip: 40, encoding: 5, interval: 33 };
const LEAST = 78;
const cue = { age_s: 0 } as Cue;

/** Answers to frames captured each 33 ms from 10 s on, each late by the given time beyond the least. */
function ages(late: number[], { spent = 12, start = 0, drift = 0 } = {}): number[] {
  const clock = new RtpClock();
  clock.way = WAY;
  return late.map((extra, n) => {
    const captured = 10_000 + 33 * n;
    const now = captured + LEAST + spent + extra;
    const rtp = (start + Math.round(33 * n * 90 * (1 + drift))) % 2 ** 32;
    return Math.round(now - clock.capturedAt(rtp, spent, now));
  });
}

test("an answer that was not held up is as old as the way and the server's work", () => {
  expect(ages([0, 0, 0])).toEqual([90, 90, 90]);
});

test("an answer that was held up is older by that", () => {
  expect(ages([0, 500, 1500, 0])).toEqual([90, 590, 1590, 90]);
});

test("a cue over a second old is neither shown nor spoken, over WebRTC too", () => {
  const [prompt = 0, late = 0] = ages([0, 950]);
  expect([isFresh(cue, prompt), isFresh(cue, late)]).toEqual([true, false]);
});

test("a delay that stays is not taken for the way within minutes", () => {
  const stays = ages([0, ...Array<number>(60 * 30).fill(2000)]);
  expect(stays.at(-1)).toBeGreaterThan(2000);
  expect(stays.at(-1)).toBeLessThan(2090);
});

test("clocks that drift apart by a tenth of a second an hour make nothing look old", () => {
  const hour = ages(Array<number>(60 * 60 * 30).fill(0), { drift: -3e-5 });
  expect(Math.max(...hour)).toBeLessThan(100);
});

test("RTP time may begin anew", () => {
  expect(ages([0, 0, 200], { start: 2 ** 32 - 4000 })).toEqual([90, 90, 290]);
});

test("a frame is never captured after its answer came", () => {
  const clock = new RtpClock();
  expect(clock.capturedAt(0, 0, 50)).toBe(50);
});

test("the way is read from the pair in use and the video that is sent", () => {
  const stats = [
    { type: "candidate-pair", nominated: false, currentRoundTripTime: 9 },
    { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.03 },
    { type: "outbound-rtp", kind: "video", framesEncoded: 100, totalEncodeTime: 0.4, framesPerSecond: 25 },
  ];
  expect(wayOf(stats, 0)).toEqual({ roundTrip: 30, encoding: 4, interval: 40 });
  expect(wayOf(stats, 20).roundTrip).toBe(20);
  expect(wayOf([], 20)).toEqual({ roundTrip: 20, encoding: 0, interval: 0 });
});
