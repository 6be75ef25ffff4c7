// Finds the body's points in pictures, on this device and off the main thread; pictures end here.
//
// A classic worker: MediaPipe loads its WebAssembly with importScripts. The server's policy lets WebAssembly run in
// this one file and nowhere else in the page (server/api/pages.py).

import { PoseLandmarker, type PoseLandmarkerResult } from "@mediapipe/tasks-vision";
import type { FinderAnswer, FinderRequest } from "./finder";
import type { Body } from "./reader";

let landmarker: PoseLandmarker | null = null;

/** Four decimals are a tenth of a pixel, and half the bytes. */
const round = (value: number) => Math.round(value * 1e4) / 1e4;

function bodyOf({ landmarks, worldLandmarks }: PoseLandmarkerResult, size: [number, number]): Body {
  const image = landmarks[0]?.map(({ x, y, z, visibility }) => [x, y, z, visibility].map(round)) ?? null;
  const world = worldLandmarks[0]?.map(({ x, y, z }) => [x, y, z].map(round)) ?? null;
  return { image, world, size };
}

async function answer(request: FinderRequest): Promise<FinderAnswer> {
  if (request.type === "load") {
    const { loader, wasm, model } = request;
    landmarker = await PoseLandmarker.createFromOptions(
      { wasmLoaderPath: loader, wasmBinaryPath: wasm },
      { baseOptions: { modelAssetPath: model, delegate: "CPU" }, runningMode: "VIDEO" },
    );
    return { type: "loaded" };
  }
  const { picture, now } = request;
  const result = landmarker?.detectForVideo(picture, now);
  const size: [number, number] = [picture.width, picture.height];
  picture.close();
  return result ? { type: "read", body: bodyOf(result, size) } : { type: "failed" };
}

self.onmessage = ({ data }: MessageEvent<FinderRequest>) => {
  answer(data)
    .catch((): FinderAnswer => ({ type: "failed" }))
    .then((said) => self.postMessage(said));
};
