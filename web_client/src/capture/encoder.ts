// Picture to JPEG: in a worker where the browser can, else on a canvas of the page.

import { fitted } from "./pacing";
import type { Reader } from "./reader";

export interface EncodeRequest {
  picture: ImageBitmap;
  width: number;
  height: number;
  quality: number;
}

interface Encoder {
  encode(request: EncodeRequest): Promise<Uint8Array | null>;
  close(): void;
}

/** Reads each picture into a small JPEG. */
export function createEncoder(): Reader {
  const encoder = typeof OffscreenCanvas === "function" ? inWorker() : onPage();
  return {
    read: async (picture, _now, { side, jpeg: quality }) => {
      const size = fitted(picture.width, picture.height, side);
      const jpeg = await encoder.encode({ picture, ...size, quality });
      return jpeg && { kind: "picture", jpeg };
    },
    close: () => encoder.close(),
  };
}

function inWorker(): Encoder {
  const worker = new Worker(new URL("./encoder.worker.ts", import.meta.url), { type: "module" });
  return {
    encode: (request) =>
      new Promise((resolve) => {
        worker.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => resolve(new Uint8Array(data));
        worker.onerror = () => resolve(null);
        worker.postMessage(request, [request.picture]);
      }),
    close: () => worker.terminate(),
  };
}

function onPage(): Encoder {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { alpha: false });
  return {
    encode: async ({ picture, width, height, quality }) => {
      canvas.width = width;
      canvas.height = height;
      context?.drawImage(picture, 0, 0, width, height);
      picture.close();
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality));
      return blob && new Uint8Array(await blob.arrayBuffer());
    },
    close: () => {},
  };
}
