// The messages of wire version 1, by hand; server/stream/SPEC.md gives the rules and tests/wire/ holds the examples.

export const VERSION = 1;
export const SUBPROTOCOL = "yoga.v1";

export type Level = "beginner" | "intermediate" | "advanced";
export type Side = "left" | "right";
export type Presence = "whole" | "partial" | "several" | "nobody";

// ---------------------------------------------------------------- what the page says

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
}

/** Changes what is given; `pose` of "" means free practice. */
export interface SetMessage {
  type: "set";
  pose?: string;
  level?: Level;
  language?: string;
  mirrored?: boolean;
  cues?: boolean;
}

export interface Flow {
  type: "flow";
  action: "start" | "skip" | "stop";
  flow?: string;
}

export interface Pause {
  type: "pause";
  on: boolean;
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
}

export interface Status {
  type: "status";
  state: "live" | "paused" | "away" | "closing";
  pose: string | null;
  level: Level;
  language: string;
  message: string | null;
}

export interface EventMessage {
  type: "event";
  event: "saved" | "reauth";
  seq: number | null;
  message: string | null;
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
