// What somebody practises: whatever they like, one pose, a flow of the library, or a class made for them.

import type { Flow as FlowMessage, FlowProgress, Step } from "../wire";
import type { Plan } from "./state";

export type Aim =
  | { kind: "free" }
  | { kind: "pose"; id: string; name: string }
  | { kind: "flow"; id: string; name: string }
  | { kind: "class"; name: string; steps: Step[] };

export const FREE: Aim = { kind: "free" };

/** What `flow{start}` says for it, from a step on; null where nobody is led (SPEC 9.1, 9.2). */
export function flowStart(aim: Aim, step: number): FlowMessage | null {
  switch (aim.kind) {
    case "free":
    case "pose":
      return null;
    case "flow":
      return { type: "flow", action: "start", flow: aim.id, step };
    case "class":
      return { type: "flow", action: "start", steps: aim.steps, name: aim.name, step };
    default:
      return aim satisfies never;
  }
}

/** The pose that is to be taken now. */
export function planOf(aim: Aim, flow: FlowProgress | null): Plan {
  if (flow?.now) return { pose: flow.now.pose, side: flow.now.side, led: true };
  const led = aim.kind === "flow" || aim.kind === "class";
  return { pose: aim.kind === "pose" ? aim.id : null, side: null, led };
}
