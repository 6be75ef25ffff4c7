import { expect, test } from "vitest";
import { ApiError } from "../api";
import { words } from "../words";
import { told } from "./told";

test("fields that are amiss come first, for they say it themselves", () => {
  const error = new ApiError(422, "Unprocessable", { email: "That is no address" });
  expect(told(error, { 422: "weak" })).toBe(words.form.amiss);
});

test("the page has its own word for a status, and the server's otherwise", () => {
  expect(told(new ApiError(401, "Wrong."), { 401: "No match." })).toBe("No match.");
  expect(told(new ApiError(429, "Too fast."), { 401: "No match." })).toBe("Too fast.");
});

test("a server that is not there, or that says nothing, leaves nobody without a sentence", () => {
  expect(told(new ApiError(0, ""), { 401: "No match." })).toBe(words.failure.offline);
  expect(told(new ApiError(502, ""))).toBe(words.failure.unknown);
});
