import { expect, test } from "vitest";
import serverGolden from "../../../tests/wire/server.json";
import type { Cue } from "../wire";
import { sayingFor } from "./sayings";
import type { Live, PracticeState } from "./state";

const cue = serverGolden["feedback-live"].cue as Cue;
const live = (change: Partial<Live> = {}): Live => ({
  name: "live",
  phase: "holding",
  since: 0,
  cue: null,
  lastN: 0,
  notice: null,
  holdS: 0,
  nobodySince: null,
  backAt: null,
  announced: null,
  over: null,
  ...change,
});
const cued = (change: Partial<Cue>) =>
  live({ cue: { cue: { ...cue, ...change }, since: 0, standing: true } });
const away: PracticeState = { name: "away", since: 0, holdS: 0, seenSince: null };
const placing = (id: string | null): PracticeState => ({
  name: "placing",
  since: 0,
  looked: true,
  goodSince: null,
  notice: id === null ? null : { id, text: "One step back.", short: "One step\nback" },
});
const say = (before: PracticeState, after: PracticeState) => sayingFor(before, after, 1000, "Tree");

test("a new cue is spoken, or told by a tone where there is no voice; the same cue again is silent", () => {
  expect(say(live(), cued({}))).toMatchObject({
    utterance: { text: cue.text, kind: "cue" },
    otherwise: "cue",
  });
  expect(say(cued({}), cued({ age_s: 3 }))).toBeNull();
});

test("praise has its tone, safety its own", () => {
  expect(say(live(), cued({ kind: "praise" }))).toMatchObject({
    tone: "fixed",
    utterance: { kind: "praise" },
  });
  expect(say(live(), cued({ kind: "safety" }))).toMatchObject({
    tone: "safety",
    utterance: { kind: "safety" },
  });
});

test("a notice is spoken when it changes", () => {
  expect(say(placing(null), placing("a"))?.utterance?.text).toBe("One step back.");
  expect(say(placing("a"), placing("a"))).toBeNull();
});

test("a hold begins and ends with a word; leaving and returning are told", () => {
  expect(say(live({ phase: "entering" }), live())).toMatchObject({ tone: "holdBegins" });
  expect(say(live(), live({ phase: "resting" }))).toMatchObject({ tone: "holdDone" });
  expect(say(live(), away)).toMatchObject({ tone: "left" });
  expect(say(away, live())).toMatchObject({ tone: "back" });
  expect(say(live({ phase: "cueing" }), live())).toBeNull();
});

test("each second of the countdown has its tone, and so has its end", () => {
  const ready = (second: number): PracticeState => ({ name: "ready", since: 0, second, lostSince: null });
  expect(say(placing(null), ready(3))).toMatchObject({ utterance: { text: "Tree. Three, two, one." } });
  expect(say(ready(3), ready(2))).toEqual({ tone: "count" });
  expect(say(ready(2), ready(2))).toBeNull();
  expect(say(ready(1), live())).toEqual({ tone: "go" });
});
