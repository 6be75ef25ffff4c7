// The REST calls that the page makes; what they take and answer is typed by the server's own models.

import { account, loggedIn, logInExpired, logOut } from "./account";
import type { components } from "./openapi";
import { language } from "./words";

type Schemas = components["schemas"];

/** What the list tells of a pose. */
export type PoseInfo = Schemas["PoseSummary"];
/** What its own page tells besides. */
export type PoseDetail = Schemas["PoseInfo"];
/** `accuracy` is 0 where the pose is timed and not scored: `score` tells. */
export type SessionPose = Schemas["PoseOut"];
export type SessionRecord = Schemas["SessionOut"];
export type SessionDetail = Schemas["SessionDetail"];
export type Stats = Schemas["StatisticsOut"];
export type SignUp = Schemas["Signup"];

/** `status` 0: the server was not reached. `fields` maps a field to what is amiss with it, in English as `message` is. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly fields: Readonly<Record<string, string>> = {},
    readonly code = "",
  ) {
    super(message);
  }
}

interface Refused {
  detail?: unknown;
  code?: unknown;
  errors?: { loc: (string | number)[]; msg: string }[];
}

async function refused(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as Refused;
  const message = typeof body.detail === "string" ? body.detail : response.statusText;
  const fields = (body.errors ?? []).map(({ loc, msg }) => [String(loc.at(-1)), msg]);
  return new ApiError(response.status, message, Object.fromEntries(fields), String(body.code ?? ""));
}

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  const token = account.value?.token;
  const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
  const init: RequestInit = { method, headers };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  return fetch(path, init).catch(() => {
    throw new ApiError(0, "");
  });
}

/** The answer, asked for once more where only the token had run out. */
async function answerTo(method: string, path: string, body?: unknown): Promise<Response> {
  const response = await ask(method, path, body);
  if (response.status !== 401 || !account.value) return response;
  if (await renew()) return ask(method, path, body);
  logInExpired();
  return response;
}

export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await answerTo(method, path, body);
  if (!response.ok) throw await refused(response);
  return (await response.json()) as T;
}

/** A token this near its end is renewed before it is used for something long. */
const SOON_MS = 120_000;
let endsAt = 0;
let renewing: Promise<boolean> | null = null;

async function enter(response: Response): Promise<void> {
  if (!response.ok) throw await refused(response);
  const { access_token, fullname, email, expires_in } = (await response.json()) as Schemas["LoggedIn"];
  endsAt = performance.now() + expires_in * 1000;
  loggedIn({ token: access_token, fullname, email });
}

/** Another token by the cookie; false where there is none that is good. Calls at the same time share one. */
export function renew(): Promise<boolean> {
  renewing ??= ask("POST", "/auth/refresh")
    .then(enter)
    .then(
      () => true,
      () => false,
    )
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

/** Before a practice: a token that ends soon is renewed; without a log-in nothing happens. */
export async function renewSoon(): Promise<void> {
  if (account.value && performance.now() > endsAt - SOON_MS) await renew();
}

export const signUp = async (fields: SignUp) => enter(await ask("POST", "/auth/signup", fields));
export const logIn = async (email: string, password: string) =>
  enter(await ask("POST", "/auth/login", { email, password }));

/** Also where the server cannot be told: this browser forgets. */
export async function logOutHere(): Promise<void> {
  await ask("POST", "/auth/logout").catch(() => {});
  logOut();
}

/** The account and all that is kept of it. */
export async function deleteAccount(password: string): Promise<void> {
  await call("DELETE", "/auth/me", { password });
  logOut();
}

/** All that is kept of the account, as a file; or its sessions, as a table. */
export async function exported(part: "" | "/sessions.csv" = ""): Promise<Blob> {
  const response = await answerTo("GET", `/api/export${part}`);
  if (!response.ok) throw await refused(response);
  return response.blob();
}

const data = async <T>(path: string) => (await call<{ data: T }>("GET", path)).data;

/** Weeks and days of the statistics are those of the person. */
const timeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";

/** Names and texts of the library come in the language of the page, whatever the browser would ask for. */
export const inOurs = (path: string) => `${path}?lang=${language.value}`;
export const poses = () => call<Record<string, PoseInfo>>("GET", inOurs("/api/poses"));
export const pose = (id: string) =>
  call<PoseDetail>("GET", inOurs(`/api/poses/${encodeURIComponent(id)}/info`));
export const stats = () => data<Stats>(`/api/sessions/stats?tz=${encodeURIComponent(timeZone())}`);
/** Newest first; `next_before` leads on to older ones. */
export type SessionPage = Schemas["Page_list_SessionOut__"];
export const sessions = (limit = 100, before?: number) =>
  call<SessionPage>("GET", `/api/sessions?limit=${limit}${before ? `&before=${before}` : ""}`);
export const session = (id: number) => data<SessionDetail>(`/api/sessions/${id}`);
