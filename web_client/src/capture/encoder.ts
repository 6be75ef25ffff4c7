// Picture to JPEG: in a worker where the browser can, else on a canvas of the page.

export interface EncodeRequest {
  picture: ImageBitmap;
  width: number;
  height: number;
  quality: number;
}

export interface Encoder {
  /** One at a time; null when the picture could not be encoded. */
  encode(request: EncodeRequest): Promise<Uint8Array | null>;
  close(): void;
}

export function createEncoder(): Encoder {
  return typeof OffscreenCanvas === "function" ? inWorker() : onPage();
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
