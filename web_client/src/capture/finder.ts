// Reads pictures into points on this device: MediaPipe in a worker, everything it needs from our own server.

// The package exports no path to these files.
import loader from "../../node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_internal.js?url";
import wasm from "../../node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_internal.wasm?url";
import { CameraError } from "../camera";
import type { Body, Reader } from "./reader";

export type FinderRequest =
  | { type: "load"; loader: string; wasm: string; model: string }
  | { type: "read"; picture: ImageBitmap; now: number };
export type FinderAnswer = { type: "loaded" } | { type: "read"; body: Body } | { type: "failed" };

const MODEL = "/models/pose_full.task";

const whole = (path: string) => new URL(path, location.href).href;

/** Loads what it needs, some 20 MB the first time. Raises CameraError "finder" where this device cannot. */
export async function createFinder(): Promise<Reader> {
  const worker = new Worker(new URL("./finder.worker.ts", import.meta.url));
  const ask = (request: FinderRequest, transfer: Transferable[] = []) =>
    new Promise<FinderAnswer>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<FinderAnswer>) => resolve(data);
      worker.onerror = () => resolve({ type: "failed" });
      worker.postMessage(request, transfer);
    });

  const loaded = await ask({ type: "load", loader: whole(loader), wasm: whole(wasm), model: whole(MODEL) });
  if (loaded.type !== "loaded") {
    worker.terminate();
    throw new CameraError("finder");
  }
  return {
    read: async (picture, now) => {
      const said = await ask({ type: "read", picture, now }, [picture]);
      return said.type === "read" ? { kind: "body", body: said.body } : null;
    },
    close: () => worker.terminate(),
  };
}
