// Hindi: what several sentences share.

import type { Side } from "../../wire";

export const sides: Record<Side, string> = { left: "बायाँ", right: "दायाँ" };

export const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
