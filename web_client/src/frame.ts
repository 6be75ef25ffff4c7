// The 16-byte head before each JPEG (SPEC 3.1): version, kind, flags, sequence number, capture time in µs.

import { VERSION } from "./wire";

export const HEAD_BYTES = 16;
const KIND_JPEG = 1;

export interface Picture {
  seq: number;
  /** Microseconds of performance.now()'s clock. */
  capturedUs: number;
  jpeg: Uint8Array;
}

export function packPicture({ seq, capturedUs, jpeg }: Picture): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD_BYTES + jpeg.length);
  const head = new DataView(bytes.buffer);
  head.setUint8(0, VERSION);
  head.setUint8(1, KIND_JPEG);
  head.setUint16(2, 0);
  head.setUint32(4, seq);
  head.setBigUint64(8, BigInt(Math.round(capturedUs)));
  bytes.set(jpeg, HEAD_BYTES);
  return bytes;
}
