import { beforeEach, expect, test } from "vitest";
import serverGolden from "../../../tests/wire/server.json";
import { keptSummaries } from "../storage";
import type { Summary } from "../wire";
import { Keepsake } from "./keepsake";
import { Outcome } from "./outcome";

const summary = { ...serverGolden.summary, stored: false, frames_scored: 90 } as unknown as Summary;
const outcome = () => new Outcome(new Keepsake());

beforeEach(() => {
  keptSummaries.value = [];
});

test("a guest's practice is kept here, an account's is not, and one without a score by nobody", () => {
  outcome().summed({ ...summary, stored: true });
  outcome().summed({ ...summary, frames_scored: 0 });
  expect(keptSummaries.value).toEqual([]);
  expect(outcome().summed(summary)).toEqual({ type: "summary", summary });
  expect(keptSummaries.value.map((kept) => kept.summary.session)).toEqual([summary.session]);
});

test("a part that a restart cut off is shown only where no other part follows", () => {
  const cut = outcome();
  const part: Summary = { ...summary, ending: "server_stopped" };
  expect(cut.summed(part)).toBeNull();
  expect(cut.settled()).toEqual({ type: "summary", summary: part });
  expect(outcome().settled()).toEqual({ type: "noSummary" });
});
