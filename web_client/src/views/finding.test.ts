import { afterEach, expect, test } from "vitest";
import { LANGUAGES } from "../language";
import type { Finding } from "../transports/doctor";
import { speak } from "../words";
import { told } from "./finding";

const FOUND: Finding[] = [
  { name: "WebSocket", found: "open", openMs: 12, tripMs: 3, rate: null },
  { name: "WebRTC", found: "open", openMs: 250, tripMs: 4, rate: 14 },
  { name: "WebRTC", found: "closed", code: "busy" },
  { name: "WebRTC", found: "closed", code: "" },
  { name: "TURN", found: "no relay" },
  { name: "TURN", found: "relays" },
  { name: "TURN", found: "does not relay" },
];

afterEach(() => speak("en"));

test("what was found is told in one sentence for each figure", () => {
  expect(told(FOUND[1] as Finding)).toEqual({
    name: "WebRTC",
    fine: true,
    says: "Connects in 250 ms, round trip 4 ms. 14 frames a second answered.",
  });
  expect(FOUND.map((one) => told(one).fine)).toEqual([true, true, false, false, true, true, false]);
});

test("a refusal that has no words of its own is told as no connection", () => {
  const [busy, strange, silent] = ["busy", "time_up", ""].map(
    (code) => told({ name: "WebRTC", found: "closed", code }).says,
  );
  expect(busy).toBe("The coach is full right now.");
  expect(strange).toBe(silent);
});

test("every finding is told in every language in words of its own", async () => {
  const sentences = new Set<string>();
  for (const language of LANGUAGES) {
    await speak(language);
    for (const one of FOUND) sentences.add(told(one).says);
  }
  expect(sentences.size).toBe(LANGUAGES.length * FOUND.length);
});
