import { expect, test } from "vitest";
import clientGolden from "../../tests/wire/client.json";
import serverGolden from "../../tests/wire/server.json";
import type * as wire from "./wire";
import { parse } from "./wire";

// The compiler holds each shape to its type, the test holds it to the golden messages: so type and wire agree.
type Kind<V> = null extends V
  ? `${Kind<NonNullable<V>>}?`
  : [V] extends [string]
    ? "string"
    : [V] extends [number]
      ? "number"
      : [V] extends [boolean]
        ? "boolean"
        : [V] extends [readonly unknown[]]
          ? "array"
          : "object";
type Shape<T> = { [K in keyof T]-?: Kind<T[K]> };

const shapes: { [M in wire.ServerMessage as M["type"]]: Shape<M> } = {
  welcome: {
    type: "string",
    version: "number",
    session: "string",
    limits: "object",
    resumed: "boolean",
    resume: "string?",
    last_seq: "number",
    stored: "boolean",
    language: "string",
    pose: "string?",
    level: "string",
    engine: "string",
  },
  feedback: {
    type: "string",
    seq: "number",
    captured_us: "number?",
    rtp_time: "number?",
    carried: "boolean",
    presence: "string",
    notice: "object?",
    landmarks: "array?",
    unseen: "array",
    pose: "object?",
    score: "number?",
    joints: "array",
    cue: "object?",
    hold_s: "number",
    holding: "boolean",
    spent: "object",
    dropped: "number",
    flow: "object?",
  },
  status: {
    type: "string",
    state: "string",
    pose: "string?",
    level: "string",
    language: "string",
    message: "string?",
    flow: "object?",
  },
  event: { type: "string", event: "string", seq: "number?", message: "string?", flow: "object?" },
  error: {
    type: "string",
    code: "string",
    message: "string",
    seq: "number?",
    retry_after_s: "number?",
    fatal: "boolean",
  },
  going_away: { type: "string", resume_in_ms: "number" },
  summary: {
    type: "string",
    session: "string",
    id: "number?",
    stored: "boolean",
    ending: "string",
    duration_s: "number",
    frames_seen: "number",
    frames_scored: "number",
    frames_dropped: "number",
    mean_score: "number?",
    best_score: "number?",
    cues_given: "number",
    cues_fixed: "number",
    holds: "array",
    scores: "array",
    flows: "array",
  },
};

const pose: Shape<wire.PoseReading> = { id: "string", name: "string", side: "string?", confidence: "number" };
const joint: Shape<wire.JointReading> = {
  name: "string",
  angle: "number",
  target: "number",
  score: "number",
  unit: "string",
  uncertainty: "number?",
};
const cue: Shape<wire.Cue> = {
  id: "string",
  n: "number",
  text: "string",
  short: "string",
  part: "string",
  severity: "number",
  kind: "string",
  age_s: "number",
  joints: "array",
};
const hold: Shape<wire.HoldSummary> = {
  pose_id: "string",
  pose_name: "string",
  side: "string?",
  start_s: "number",
  hold_s: "number",
  mean_score: "number?",
  best_score: "number?",
  fixed: "array",
  open: "array",
};
const flowStep: Shape<wire.FlowStep> = {
  pose: "string",
  name: "string",
  side: "string?",
  breath: "string?",
  hold_s: "number",
  breaths: "number",
  silent: "boolean",
};
const stepResult: Shape<wire.StepResult> = {
  pose: "string",
  name: "string",
  side: "string?",
  outcome: "string",
  hold_s: "number",
  held_s: "number",
  score: "number?",
};
const flowProgress: Shape<wire.FlowProgress> = {
  id: "string?",
  name: "string",
  step: "number",
  of: "number",
  state: "string",
  now: "object",
  held_s: "number",
  left_s: "number",
  left_breaths: "number",
  next: "object?",
};
const flowChange: Shape<wire.FlowChange> = {
  change: "string",
  id: "string?",
  name: "string",
  step: "number",
  of: "number",
  now: "object?",
  next: "object?",
  last: "object?",
  say: "object?",
};
const announcement: Shape<wire.Announcement> = { id: "string", text: "string", short: "string" };
const flowSummary: Shape<wire.FlowSummary> = {
  id: "string?",
  name: "string",
  ending: "string?",
  of: "number",
  done: "number",
  held_s: "number",
  score: "number?",
  steps: "array",
};
const limits: Shape<wire.Limits> = {
  max_frames_per_s: "number",
  max_frame_bytes: "number",
  max_frame_side: "number",
  max_frame_pixels: "number",
  max_text_bytes: "number",
  idle_timeout_s: "number",
  session_limit_s: "number",
  resume_window_s: "number",
};

