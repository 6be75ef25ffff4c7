// The messages of wire version 1, by hand; server/stream/SPEC.md gives the rules and tests/wire/ holds the examples.

export const VERSION = 1;
export const SUBPROTOCOL = "yoga.v1";

export type Level = "beginner" | "intermediate" | "advanced";
export type Side = "left" | "right";
export type Presence = "whole" | "partial" | "several" | "nobody";
export type Breath = "in" | "out";

// ---------------------------------------------------------------- what the page says

/** Where down is, as the camera sees it, in degrees. */
export interface Down {
  /** From the bottom of the unmirrored picture toward its right. */
  roll: number;
  /** How far the camera looks down. */
  pitch?: number;
}

/** What a device tells of its camera, or else whether the server estimates it. */
export type Horizon = Down | "estimate" | "off";

export interface Hello {
  type: "hello";
  version: number;
  token?: string;
  language?: string;
  pose?: string;
  level?: Level;
  source?: "jpeg" | "video" | "landmarks";
  mirrored?: boolean;
  resume?: string;
  /** False: of this practice no landmarks are kept, even where the account agreed to that. */
  keep_landmarks?: boolean;
  horizon?: Horizon;
}

/** Changes what is given; `pose` of "" means free practice. */
export interface SetMessage {
  type: "set";
  pose?: string;
  level?: Level;
  language?: string;
  mirrored?: boolean;
  horizon?: Horizon;
  /** False: nothing is said unasked. */
  cues?: boolean;
  /** True: say once what matters most now. */
  ask?: boolean;
}

/** One step of a class: gone through with one breath, else held; 0 is as long as the pose is held. */
export interface Step {
  pose: string;
  side?: Side | null;
  breath?: Breath | null;
  hold_s?: number;
  breaths?: number;
  instead?: string[];
  optional?: boolean;
  silent?: boolean;
  /** Which of the catalogue's `says` announces it; without it the pose's own words do. */
  say?: string | null;
}

/** Starts a flow by its id or a class by its steps, goes on to the next step, or ends it. */
export interface Flow {
  type: "flow";
  action: "start" | "skip" | "stop";
  flow?: string;
  steps?: Step[];
  /** What a class is called in the summary. */
  name?: string;
  /** Where to begin: how many steps are through already. */
  step?: number;
}

export interface Pause {
  type: "pause";
  on: boolean;
  /** True: frames are answered with landmarks all the same. */
  look?: boolean;
}

export interface Stop {
  type: "stop";
}

export interface Reauth {
  type: "reauth";
  token: string;
}

export interface LandmarksMessage {
  type: "landmarks";
  seq: number;
  captured_us: number;
  image: number[][] | null;
  world?: number[][] | null;
  size: [number, number];
}

export type Control = SetMessage | Flow | Pause | Stop | Reauth;
export type ClientMessage = Hello | Control | LandmarksMessage;

// ---------------------------------------------------------------- what the server says

export interface Limits {
  max_frames_per_s: number;
  max_frame_bytes: number;
  max_frame_side: number;
  max_frame_pixels: number;
  max_text_bytes: number;
  idle_timeout_s: number;
  session_limit_s: number;
  resume_window_s: number;
}

export interface Welcome {
  type: "welcome";
  version: number;
  session: string;
  limits: Limits;
  resumed: boolean;
  /** One-time secret for the next attach; null while resuming is off. */
  resume: string | null;
  /** The last frame that came before; the next one has a higher number. */
  last_seq: number;
  /** False for a guest: the server keeps nothing. */
  stored: boolean;
  language: string;
  pose: string | null;
  level: Level;
  engine: string;
}

export interface PoseReading {
  id: string;
  name: string;
  side: Side | null;
  confidence: number;
}

export interface JointReading {
  name: string;
  /** Degrees, or a body-length ratio where `unit` is "ratio". */
  angle: number;
  target: number;
  /** 0..100 */
  score: number;
  unit: "deg" | "ratio";
  /** One standard deviation of `angle`, in its unit, in this view. */
  uncertainty?: number | null;
}

export interface Cue {
  id: string;
  /** Counts the cues of a session from 1: a number is spoken once. */
  n: number;
  text: string;
  short: string;
  part: string;
  severity: number;
  kind: "correct" | "praise" | "safety";
  /** Seconds since it was first issued. */
  age_s: number;
  joints: string[];
}

export interface Notice {
  id: string;
  text: string;
  short: string;
}

export interface Spent {
  wait_ms: number;
  decode_ms: number;
  detect_ms: number;
  coach_ms: number;
  total_ms: number;
}

