import { expect, test } from "vitest";
import { safeNext } from "./safe-next";

test.each([
  ["/practice?pose=tree", "/practice?pose=tree"],
  ["//elsewhere.example", "/"],
  ["/\\elsewhere.example", "/"],
  ["https://elsewhere.example", "/"],
  [null, "/"],
])("after logging in, %s leads to %s", (next, to) => {
  expect(safeNext(next)).toBe(to);
});