function expectShape(value: object, shape: Record<string, string>): void {
  expect(Object.keys(value).sort()).toEqual(Object.keys(shape).sort());
  for (const [key, field] of Object.entries(value)) {
    const kind = shape[key] ?? "";
    if (field === null) expect(kind, key).toMatch(/\?$/);
    else expect(Array.isArray(field) ? "array" : typeof field, key).toBe(kind.replace("?", ""));
  }
}

test.each(Object.entries(serverGolden))("server message %s has the shape of its type", (_name, golden) => {
  const message = parse(JSON.stringify(golden));
  expect(message).not.toBeNull();
  if (message) expectShape(message, shapes[message.type]);
});

test("the values inside the golden messages have the shapes of their types", () => {
  const live = serverGolden["feedback-live"];
  expectShape(live.pose, pose);
  expectShape(live.cue, cue);
  for (const reading of live.joints) expectShape(reading, joint);
  for (const held of serverGolden.summary.holds) expectShape(held, hold);
  expectShape(serverGolden.welcome.limits, limits);
  expectShape(live.flow, flowProgress);
  expectShape(live.flow.now, flowStep);
  expectShape(live.flow.next, flowStep);
  const change = serverGolden["event-flow"].flow;
  expectShape(change, flowChange);
  expectShape(change.last, stepResult);
  expectShape(change.say, announcement);
  for (const flow of serverGolden.summary.flows) expectShape(flow, flowSummary);
});

test("SPEC 6.4: a message of an unknown type is ignored", () => {
  expect(parse('{"type":"weather"}')).toBeNull();
  expect(parse("[]")).toBeNull();
});

test("what the page says can be said with its types", () => {
  const said: wire.ClientMessage[] = [
    { type: "hello", version: 1 },
    {
      type: "hello",
      version: 1,
      token: "header.payload.signature",
      language: "en",
      pose: "warrior2",
      level: "intermediate",
      source: "jpeg",
      mirrored: false,
      keep_landmarks: false,
      horizon: { roll: -4.5, pitch: 8 },
    },
    { type: "set", horizon: "off" },
    { type: "set", pose: "tree" },
    { type: "set", pose: "", level: "advanced", cues: false },
    { type: "set", ask: true },
    { type: "flow", action: "start", flow: "sun_salutation_a" },
    { type: "flow", action: "start", flow: "sun_salutation_a", step: 7 },
    {
      type: "flow",
      action: "start",
      name: "Hips, 10 minutes",
      steps: [
        { pose: "cow", breath: "in", say: "inhale_cow" },
        {
          pose: "warrior2",
          side: "right",
          hold_s: 25,
          breaths: 5,
          instead: ["high_lunge"],
          optional: true,
          silent: false,
        },
      ],
    },
    { type: "flow", action: "skip" },
    { type: "flow", action: "stop" },
    { type: "pause", on: true },
    { type: "pause", on: true, look: true },
    { type: "pause", on: false },
    { type: "reauth", token: "header.payload.signature" },
    { type: "stop" },
  ];
  const golden: unknown[] = Object.values(clientGolden);
  for (const message of said) expect(golden).toContainEqual(message);
});
