// French: what several sentences share.

import type { Side } from "../../wire";

export const sides: Record<Side, string> = { left: "à gauche", right: "à droite" };

/** None is singular in French. */
export const plural = (n: number, one: string, many: string) => `${n} ${n < 2 ? one : many}`;
