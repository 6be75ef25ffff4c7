// What was practised in this browser before there was an account, brought into the account.

import { ApiError, call } from "./api";
import type { components } from "./openapi";
import { forgetSummary, type KeptSummary } from "./storage";

/** The server keeps a practice once, however often it is sent. */
async function send({ summary, endedAt }: KeptSummary): Promise<void> {
  const body: components["schemas"]["GuestSession"] = { summary, ended_at: endedAt };
  await call("POST", "/api/sessions/import", body);
}

/** Oldest first. Each leaves this browser once the server has it; one that it refuses stays, and the others go on. */
export async function bring(
  kept: readonly KeptSummary[],
  into: (one: KeptSummary) => Promise<void> = send,
): Promise<void> {
  let refused: ApiError | null = null;
  for (const one of kept.toReversed()) {
    try {
      await into(one);
      forgetSummary(one.summary.session);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 422)) throw error;
      refused = error;
    }
  }
  if (refused) throw refused;
}
