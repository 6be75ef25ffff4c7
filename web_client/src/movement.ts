// How somebody moved in a practice, where they agreed to keep it: loaded minute by minute, as it is watched.

import { call } from "./api";
import type { components } from "./openapi";

export interface Moment {
  /** Seconds since the session began. */
  t: number;
  /** 33 × [x, y, z, visibility], of the unmirrored picture. */
  points: number[][];
}

interface Stretch {
  moments: Moment[];
}

/** One request: half a megabyte at most. */
const STRETCH_S = 60;

interface Answer<T> {
  data: T;
}

async function stretch(id: number, fromS: number): Promise<Moment[]> {
  const path = `/api/sessions/${id}/landmarks?from_s=${fromS}&for_s=${STRETCH_S}`;
  return (await call<Answer<Stretch>>("GET", path)).data.moments;
}

/** The newest moment at or before `t`, if it is not long past; the moments are in order. */
export function momentAt(moments: readonly Moment[], t: number): Moment | null {
  const found = moments.findLast((moment) => moment.t <= t);
  return found && t - found.t < 1 ? found : null;
}

export class Movement {
  readonly #stretches = new Map<number, Promise<Moment[]>>();

  constructor(readonly id: number) {}

  /** Where the body was then; null where nobody was seen. Raises ApiError. */
  async at(t: number): Promise<Moment | null> {
    const begin = Math.floor(t / STRETCH_S) * STRETCH_S;
    return momentAt(await this.#load(begin), t);
  }

  #load(begin: number): Promise<Moment[]> {
    const known = this.#stretches.get(begin);
    if (known) return known;
    const loading = stretch(this.id, begin);
    this.#stretches.set(begin, loading);
    // Who watches on asks again.
    loading.catch(() => this.#stretches.delete(begin));
    return loading;
  }
}

type Timeline = components["schemas"]["Timeline"];

/** What is read of a session's timeline; `landmarks_until_at` is null where how the body moved is not kept. */
export type SessionTimeline = Pick<Timeline, "duration_s" | "best" | "landmarks_until_at">;
export type BestOf = NonNullable<Timeline["best"]>;

export const timelineOf = async (id: number) =>
  (await call<Answer<SessionTimeline>>("GET", `/api/sessions/${id}/timeline`)).data;
export const forgetMovement = (id: number) => call<unknown>("DELETE", `/api/sessions/${id}/landmarks`);
