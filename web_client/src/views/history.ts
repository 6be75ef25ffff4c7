// What has been practised, wherever it is kept: one list of holds for an account and for a guest alike.

import { account } from "../account";
import { type SessionRecord, sessions } from "../api";
import { type KeptSummary, keptSummaries } from "../storage";
import type { Side } from "../wire";

export interface PastHold {
  poseId: string;
  poseName: string;
  side: Side | null;
  seconds: number;
  /** 0..100, or null where it was only timed. */
  score: number | null;
}

export interface PastSession {
  /** Of its page. */
  href: string;
  at: Date;
  seconds: number;
  holds: PastHold[];
}

/** The contract's `date` is UTC without saying so. */
export function moment(record: Pick<SessionRecord, "started_at" | "date">): Date {
  return new Date(record.started_at ?? `${record.date.replace(" ", "T")}Z`);
}

export function fromRecord(record: SessionRecord): PastSession {
  return {
    href: `/sessions/${record.id}`,
    at: moment(record),
    seconds: record.duration_s ?? record.duration * 60,
    holds: record.poses.map((pose) => ({
      poseId: pose.pose_id ?? pose.pose_name,
      poseName: pose.pose_name,
      side: pose.side,
      seconds: pose.hold_s ?? 0,
      // A session that was not streamed has no holds, and its accuracy is the score.
      score: pose.hold_s === null ? pose.accuracy : pose.score,
    })),
  };
}

export function fromKept({ summary, endedAt }: KeptSummary): PastSession {
  return {
    href: `/sessions/${summary.session}`,
    at: new Date(endedAt),
    seconds: summary.duration_s,
    holds: summary.holds.map((hold) => ({
      poseId: hold.pose_id,
      poseName: hold.pose_name,
      side: hold.side,
      seconds: hold.hold_s,
      score: hold.mean_score,
    })),
  };
}

/** Newest first. What a guest practised before the account was made stays part of it here. */
export async function history(): Promise<PastSession[]> {
  const stored = account.value ? (await sessions()).data.map(fromRecord) : [];
  const kept = keptSummaries.value.map(fromKept);
  return [...stored, ...kept].sort((a, b) => b.at.getTime() - a.at.getTime());
}
