import { beforeEach, expect, test } from "vitest";
import { ApiError } from "./api";
import { bring, told } from "./bring";
import { type KeptSummary, keepSummary, keptSummaries } from "./storage";
import type { Summary } from "./wire";

const summary = (session: string) =>
  ({ session, ending: "completed", duration_s: 60, holds: [], mean_score: null }) as unknown as Summary;
const here = () => keptSummaries.value.map((kept) => kept.summary.session);

beforeEach(() => {
  keptSummaries.value = [];
  for (const session of ["first", "second", "third"])
    keepSummary({ summary: summary(session), endedAt: "2026-03-04T12:00:00Z" });
});

test("each goes once, the oldest first, and stays here no longer", async () => {
  const sent: string[] = [];
  await bring(keptSummaries.value, async (one: KeptSummary) => {
    expect(here()).toContain(one.summary.session);
    sent.push(one.summary.session);
  });
  expect(sent).toEqual(["first", "second", "third"]);
  expect(here()).toEqual([]);
});

function refusing(status: number) {
  return bring(keptSummaries.value, async (one) => {
    if (one.summary.session === "second") throw new ApiError(status, "");
  });
}

test("without a server the rest stays here", async () => {
  await expect(refusing(0)).rejects.toThrow(ApiError);
  expect(here()).toEqual(["third", "second"]);
});

test("one that is refused does not hold up the others", async () => {
  await expect(refusing(422)).rejects.toThrow(ApiError);
  expect(here()).toEqual(["second"]);
});

test("the best moment is told with the shape of its picture, where there is one", () => {
  const [kept] = keptSummaries.value;
  if (!kept) throw new Error("nothing is kept");
  const landmarks = Array.from({ length: 33 }, () => [0.5, 0.5, 0, 1]);
  const best = { poseId: "tree", poseName: "Tree", side: null, score: 90, landmarks, aspect: 0.75 };
  expect(told({ ...kept, best }).best).toEqual({ pose_id: "tree", aspect: 0.75, landmarks });
  expect(told(kept).best).toBeNull();
});
