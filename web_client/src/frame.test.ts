import { expect, test } from "vitest";
import golden from "../../tests/wire/frame.json";
import { packPicture } from "./frame";

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));

test("SPEC 3.1: the head is the golden one, byte for byte", () => {
  const packed = packPicture({
    seq: golden.seq,
    capturedUs: golden.captured_us,
    jpeg: bytes(golden.jpeg_hex),
  });
  expect(Buffer.from(packed).toString("hex")).toBe(golden.hex);
});

test("a fractional capture time is rounded, and a late one fits", () => {
  const packed = packPicture({ seq: 2 ** 32 - 1, capturedUs: 2 ** 40 + 0.6, jpeg: bytes("ffd8") });
  expect(new DataView(packed.buffer).getBigUint64(8)).toBe(2n ** 40n + 1n);
  expect(new DataView(packed.buffer).getUint32(4)).toBe(2 ** 32 - 1);
});
