// What was practised in this browser before there was an account, brought into the account.

import { ApiError, call } from "./api";
import type { components } from "./openapi";
import type { BestMoment } from "./practice/keepsake";
import { forgetSummary, type KeptSummary } from "./storage";

type Told = components["schemas"]["GuestSession"];

/** What the server is told of a practice: its summary, and where the joints were at its best moment. */
export function told({ summary, best, endedAt }: KeptSummary): Told {
  return { summary, ended_at: endedAt, best: best ? bestOf(best) : null };
}

function bestOf({ poseId, aspect, landmarks }: BestMoment): NonNullable<Told["best"]> {
  return { pose_id: poseId, aspect, landmarks };
}

/** The server keeps a practice once, however often it is sent. */
async function send(kept: KeptSummary): Promise<void> {
  await call("POST", "/api/sessions/import", told(kept));
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
