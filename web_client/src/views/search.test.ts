import { expect, test } from "vitest";
import type { PoseInfo } from "../api";
import { categories, found, NO_FILTERS, neighbours } from "./search";

function pose(change: Partial<PoseInfo>): PoseInfo {
  const plain = { name: "", sanskrit: "", aliases: [], description: "", category: "standing", sided: false };
  const level = { difficulty: "beginner", difficulty_rank: 1, language: "en" } as const;
  return { ...plain, ...level, view: "any", hold_s: 20, safety_only: false, ...change };
}

const POSES = {
  mountain: pose({ name: "Mountain Pose", sanskrit: "Tadasana" }),
  downdog: pose({
    name: "Downward-Facing Dog",
    sanskrit: "Adho Mukha Śvānāsana",
    aliases: ["Down Dog"],
    view: "side",
    category: "arm_support",
  }),
  warrior2: pose({ name: "Warrior II", view: "front", difficulty_rank: 3 }),
  chair: pose({ name: "Chair Pose", view: "side", difficulty: "intermediate", difficulty_rank: 4 }),
};
const search = (change: object) => found(POSES, { ...NO_FILTERS, ...change });

test("any name is found by the beginnings of its words, with or without marks", () => {
  expect(search({ text: "dog down" })).toEqual(["downdog"]);
  expect(search({ text: "svana" })).toEqual(["downdog"]);
  expect(search({ text: " TADA " })).toEqual(["mountain"]);
  expect(search({ text: "ountain" })).toEqual([]);
});

test("filters narrow together, and a pose of any view is in both", () => {
  expect(search({ view: "front" })).toEqual(["mountain", "warrior2"]);
  expect(search({ view: "side", level: "intermediate" })).toEqual(["chair"]);
  expect(search({ category: "arm_support", text: "mountain" })).toEqual([]);
  expect(search({})).toHaveLength(4);
});

test("neighbours are of the same category, the nearest first", () => {
  expect(neighbours(POSES, "warrior2")).toEqual(["mountain", "chair"]);
  expect(neighbours(POSES, "downdog")).toEqual([undefined, undefined]);
  expect(neighbours(POSES, "nothing")).toEqual([]);
  expect(categories(POSES)).toEqual(["standing", "arm_support"]);
});
