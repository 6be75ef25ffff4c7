import { expect, test } from "vitest";
import { ApiError } from "../api";
import { speak, words } from "../words";
import { amissWith, told } from "./told";

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

test("what is amiss is told in the page's language, by field and by code", async () => {
  const short = new ApiError(422, "", { password: "A password has 8 to 128 characters.", extra: "Odd." });
  const taken = new ApiError(400, "There is an account with this e-mail.", {}, "email_taken");
  await speak("de");
  expect(amissWith(short, "password")).toBe(words.refused.fields.password);
  expect(words.refused.fields.password).toContain("Passwort");
  expect(amissWith(short, "extra")).toBe("Odd.");
  expect(amissWith(short, "email")).toBeUndefined();
  expect(told(taken)).toBe(words.refused.codes.email_taken);
  expect(told(new ApiError(418, "A teapot.", {}, "constructor"))).toBe("A teapot.");
  await speak("en");
});
