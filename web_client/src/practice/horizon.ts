// Which way is down in the camera's picture: told by the device's sensors where the browser gives them unasked (SPEC 1.9).

import { effect } from "@preact/signals";
import { preferences } from "../storage";
import type { Control, Down, Horizon as Told } from "../wire";

/** Of getUserMedia's `facingMode`; a camera without one stands anywhere, and the device's sensors say nothing of it. */
export type Facing = "user" | "environment";

export interface Held {
  /** Degrees, as `deviceorientation` gives them. */
  beta: number;
  gamma: number;
  /** How far the screen is turned, `screen.orientation.angle`. */
  angle: number;
}

/** Less than this share of gravity across the picture tells no roll: the device lies flat. */
const FLAT = 0.5;
/** A change that is worth telling, degrees. */
const WORTH = 2;
const EVERY_MS = 1000;

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (radians: number) => (radians * 180) / Math.PI;

/** Down in the unmirrored picture of a device held like this; null where it lies flat. */
export function downOf({ beta, gamma, angle }: Held, facing: Facing): Down | null {
  const [b, g, a] = [radians(beta), radians(gamma), radians(angle)];
  // Gravity along the device's own axes: right, top, and out of the screen.
  const [x, y, z] = [Math.cos(b) * Math.sin(g), -Math.sin(b), -Math.cos(b) * Math.cos(g)];
  const [across, up] = [x * Math.cos(a) - y * Math.sin(a), x * Math.sin(a) + y * Math.cos(a)];
  if (Math.hypot(across, up) < FLAT) return null;
  // Who looks out of the screen has the device's right at the left.
  const toward = facing === "user" ? -1 : 1;
  return { roll: degrees(Math.atan2(toward * across, -up)), pitch: degrees(Math.asin(-toward * z)) };
}

/** Calls back at most once a second; returns its undo. Where the browser would ask for permission, never. */
function watchDown(facing: Facing, found: (down: Down | null) => void): () => void {
  if (typeof DeviceOrientationEvent === "undefined" || "requestPermission" in DeviceOrientationEvent)
    return () => {};
  let last = Number.NEGATIVE_INFINITY;
  const look = ({ beta, gamma, timeStamp }: DeviceOrientationEvent) => {
    if (beta === null || gamma === null || timeStamp - last < EVERY_MS) return;
    last = timeStamp;
    found(downOf({ beta, gamma, angle: screen.orientation?.angle ?? 0 }, facing));
  };
  window.addEventListener("deviceorientation", look);
  return () => window.removeEventListener("deviceorientation", look);
}

/** Tells the server what it is to go by, when that changes. */
export class Horizon {
  #down: Down | null = null;
  /** Null where it is not known what the server goes by. */
  #told: Told | null = "estimate";
  #unwatch = () => {};
  readonly #forget: () => void;

  constructor(readonly send: (control: Control) => void) {
    this.#forget = effect(() => this.#tell());
  }

  /** The camera that is on now. */
  watch(facing: Facing | null): void {
    this.#unwatch();
    this.#unwatch = () => {};
    this.see(null);
    if (facing) this.#unwatch = watchDown(facing, (down) => this.see(down));
  }

  see(down: Down | null): void {
    this.#down = down;
    this.#tell();
  }

  /** A new session estimates; of one that goes on it is not known what arrived. */
  welcomed(resumed: boolean): void {
    this.#told = resumed ? null : "estimate";
    this.#tell();
  }

  stop(): void {
    this.#unwatch();
    this.#forget();
  }

  #tell(): void {
    const wanted: Told = preferences.value.horizon ? (this.#down ?? "estimate") : "off";
    if (this.#told !== null && same(wanted, this.#told)) return;
    this.#told = wanted;
    this.send({ type: "set", horizon: wanted });
  }
}

function same(one: Told, other: Told): boolean {
  if (typeof one === "string" || typeof other === "string") return one === other;
  const apart = Math.abs(one.roll - other.roll);
  const tilted = Math.abs((one.pitch ?? 0) - (other.pitch ?? 0));
  return Math.min(apart, 360 - apart) < WORTH && tilted < WORTH;
}
