import { afterEach, expect, test, vi } from "vitest";
import { type Moment, Movement, momentAt } from "./movement";

const moment = (t: number): Moment => ({ t, points: [[t, 0, 0, 1]] });

afterEach(() => vi.unstubAllGlobals());

test("the moment is the newest one that has been, unless it is long past", () => {
  const moments = [moment(0), moment(0.1), moment(5)];
  expect(momentAt(moments, 0.15)?.t).toBe(0.1);
  expect(momentAt(moments, 3)).toBeNull();
  expect(momentAt(moments, 5)?.t).toBe(5);
  expect(momentAt([], 1)).toBeNull();
});

test("a minute is asked for once, and again where it could not be had", async () => {
  const asked: string[] = [];
  let broken = true;
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    if (broken) throw new TypeError("no network");
    return new Response(JSON.stringify({ data: { moments: [moment(61)] } }));
  });
  const movement = new Movement(7);
  await expect(movement.at(61)).rejects.toThrow();
  broken = false;
  expect((await movement.at(61))?.t).toBe(61);
  expect((await movement.at(61.5))?.t).toBe(61);
  expect(asked).toEqual(Array(2).fill("/api/sessions/7/landmarks?from_s=60&for_s=60"));
});
