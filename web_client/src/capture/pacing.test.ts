import { expect, test } from "vitest";
import { fitted, Pacing, QUALITIES } from "./pacing";

test("two frames may be in flight, and an answer frees its own and earlier places", () => {
  const pacing = new Pacing();
  pacing.sent(1, 0);
  pacing.sent(2, 100);
  expect(pacing.mayCapture(200, 0)).toBe(false);
  pacing.answered(2);
  expect(pacing.inFlight).toBe(0);
  expect(pacing.mayCapture(200, 0)).toBe(true);
});

test("a lost answer holds its place for two seconds only", () => {
  const pacing = new Pacing();
  pacing.sent(1, 0);
  pacing.sent(2, 0);
  expect(pacing.mayCapture(1900, 0)).toBe(false);
  expect(pacing.mayCapture(2100, 0)).toBe(true);
});

test("nothing is sent while the socket is backed up", () => {
  expect(new Pacing().mayCapture(0, 100_000)).toBe(false);
});

test("a 30 fps camera gives 15 frames a second, or what the server allows", () => {
  const count = (pacing: Pacing) => {
    let sent = 0;
    for (let frame = 0; frame < 90; frame++) {
      const now = (frame * 1000) / 30;
      if (!pacing.mayCapture(now, 0)) continue;
      pacing.sent(frame, now);
      pacing.answered(frame);
      sent++;
    }
    return sent / 3;
  };
  expect(count(new Pacing())).toBe(15);
  expect(count(new Pacing(5))).toBe(5);
});

test("late answers for three seconds ask for less, prompt ones for fifteen bring it back", () => {
  const pacing = new Pacing();
  for (let now = 0; now <= 3000; now += 100) pacing.aged(450, now);
  expect(pacing.quality).toBe(QUALITIES[1]);
  for (let now = 3100; now <= 18_100; now += 100) pacing.aged(80, now);
  expect(pacing.quality).toBe(QUALITIES[0]);
});

test("one late answer changes nothing, and there is a lowest quality", () => {
  const pacing = new Pacing();
  pacing.aged(900, 0);
  pacing.aged(100, 100);
  pacing.aged(900, 3100);
  expect(pacing.quality).toBe(QUALITIES[0]);
  for (let i = 0; i < 9; i++) pacing.tooLarge();
  expect(pacing.quality).toBe(QUALITIES.at(-1));
});

test("pictures shrink to the longest side and never grow", () => {
  expect(fitted(1280, 720, 640)).toEqual({ width: 640, height: 360 });
  expect(fitted(480, 640, 320)).toEqual({ width: 240, height: 320 });
  expect(fitted(320, 240, 640)).toEqual({ width: 320, height: 240 });
});

test("in a pause a few pictures are enough to see a raised hand by", () => {
  const pacing = new Pacing();
  pacing.few(true);
  pacing.sent(1, 0);
  pacing.answered(1);
  expect([pacing.mayCapture(240, 0), pacing.mayCapture(250, 0)]).toEqual([false, true]);
});
