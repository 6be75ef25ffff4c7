// What an account has chosen, kept by the server and so the same in every browser.

import { call } from "./api";

/** As far as the page reads it. */
export interface Chosen {
  /** Consent to keep how the body moved, to be watched again. */
  keep_landmarks: boolean;
}

const answered = async (method: string, body?: Partial<Chosen>) =>
  (await call<{ data: Chosen }>(method, "/api/preferences", body)).data;

export const chosen = () => answered("GET");
export const choose = (change: Partial<Chosen>) => answered("PATCH", change);
