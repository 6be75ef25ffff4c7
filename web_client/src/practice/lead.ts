// Leads through a flow or a class: begins it on each new session, knows where it stands, goes on or back.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Control, FlowChange, FlowProgress } from "../wire";
import { type Aim, FREE, flowStart, planOf } from "./aim";
import type { Plan } from "./state";

/** Whoever goes back this soon after a step began means the one before. */
const AGAIN_S = 1.5;

export class Lead {
  readonly #aim = signal<Aim>(FREE);
  readonly aim: ReadonlySignal<Aim> = this.#aim;
  #flow: FlowProgress | null = null;
  /** Steps that are through, which another session need not do again. */
  #through = 0;
  /** A flow was begun while another went on, whose end is still to be told and means nothing. */
  #anew = false;

  constructor(readonly send: (control: Control) => void) {}

  get plan(): Plan {
    return planOf(this.#aim.value, this.#flow);
  }

  /** Before a practice, when nothing can be sent yet, or in the middle of one. */
  aimAt(aim: Aim): void {
    this.leave();
    this.choose(aim);
    this.send({ type: "set", pose: aim.kind === "pose" ? aim.id : "" });
    this.#start(0);
  }

  /** The name of what is practised, as it becomes known. */
  called(aim: Aim, name: string): void {
    if (this.#aim.value === aim && aim.kind !== "free") this.#aim.value = { ...aim, name };
  }

  /** Nothing is sent: the hello of a session and `welcomed` tell. */
  choose(aim: Aim): void {
    this.#anew = this.#flow !== null;
    this.#aim.value = aim;
    this.#flow = null;
    this.#through = 0;
  }

  /** A session that was resumed goes on by itself (SPEC 9.2). */
  welcomed(resumed: boolean): void {
    if (resumed) return;
    this.#anew = false;
    this.#start(this.#through);
  }

  see(flow: FlowProgress | null): void {
    this.#flow = flow;
    if (flow) this.#through = flow.step;
  }

  /** Whether this is the end of what was chosen. */
  changed({ change }: FlowChange): boolean {
    if (change === "started") this.#anew = false;
    const over = change === "finished" || (change === "stopped" && !this.#anew);
    if (over) this.choose(FREE);
    return over;
  }

  next(): void {
    if (this.#flow) this.send({ type: "flow", action: "skip" });
  }

  /** The present step from its beginning; who has only just begun it gets the one before. */
  again(): void {
    if (!this.#flow) return;
    const { step, held_s } = this.#flow;
    this.#anew = true;
    this.#start(Math.max(0, held_s < AGAIN_S ? step - 1 : step));
  }

  leave(): void {
    if (this.#flow) this.send({ type: "flow", action: "stop" });
  }

  #start(step: number): void {
    const start = flowStart(this.#aim.value, step);
    if (start) this.send(start);
  }
}
