// Turns one picture at a time into a JPEG, off the main thread.

import type { EncodeRequest } from "./encoder";

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext("2d", { alpha: false });

self.onmessage = async ({ data }: MessageEvent<EncodeRequest>) => {
  const { picture, width, height, quality } = data;
  canvas.width = width;
  canvas.height = height;
  context?.drawImage(picture, 0, 0, width, height);
  picture.close();
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality });
  const jpeg = await blob.arrayBuffer();
  self.postMessage(jpeg, { transfer: [jpeg] });
};
