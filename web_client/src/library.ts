// The list of poses, asked for once a visit and language: the same for everybody, and it does not change.

import { type PoseInfo, poses } from "./api";
import type { Language } from "./language";
import { language } from "./words";

const asked = new Map<Language, Promise<Record<string, PoseInfo>>>();
let known: Record<string, PoseInfo> = {};

/** Raises ApiError; who asks again then asks anew. */
export function library(): Promise<Record<string, PoseInfo>> {
  const told = language.value;
  const before = asked.get(told);
  if (before) return before;
  const list = poses().then(
    (all) => {
      known = all;
      return all;
    },
    (error) => {
      asked.delete(told);
      throw error;
    },
  );
  asked.set(told, list);
  return list;
}

/** How a pose is stood to the camera; as if any way while the list is not here. */
export function viewOf(pose: string): PoseInfo["view"] {
  return known[pose]?.view ?? "any";
}
