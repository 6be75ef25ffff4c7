import { afterEach, beforeEach, expect, test } from "vitest";
import { prefer } from "../storage";
import type { Control, Down } from "../wire";
import { downOf, type Held, Horizon } from "./horizon";

const upright: Held = { beta: 90, gamma: 0, angle: 0 };

function rounded(down: Down | null): number[] | null {
  return down && [down.roll, down.pitch ?? 0].map((degrees) => Math.round(degrees) + 0);
}

test("a phone that stands upright sees down at the bottom, in whichever way its screen is turned", () => {
  expect(rounded(downOf(upright, "user"))).toEqual([0, 0]);
  expect(rounded(downOf({ beta: 0, gamma: -90, angle: 90 }, "user"))).toEqual([0, 0]);
  expect(rounded(downOf({ beta: 0, gamma: 90, angle: 270 }, "user"))).toEqual([0, 0]);
});

test("leaning back, the camera over the screen looks up and the one behind it down", () => {
  expect(rounded(downOf({ beta: 75, gamma: 0, angle: 0 }, "user"))).toEqual([0, -15]);
  expect(rounded(downOf({ beta: 75, gamma: 0, angle: 0 }, "environment"))).toEqual([0, 15]);
});

test("rolled to the right as one looks at it, down goes left for the camera over the screen", () => {
  const rolled: Held = { beta: 80, gamma: 90, angle: 0 };
  expect(rounded(downOf(rolled, "user"))).toEqual([-10, 0]);
  expect(rounded(downOf(rolled, "environment"))).toEqual([10, 0]);
});

test("a device that lies flat tells nothing", () => {
  expect(downOf({ beta: 5, gamma: 3, angle: 0 }, "user")).toBeNull();
});

let said: Control[];
let horizon: Horizon;
beforeEach(() => {
  prefer({ horizon: true });
  said = [];
  horizon = new Horizon((control) => said.push(control));
});

afterEach(() => horizon.stop());

const told = () => said.map((control) => (control.type === "set" ? control.horizon : null));

test("what the sensors say is told when it changes, and again to a new session", () => {
  horizon.welcomed(false);
  horizon.see({ roll: 8, pitch: -12 });
  horizon.see({ roll: 8.9, pitch: -12 });
  horizon.see({ roll: 12, pitch: -12 });
  horizon.welcomed(false);
  expect(told()).toEqual([
    { roll: 8, pitch: -12 },
    { roll: 12, pitch: -12 },
    { roll: 12, pitch: -12 },
  ]);
});

test("without sensors a new session is left to estimate, and one that goes on is told so", () => {
  horizon.watch("user");
  horizon.welcomed(false);
  expect(told()).toEqual([]);
  horizon.welcomed(true);
  expect(told()).toEqual(["estimate"]);
});

test("it can be off, before and in the middle", () => {
  prefer({ horizon: false });
  horizon.see({ roll: 8 });
  horizon.welcomed(false);
  prefer({ horizon: true });
  expect(told()).toEqual(["off", "off", { roll: 8 }]);
  horizon.stop();
  prefer({ horizon: false });
  expect(said.length).toBe(3);
});
