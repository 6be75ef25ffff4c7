// The sentences of the pose library.

import type { Level } from "../wire";
import { plural } from "./common";

const view = { front: "Face the camera", side: "Sideways to the camera", any: "Any way round" } as const;

export const libraryWords = {
  title: "Poses",
  search: "Search by any name",
  level: "Level",
  category: "Kind",
  camera: "Camera",
  any: "All",
  viewShort: { front: "Front", side: "Sideways", any: "Front or sideways" },
  view,
  none: "No pose like that.",
  clear: "Clear filters",
  count: (n: number) => plural(n, "pose", "poses"),
  /** Kinds come from the library; an unknown one is shown as it is written. */
  kind: (id: string) => (id.charAt(0).toUpperCase() + id.slice(1)).replaceAll("_", " "),
  dots: { beginner: 1, intermediate: 2, advanced: 3 } satisfies Record<Level, number>,
  timed: "I can time this one; I don't correct it.",
  hold: (seconds: number) => `${seconds} s`,
  try: "Try this pose",
  into: "How to get there",
  watch: "What I may say",
  safety: "Keep safe",
  stand: "Where to stand",
  standText: {
    front: "Two to three metres away, facing the camera.",
    side: "Two to three metres away, with one side to the camera.",
    any: "Two to three metres away, any way round.",
  },
  about: "In short",
  holdFor: "Hold",
  breaths: (n: number) => plural(n, "breath", "breaths"),
  drishti: "Look",
  lead: "Side",
  also: "Also called",
  easier: "Easier",
  harder: "Harder",
  yours: "Your practice",
  best: (seconds: number, score: number | null) =>
    score === null ? `Longest hold ${seconds} s.` : `Longest hold ${seconds} s, best score ${score}.`,
  last: (day: string) => `Last on ${day}.`,
  notYet: "Not practised yet.",
  missing: "There is no such pose here.",
  all: "All poses",
} as const;
