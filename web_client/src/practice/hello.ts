// How the page introduces itself on each connection of a practice.

import { account } from "../account";
import type { Place } from "../capture/reader";
import { preferences } from "../storage";
import { type Hello, VERSION } from "../wire";
import { language } from "../words";
import type { Aim } from "./aim";

export function helloOf(aim: Aim, place: Place): Hello {
  const token = account.value?.token;
  return {
    type: "hello",
    version: VERSION,
    language: language.value,
    level: preferences.value.level,
    source: place === "device" ? "landmarks" : "jpeg",
    mirrored: false,
    ...(token && { token }),
    ...(aim.kind === "pose" && { pose: aim.id }),
  };
}
