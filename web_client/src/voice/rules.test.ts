import { expect, test } from "vitest";
import serverGolden from "../../../tests/wire/server.json";
import type { Cue } from "../wire";
import { EMPTY, finished, isWanted, localVoice, offer, type Utterance, utteranceOf } from "./rules";

const say = (text: string, kind: Utterance["kind"] = "cue", issuedAt = 0): Utterance => ({
  text,
  kind,
  issuedAt,
});
const always = () => true;

test("into silence, an utterance begins at once", () => {
  expect(offer(EMPTY, say("a"))).toMatchObject({ cut: false, say: { text: "a" } });
});

test("one plays and only the newest waits", () => {
  let step = offer(EMPTY, say("a"));
  step = offer(step.queue, say("b"));
  step = offer(step.queue, say("c"));
  expect(step).toMatchObject({
    cut: false,
    say: null,
    queue: { playing: { text: "a" }, waiting: { text: "c" } },
  });
  expect(finished(step.queue, 100, always).say).toMatchObject({ text: "c" });
});

test("safety cuts what plays; praise gives way to anything waiting", () => {
  const busy = { playing: say("a"), waiting: say("b") };
  expect(offer(busy, say("Stop.", "safety"))).toMatchObject({ cut: true, say: { text: "Stop." } });
  expect(offer(busy, say("Yes.", "praise")).queue.waiting).toMatchObject({ text: "b" });
});

test("what waited over 1.5 s, or whose cue is cleared, is never said", () => {
  const cue = { ...say("a", "cue", 0), cue: 3 };
  const queue = { playing: say("x"), waiting: cue };
  expect(finished(queue, 1400, always).say).toBe(cue);
  expect(finished(queue, 1600, always).say).toBeNull();
  expect(finished(queue, 100, () => false)).toEqual({ queue: EMPTY, cut: false, say: null });
});

test("levels: full says all, cues only corrections and safety, quiet nothing", () => {
  const kinds = ["cue", "praise", "safety", "state"] as const;
  const said = (level: "full" | "cues" | "quiet") => kinds.filter((kind) => isWanted(kind, level));
  expect(said("full")).toEqual(kinds);
  expect(said("cues")).toEqual(["cue", "safety"]);
  expect(said("quiet")).toEqual([]);
});

test("an utterance dates from when its cue was issued", () => {
  expect(utteranceOf(serverGolden["feedback-live"].cue as Cue, 1000)).toMatchObject({
    issuedAt: 600,
    cue: 3,
  });
});

test("only a voice of this device speaks", () => {
  const remote = { localService: false, lang: "en-US", default: true };
  const local = { localService: true, lang: "en-GB", default: false };
  expect(localVoice([remote, local], "en")).toBe(local);
  expect(localVoice([remote], "en")).toBeNull();
  expect(localVoice([local], "de")).toBeNull();
});
