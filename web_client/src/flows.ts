// Flows of the library and classes made to measure, as the server tells them.

import { call, inOurs } from "./api";
import type { components } from "./openapi";

type Schemas = components["schemas"];

/** A step as the library tells it; `flow{start}` takes it as it is. */
export type ToldStep = Schemas["StepOut"];
/** `steps` are of one round, `of` counts those of all. */
export type FlowInfo = Schemas["FlowOut"];
/** `duration_s` is about, getting from one pose into the next included. */
export type MadeClass = Schemas["ClassOut"];

export const CLASS_MINUTES = [5, 10, 15, 20, 30, 45, 60] as const;
/** What a class leans towards. */
export const FOCUSES = ["all_round", "balance", "strength", "hips", "back", "legs", "calm"] as const;
export type Focus = (typeof FOCUSES)[number];
/** Another `seed` makes another class of the same kind. */
export type ClassWish = Pick<Schemas["ClassIn"], "minutes" | "level" | "focus" | "seed">;

export const flows = () => call<Record<string, FlowInfo>>("GET", inOurs("/api/flows"));
export const classOf = (wish: ClassWish) => call<MadeClass>("POST", inOurs("/api/classes"), wish);
