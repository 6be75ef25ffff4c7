// The camera: asking for it, saying in one word why there is none, choosing another.

export type CameraProblem = "refused" | "none" | "inUse" | "insecure" | "gone" | "finder" | "failed";

export class CameraError extends Error {
  constructor(readonly problem: CameraProblem) {
    super(problem);
  }
}

export interface Camera {
  id: string;
  label: string;
}

/** The names of getUserMedia's errors, and Chromium's older ones. */
const PROBLEMS: Record<string, CameraProblem> = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  PermissionDeniedError: "refused",
  NotFoundError: "none",
  OverconstrainedError: "none",
  DevicesNotFoundError: "none",
  NotReadableError: "inUse",
  AbortError: "inUse",
  TrackStartError: "inUse",
};

export function problemOf(error: unknown): CameraProblem {
  return error instanceof Error ? (PROBLEMS[error.name] ?? "failed") : "failed";
}

/** On an upright phone 3:4 gives the body the most height; elsewhere 4:3 keeps head and feet in at three metres. */
function wanted(deviceId: string | null, upright: boolean): MediaTrackConstraints {
  const [width, height] = upright ? [720, 960] : [960, 720];
  return {
    width: { ideal: width },
    height: { ideal: height },
    frameRate: { ideal: 30, max: 30 },
    ...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: "user" }),
  };
}

/** Raises CameraError. The caller stops the tracks. */
export async function openCamera(deviceId: string | null): Promise<MediaStream> {
  if (!window.isSecureContext) throw new CameraError("insecure");
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraError("none");
  const upright = window.innerHeight > window.innerWidth;
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video: wanted(deviceId, upright) });
  } catch (error) {
    throw new CameraError(problemOf(error));
  }
}

export async function cameras(): Promise<Camera[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices
    .filter((device) => device.kind === "videoinput" && device.deviceId !== "")
    .map(({ deviceId, label }, index) => ({ id: deviceId, label: label || `Camera ${index + 1}` }));
}

/** Calls back when the picture stops by itself: unplugged, or taken by another program. Returns its undo. */
export function onCameraGone(stream: MediaStream, gone: () => void): () => void {
  const track = stream.getVideoTracks()[0];
  track?.addEventListener("ended", gone);
  return () => track?.removeEventListener("ended", gone);
}

export function stopCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
