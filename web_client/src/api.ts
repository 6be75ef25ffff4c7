// The REST calls that the page makes, with the fields it reads.

import { account, loggedIn, logInExpired } from "./account";
import type { Ending, Level, Side } from "./wire";

/** What the list tells of a pose. */
export interface PoseInfo {
  name: string;
  sanskrit: string;
  aliases: string[];
  description: string;
  difficulty: Level;
  /** 1 to 10. */
  difficulty_rank: number;
  category: string;
  sided: boolean;
  view: "front" | "side" | "any";
  /** Seconds, for a beginner. */
  hold_s: number;
  /** Timed, neither scored nor corrected. */
  safety_only: boolean;
}

/** What its own page tells besides. */
export interface PoseDetail {
  pose_name: string;
  steps: string[];
  lead: string;
  breaths: number;
  drishti: string;
  safety: string;
  faults: string[];
}

export interface SessionPose {
  pose_name: string;
  pose_id: string | null;
  side: Side | null;
  /** 0 where the pose is timed and not scored: `score` tells. */
  accuracy: number;
  score: number | null;
  best: number | null;
  start_s: number | null;
  hold_s: number | null;
  feedback: string[];
  improvements: string[];
}

export interface SessionRecord {
  id: number;
  public_id: string | null;
  date: string;
  started_at: string | null;
  ended_at: string | null;
  duration: number;
  duration_s: number | null;
  ending: Ending | null;
  /** `live` while it runs or may be resumed: its totals may still grow. */
  state: "live" | "closed";
  avg_accuracy: number;
  best_score: number | null;
  frames_seen: number | null;
  frames_dropped: number | null;
  cues_given: number | null;
  cues_fixed: number | null;
  total_poses: number;
  poses: SessionPose[];
}

export interface SessionDetail extends SessionRecord {
  /** Mean score of each second; null where none. */
  scores: (number | null)[] | null;
}

export interface Stats {
  sessions_this_week: number;
  mindful_minutes: number;
  current_streak: number;
  total_avg_accuracy: number;
}

export interface SignUp {
  fullname: string;
  email: string;
  password: string;
  sex: string;
  dob: string;
}

/** `status` 0: the server was not reached. `fields` maps a field to what is amiss with it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly fields: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

interface Refused {
  detail?: unknown;
  errors?: { loc: (string | number)[]; msg: string }[];
}

async function refused(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as Refused;
  const message = typeof body.detail === "string" ? body.detail : response.statusText;
  const fields = (body.errors ?? []).map(({ loc, msg }) => [String(loc.at(-1)), msg]);
  return new ApiError(response.status, message, Object.fromEntries(fields));
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const token = account.value?.token;
  const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
  const init: RequestInit = { method, headers };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  const response = await fetch(path, init).catch(() => {
    throw new ApiError(0, "");
  });
  if (response.ok) return (await response.json()) as T;
  if (response.status === 401 && token) logInExpired();
  throw await refused(response);
}

interface TokenAnswer {
  access_token: string;
  fullname: string;
  email: string;
}

async function enter(path: string, body: unknown): Promise<void> {
  const { access_token, fullname, email } = await call<TokenAnswer>("POST", path, body);
  loggedIn({ token: access_token, fullname, email });
}

export const signUp = (fields: SignUp) => enter("/auth/signup", fields);
export const logIn = (email: string, password: string) => enter("/auth/login", { email, password });

const data = async <T>(path: string) => (await call<{ data: T }>("GET", path)).data;

/** Weeks and days of the statistics are those of the person. */
const timeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";

export const poses = () => call<Record<string, PoseInfo>>("GET", "/api/poses");
export const pose = (id: string) => call<PoseDetail>("GET", `/api/poses/${encodeURIComponent(id)}/info`);
export const stats = () => data<Stats>(`/api/sessions/stats?tz=${encodeURIComponent(timeZone())}`);
export const sessions = () => data<SessionRecord[]>("/api/sessions");
export const session = (id: number) => data<SessionDetail>(`/api/sessions/${id}`);
