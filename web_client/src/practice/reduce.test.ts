import { expect, test } from "vitest";
import serverGolden from "../../../tests/wire/server.json";
import type { Cue, Feedback, Summary } from "../wire";
import { reduce } from "./reduce";
import { type PracticeEvent, type PracticeState, rateOf, start, viewKey } from "./state";

const seen = {
  ...serverGolden["feedback-live"],
  cue: null,
  holding: false,
  hold_s: 0,
} as unknown as Feedback;
const nobody = serverGolden["feedback-nobody"] as unknown as Feedback;
const cue = serverGolden["feedback-live"].cue as Cue;
const summary = serverGolden.summary as Summary;

const FREE_PLAN = { pose: null, side: null, led: false };

/** Replays timed events from the first state; `feedback` events are 100 ms old unless they say otherwise. */
function play(
  events: [at: number, event: PracticeEvent | Feedback][],
  pose: string | null = "warrior2",
  led = false,
): PracticeState {
  return events.reduce<PracticeState>((state, [at, event]) => {
    const told = event.type === "feedback" && "seq" in event ? asEvent(event) : (event as PracticeEvent);
    return reduce(state, told, at, { pose, side: null, led });
  }, start());
}
const asEvent = (feedback: Feedback): PracticeEvent => ({ type: "feedback", feedback, ageMs: 100 });

const partly: Feedback = { ...seen, presence: "partial", score: null };

const opened: [number, PracticeEvent][] = [
  [0, { type: "asked" }],
  [0, { type: "cameraReady" }],
  [0, { type: "welcome", resumed: false }],
];
const begun: [number, PracticeEvent | Feedback][] = [...opened, [0, { type: "startAnyway" }]];

test("the way in: asking, connecting, placing", () => {
  expect(play([]).name).toBe("asking");
  expect(play(opened.slice(0, 2)).name).toBe("connecting");
  expect(play(opened).name).toBe("placing");
});

test("a refused camera says so, and asking again leads back", () => {
  const refused: [number, PracticeEvent][] = [[0, { type: "cameraFailed", problem: "refused" }]];
  expect(play(refused)).toEqual({ name: "noCamera", problem: "refused" });
  expect(play([...refused, [1, { type: "asked" }], [2, { type: "cameraReady" }]]).name).toBe("connecting");
});

test("a whole body for 1.5 s starts the countdown, and the countdown the practice", () => {
  const came: [number, PracticeEvent | Feedback][] = [...opened, [0, partly], [0, seen]];
  expect(play([...came, [1400, seen]]).name).toBe("placing");
  expect(play([...came, [1500, seen]]).name).toBe("ready");
  const counted = (at: number) => play([...came, [1500, seen], [at, { type: "tick" }]]);
  expect(counted(1600)).toMatchObject({ name: "ready", second: 3 });
  expect(counted(3600)).toMatchObject({ name: "ready", second: 1 });
  expect(counted(4500).name).toBe("live");
});

test("whoever stands there whole at the first look is not asked to stand still first", () => {
  expect(play([...opened, [0, seen]]).name).toBe("ready");
  expect(play([...opened, [0, seen]], null).name).toBe("live");
});

test("free practice needs no countdown, and neither does who is already in the pose", () => {
  expect(play([...opened, [0, seen], [1500, seen]], null).name).toBe("live");
  expect(play([...opened, [100, { ...seen, holding: true }]]).name).toBe("live");
  expect(play([...opened, [50, partly], [100, { ...seen, holding: true }]], "tree").name).toBe("placing");
});

test("stepping out cancels the countdown after a short grace", () => {
  const counting: [number, PracticeEvent | Feedback][] = [...opened, [0, seen], [1500, seen], [2000, nobody]];
  expect(play([...counting, [2600, nobody]]).name).toBe("ready");
  expect(play([...counting, [2700, nobody]]).name).toBe("placing");
});

test("placing keeps the notice of the newest feedback", () => {
  expect(play([...opened, [0, nobody]])).toMatchObject({ notice: { text: "Step into the picture." } });
});

test("live follows the coach: entering, holding, cueing, praising, resting", () => {
  const hold = (hold_s: number): Feedback => ({ ...seen, holding: true, hold_s });
  const praise = { ...cue, n: 4, kind: "praise" as const };
  const phases = (events: [number, Feedback][]) => play([...begun, ...events]);
  expect(phases([[1, seen]])).toMatchObject({ phase: "entering" });
  expect(phases([[1, hold(6)]])).toMatchObject({ phase: "holding", holdS: 6 });
  expect(phases([[1, { ...hold(6), cue }]])).toMatchObject({ phase: "cueing", cue: { cue: { n: 3 } } });
  expect(phases([[1, { ...hold(6), cue: praise }]])).toMatchObject({ phase: "praising" });
  expect(
    phases([
      [1, hold(6)],
      [2, seen],
    ]),
  ).toMatchObject({ phase: "resting", holdS: 6 });
  expect(
    phases([
      [1, hold(6)],
      [2, seen],
      [4100, seen],
    ]),
  ).toMatchObject({ phase: "entering", holdS: 0 });
  expect(
    phases([
      [1, hold(3)],
      [2, seen],
    ]),
  ).toMatchObject({ phase: "entering" });
});

