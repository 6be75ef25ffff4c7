// Which poses of the library are shown: by name, level, category and how one stands to the camera.

import type { PoseInfo } from "../api";
import type { Level } from "../wire";

export interface Filters {
  text: string;
  level: Level | "";
  category: string;
  view: "front" | "side" | "";
}

export const NO_FILTERS: Filters = { text: "", level: "", category: "", view: "" };

/** "Pārśva" and "parsva" are the same to who types. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/** Every word that was typed begins a word of one of the pose's names. */
function isCalled(pose: PoseInfo, text: string): boolean {
  const names = [pose.name, pose.sanskrit, ...pose.aliases].flatMap((name) => fold(name).split(/[\s-]+/));
  return fold(text)
    .split(/\s+/)
    .every((word) => names.some((name) => name.startsWith(word)));
}

/** What most people begin with; then the easy ones, in the library's order. */
const FIRST = "mountain";
const rank = ([id, pose]: [string, PoseInfo]) => (id === FIRST ? 0 : pose.difficulty_rank);

/** Ids of the poses that pass, the easy ones first. A pose of any view passes both. */
export function found(poses: Readonly<Record<string, PoseInfo>>, filters: Filters): string[] {
  const { text, level, category, view } = filters;
  return Object.entries(poses)
    .filter(([, pose]) => level === "" || pose.difficulty === level)
    .filter(([, pose]) => category === "" || pose.category === category)
    .filter(([, pose]) => view === "" || pose.view === "any" || pose.view === view)
    .filter(([, pose]) => text.trim() === "" || isCalled(pose, text))
    .sort((a, b) => rank(a) - rank(b))
    .map(([id]) => id);
}

export function categories(poses: Readonly<Record<string, PoseInfo>>): string[] {
  return [...new Set(Object.values(poses).map((pose) => pose.category))];
}

/** The nearest easier pose of the same category, then the nearest harder one. */
export function neighbours(poses: Readonly<Record<string, PoseInfo>>, id: string): (string | undefined)[] {
  const here = poses[id];
  if (!here) return [];
  const like = Object.entries(poses).filter(([, pose]) => pose.category === here.category);
  const rank = ([, pose]: (typeof like)[number]) => pose.difficulty_rank;
  const easier = like.filter((pose) => rank(pose) < here.difficulty_rank).sort((a, b) => rank(b) - rank(a));
  const harder = like.filter((pose) => rank(pose) > here.difficulty_rank).sort((a, b) => rank(a) - rank(b));
  return [easier[0]?.[0], harder[0]?.[0]];
}
