import { expect, test } from "vitest";
import { startsAtOnce, type Visit } from "./at-once";

const second: Visit = { place: "server", turnedOn: "server", active: true, permission: "granted" };

test("the second visit starts with one click", () => {
  expect(startsAtOnce(second)).toBe(true);
});

test.each<[string, Partial<Visit>]>([
  ["on the first visit", { turnedOn: null }],
  ["where the picture goes elsewhere than before", { place: "device" }],
  ["by merely loading the page", { active: false }],
  ["while the browser would ask", { permission: "prompt" }],
  ["where the browser does not tell", { permission: null }],
])("not %s", (_, change) => {
  expect(startsAtOnce({ ...second, ...change })).toBe(false);
});
