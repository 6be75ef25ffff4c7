import { expect, test } from "vitest";
import { problemOf } from "./camera";

test.each([
  ["NotAllowedError", "refused"],
  ["NotFoundError", "none"],
  ["NotReadableError", "inUse"],
  ["SomethingNewError", "failed"],
])("%s is told as %s", (name, problem) => {
  expect(problemOf(new DOMException("", name))).toBe(problem);
});

test("what is not an error is told as failed", () => {
  expect(problemOf("no")).toBe("failed");
});
