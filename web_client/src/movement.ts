// How somebody moved in a practice, where they agreed to keep it: loaded minute by minute, as it is watched.

import { call } from "./api";
import type { components } from "./openapi";

type Schemas = components["schemas"];

/** Where the body was, `t` seconds since the session began. */
export type Moment = Schemas["MomentOut"];

/** One request: half a megabyte at most. */
const STRETCH_S = 60;

async function stretch(id: number, fromS: number): Promise<Moment[]> {
  const path = `/api/sessions/${id}/landmarks?from_s=${fromS}&for_s=${STRETCH_S}`;
  return (await call<Schemas["Answer_Movement_"]>("GET", path)).data.moments;
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

export const timelineOf = async (id: number) =>
  (await call<Schemas["Answer_Timeline_"]>("GET", `/api/sessions/${id}/timeline`)).data;
export const forgetMovement = (id: number) => call<unknown>("DELETE", `/api/sessions/${id}/landmarks`);