test("nobody for three seconds is away; coming back goes on", () => {
  const gone: [number, PracticeEvent | Feedback][] = [...begun, [0, nobody], [3000, nobody]];
  expect(play([...begun, [0, nobody], [2900, nobody]]).name).toBe("live");
  expect(play(gone).name).toBe("away");
  const back: [number, PracticeEvent | Feedback][] = [...gone, [4000, seen], [4700, seen]];
  expect(play(back)).toMatchObject({ name: "live", backAt: 4700 });
  expect(play([...back, [6700, seen]])).toMatchObject({ name: "live", backAt: null });
});

test("three minutes away end the practice", () => {
  const gone: [number, PracticeEvent | Feedback][] = [...begun, [0, nobody], [3000, nobody]];
  expect(play([...gone, [182_999, { type: "tick" }]]).name).toBe("away");
  expect(play([...gone, [183_000, { type: "tick" }]])).toMatchObject({ name: "ended", how: "away" });
});

test("a lost connection keeps the hold in sight and goes on after the next welcome", () => {
  const lost: [number, PracticeEvent | Feedback][] = [
    ...begun,
    [1, { ...seen, holding: true, hold_s: 18 }],
    [2, { type: "lost" }],
  ];
  expect(play(lost)).toMatchObject({ name: "reconnecting", holdS: 18, began: true });
  const back = (resumed: boolean) => play([...lost, [9, { type: "welcome", resumed }]]);
  expect(back(true)).toMatchObject({ name: "live", backAt: 9, holdS: 18 });
  expect(back(false)).toMatchObject({ name: "live", backAt: 9, holdS: 0 });
});

test("busy is told before a practice; in the middle of one it is a connection to wait for", () => {
  const busy: PracticeEvent = { type: "busy", retryAt: 20_000 };
  expect(play([...opened.slice(0, 2), [1, busy]])).toEqual({
    name: "busy",
    retryAt: 20_000,
  });
  expect(play([...begun, [1, busy]]).name).toBe("reconnecting");
});

test("pause leads back to where it came from", () => {
  const pause: [number, PracticeEvent] = [5, { type: "pause" }];
  const goOn: [number, PracticeEvent] = [6, { type: "goOn" }];
  expect(play([...begun, pause]).name).toBe("paused");
  expect(play([...begun, pause, goOn]).name).toBe("live");
  expect(play([...opened, pause, goOn]).name).toBe("placing");
  expect(play([pause]).name).toBe("asking");
});

test("ended stays ended, and takes the summary when it comes", () => {
  const ended = play([
    ...begun,
    [1, { type: "end", how: "asked" }],
    [2, seen],
    [3, { type: "welcome", resumed: false }],
  ]);
  expect(ended).toEqual({ name: "ended", how: "asked", summary: null, settled: false });
  expect(reduce(ended, { type: "summary", summary }, 4, FREE_PLAN)).toMatchObject({
    summary,
    settled: true,
  });
  expect(reduce(ended, { type: "noSummary" }, 4, FREE_PLAN)).toMatchObject({
    summary: null,
    settled: true,
  });
});

test("an end by the server takes its reason from the close that follows", () => {
  const told: [number, PracticeEvent][] = [
    [1, { type: "summary", summary }],
    [2, { type: "end", how: "timeUp" }],
  ];
  expect(play([...begun, ...told])).toMatchObject({ how: "timeUp", summary });
});

test("feedback that changes no words does not redraw the page", () => {
  const hold = (hold_s: number): Feedback => ({ ...seen, holding: true, hold_s });
  const key = (events: [number, Feedback][]) => viewKey(play([...begun, ...events]));
  expect(
    key([
      [1, hold(6)],
      [2, hold(6.1)],
    ]),
  ).toBe(key([[1, hold(6)]]));
  expect(key([[1, { ...hold(6), cue }]])).not.toBe(key([[1, hold(6)]]));
});

test("a pause is looked at for a hand that ends it, for three minutes and only where hands mean something", () => {
  const paused = play([...begun, [1000, { type: "pause" }]]);
  expect(rateOf(play(begun), false)).toBe("full");
  expect([rateOf(paused, true), rateOf(paused, false)]).toEqual(["few", "off"]);
  const plan = { pose: null, side: null, led: false };
  expect(rateOf(reduce(paused, { type: "tick" }, 180_999, plan), true)).toBe("few");
  expect(rateOf(reduce(paused, { type: "tick" }, 181_000, plan), true)).toBe("off");
});

test("a full coach is still told of when the camera comes on later", () => {
  const busy = play([
    [0, { type: "asked" }],
    [1, { type: "busy", retryAt: 9000 }],
    [2, { type: "cameraReady" }],
  ]);
  expect(busy).toEqual({ name: "busy", retryAt: 9000 });
});
