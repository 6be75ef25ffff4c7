// Whether a practice may begin without being asked for once more: on a later visit, by a click within the page.

import type { Place } from "../capture/reader";

export interface Visit {
  /** Where the joints are to be found now, and where they were when the camera was last turned on by a click. */
  place: Place;
  turnedOn: Place | null;
  /** Whether somebody has done something on this page: a camera that goes on by loading a page would frighten. */
  active: boolean;
  permission: PermissionState | null;
}

/** Who has read where the picture goes, and has let the browser use the camera for good, is asked nothing twice. */
export function startsAtOnce({ place, turnedOn, active, permission }: Visit): boolean {
  return active && turnedOn === place && permission === "granted";
}

/** Null where the browser does not tell. */
export async function cameraPermission(): Promise<PermissionState | null> {
  try {
    return (await navigator.permissions.query({ name: "camera" as PermissionName })).state;
  } catch {
    return null;
  }
}
