import { expect, test } from "vitest";
import { captureTime } from "./capture";

test("the camera's own time stamp is taken where it is believable", () => {
  expect(captureTime(5000, 4960)).toBe(4960);
  expect(captureTime(5000, undefined)).toBe(5000);
  expect(captureTime(5000, 5100)).toBe(5000);
  expect(captureTime(5000, 12)).toBe(5000);
});
