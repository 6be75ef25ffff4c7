import { expect, test } from "vitest";
import { Meter } from "./meter";

test("answers of the last three seconds are counted, and half of them were shown sooner", () => {
  const meter = new Meter();
  expect(meter.read(0)).toEqual({ answered: 0, shownMs: null });
  for (let n = 0; n < 45; n++) meter.painted(n * 66 - (n % 2 ? 80 : 120), n * 66);
  expect(meter.read(2970)).toEqual({ answered: 15, shownMs: 120 });
  expect(meter.read(10_000)).toEqual({ answered: 0, shownMs: null });
});
