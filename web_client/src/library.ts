// The list of poses, asked for once a visit: the same for everybody, and it does not change.

import { type PoseInfo, poses } from "./api";

let asked: Promise<Record<string, PoseInfo>> | null = null;
let known: Record<string, PoseInfo> = {};

/** Raises ApiError; who asks again then asks anew. */
export function library(): Promise<Record<string, PoseInfo>> {
  asked ??= poses().then(
    (all) => {
      known = all;
      return all;
    },
    (error) => {
      asked = null;
      throw error;
    },
  );
  return asked;
}

/** How a pose is stood to the camera; as if any way while the list is not here. */
export function viewOf(pose: string): PoseInfo["view"] {
  return known[pose]?.view ?? "any";
}
