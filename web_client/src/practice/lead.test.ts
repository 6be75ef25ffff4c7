import { beforeEach, expect, test } from "vitest";
import type { Control, FlowChange, FlowProgress } from "../wire";
import { Lead } from "./lead";

const change = (value: FlowChange["change"]) => ({ change: value }) as FlowChange;
const at = (step: number, held_s = 5): FlowProgress => ({
  ...{ id: "sun", name: "Sun", of: 12, state: "holding", left_s: 5, left_breaths: 1, next: null },
  step,
  held_s,
  now: { pose: "chair", name: "Chair", side: "left", breath: null, hold_s: 10, breaths: 2, silent: false },
});

let said: Control[];
let lead: Lead;
beforeEach(() => {
  said = [];
  lead = new Lead((control) => said.push(control));
  lead.choose({ kind: "flow", id: "sun", name: "Sun" });
});

test("a flow begins with each new session where the one before was, and goes on by itself in a resumed one", () => {
  lead.welcomed(false);
  lead.see(at(4));
  lead.welcomed(true);
  lead.welcomed(false);
  expect(said).toEqual([
    { type: "flow", action: "start", flow: "sun", step: 0 },
    { type: "flow", action: "start", flow: "sun", step: 4 },
  ]);
});

test("the plan is the present step's pose and side", () => {
  expect(lead.plan).toEqual({ pose: null, side: null, led: true });
  lead.see(at(2));
  expect(lead.plan).toEqual({ pose: "chair", side: "left", led: true });
  lead.changed(change("finished"));
  expect(lead.plan).toEqual({ pose: null, side: null, led: false });
});

test("on, again, and again at once, which is the step before", () => {
  lead.next();
  expect(said).toEqual([]);
  lead.see(at(3));
  lead.next();
  lead.again();
  lead.see(at(3, 0.5));
  lead.again();
  lead.leave();
  expect(said).toEqual([
    { type: "flow", action: "skip" },
    { type: "flow", action: "start", flow: "sun", step: 3 },
    { type: "flow", action: "start", flow: "sun", step: 2 },
    { type: "flow", action: "stop" },
  ]);
});

test("a class travels as its steps; a pose or nothing is no flow", () => {
  const steps = [{ pose: "tree", hold_s: 20 }];
  lead.choose({ kind: "class", name: "Class", steps });
  lead.welcomed(false);
  lead.choose({ kind: "pose", id: "tree", name: "Tree" });
  lead.welcomed(false);
  expect(said).toEqual([{ type: "flow", action: "start", steps, name: "Class", step: 0 }]);
  expect(lead.plan).toEqual({ pose: "tree", side: null, led: false });
});

test("a step that is done again ends its flow first, which is not the end", () => {
  lead.see(at(3));
  lead.again();
  expect(lead.changed(change("stopped"))).toBe(false);
  expect(lead.changed(change("started"))).toBe(false);
  lead.see(at(3, 0));
  lead.again();
  expect(said.at(-1)).toEqual({ type: "flow", action: "start", flow: "sun", step: 2 });
  lead.changed(change("stopped"));
  lead.changed(change("started"));
  expect(lead.changed(change("stopped"))).toBe(true);
  expect(lead.plan.led).toBe(false);
});

test("what is chosen in the middle of a flow outlives that flow's end", () => {
  lead.see(at(3));
  lead.aimAt({ kind: "flow", id: "moon", name: "Moon" });
  expect(lead.changed(change("stopped"))).toBe(false);
  expect(lead.plan.led).toBe(true);
  expect(said.at(-1)).toEqual({ type: "flow", action: "start", flow: "moon", step: 0 });
});
