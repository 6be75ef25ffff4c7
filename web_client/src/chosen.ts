// What an account has chosen, kept by the server and so the same in every browser.

import { call } from "./api";
import type { components } from "./openapi";

/** As far as the page reads it. `display_name`: with one, the account is on the leaderboard. */
export type Chosen = Pick<components["schemas"]["PreferencesOut"], "keep_landmarks" | "display_name">;

const answered = async (method: string, body?: Partial<Chosen>) =>
  (await call<{ data: Chosen }>(method, "/api/preferences", body)).data;

export const chosen = () => answered("GET");
export const choose = (change: Partial<Chosen>) => answered("PATCH", change);