export interface FlowStep {
  /** Id of the pose. */
  pose: string;
  name: string;
  /** The lead side that is asked for; null where either will do. */
  side: Side | null;
  /** The breath that it is gone through with; null for a step that is held. */
  breath: Breath | null;
  /** 0 for a step of one breath. */
  hold_s: number;
  breaths: number;
  silent: boolean;
}

export interface StepResult {
  pose: string;
  name: string;
  side: Side | null;
  outcome: "done" | "short" | "skipped";
  hold_s: number;
  held_s: number;
  score: number | null;
}

export interface FlowProgress {
  /** Null for a class that was put together. */
  id: string | null;
  name: string;
  /** Steps that are through, so the number of the present one from 0. */
  step: number;
  of: number;
  /** Only in "holding" does time run: a flow waits. */
  state: "entering" | "holding" | "other_side" | "late" | "away";
  now: FlowStep;
  held_s: number;
  left_s: number;
  left_breaths: number;
  next: FlowStep | null;
}

export interface Announcement {
  id: string;
  text: string;
  short: string;
}

/** Something that happened once in a flow. */
export interface FlowChange {
  change: "started" | "step" | "reminder" | "other_side" | "finished" | "stopped";
  id: string | null;
  name: string;
  /** Steps that are through; `of` when all are. */
  step: number;
  of: number;
  /** Null when all steps are through, or the flow is ended. */
  now: FlowStep | null;
  next: FlowStep | null;
  /** How the step before went; null at the start. */
  last: StepResult | null;
  /** Null where there is nothing to say of it. */
  say: Announcement | null;
}

export interface Feedback {
  type: "feedback";
  seq: number;
  captured_us: number | null;
  rtp_time: number | null;
  carried: boolean;
  presence: Presence;
  notice: Notice | null;
  /** 33 × [x, y, z, visibility], normalised to the unmirrored picture. */
  landmarks: number[][] | null;
  unseen: string[];
  pose: PoseReading | null;
  score: number | null;
  joints: JointReading[];
  cue: Cue | null;
  hold_s: number;
  holding: boolean;
  spent: Spent;
  dropped: number;
  flow: FlowProgress | null;
}

export interface Status {
  type: "status";
  state: "live" | "paused" | "away" | "closing";
  pose: string | null;
  level: Level;
  language: string;
  message: string | null;
  flow: FlowProgress | null;
}

export interface EventMessage {
  type: "event";
  event: "saved" | "reauth" | "flow";
  seq: number | null;
  message: string | null;
  flow: FlowChange | null;
}

export interface ErrorMessage {
  type: "error";
  code: string;
  message: string;
  seq: number | null;
  retry_after_s: number | null;
  fatal: boolean;
}

export interface GoingAway {
  type: "going_away";
  resume_in_ms: number;
}

export interface HoldSummary {
  pose_id: string;
  pose_name: string;
  side: Side | null;
  start_s: number;
  hold_s: number;
  mean_score: number | null;
  best_score: number | null;
  fixed: string[];
  open: string[];
}

export interface FlowSummary {
  id: string | null;
  name: string;
  /** Null: the session ended in the middle of it. */
  ending: "finished" | "stopped" | null;
  of: number;
  /** Steps that were held long enough. */
  done: number;
  held_s: number;
  score: number | null;
  steps: StepResult[];
}

export type Ending =
  | "completed"
  | "interrupted"
  | "idle"
  | "limit"
  | "engine_failed"
  | "server_stopped"
  | "recovered";

export interface Summary {
  type: "summary";
  session: string;
  /** Its number in history; null when nothing was stored. */
  id: number | null;
  stored: boolean;
  ending: Ending;
  duration_s: number;
  frames_seen: number;
  frames_scored: number;
  frames_dropped: number;
  mean_score: number | null;
  best_score: number | null;
  cues_given: number;
  cues_fixed: number;
  holds: HoldSummary[];
  /** Mean score of each second; null where none. */
  scores: (number | null)[];
  flows: FlowSummary[];
}

export type ServerMessage = Welcome | Feedback | Status | EventMessage | ErrorMessage | GoingAway | Summary;

const TYPES: Record<ServerMessage["type"], true> = {
  welcome: true,
  feedback: true,
  status: true,
  event: true,
  error: true,
  going_away: true,
  summary: true,
};

/** One message of the server, or null for a type that this page does not know yet (SPEC 6.4). */
export function parse(text: string): ServerMessage | null {
  const message: unknown = JSON.parse(text);
  if (typeof message !== "object" || message === null || !("type" in message)) return null;
  return String(message.type) in TYPES ? (message as ServerMessage) : null;
}
