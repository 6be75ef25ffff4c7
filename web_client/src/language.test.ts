import { expect, test } from "vitest";
import { languageFor, localeFor } from "./language";

test("what was chosen stands; else the first of the browser's that the page speaks; else English", () => {
  expect(languageFor("hi", ["de-AT"])).toBe("hi");
  expect(languageFor(null, ["nl", "fr-CA", "de"])).toBe("fr");
  expect(languageFor(null, ["zh-Hant"])).toBe("en");
  expect(languageFor("tlh" as "en", ["es"])).toBe("es");
});

test("dates follow the region that the browser names for the language", () => {
  expect(localeFor("de", ["en-GB", "de-AT"])).toBe("de-AT");
  expect(localeFor("de", ["en-GB"])).toBe("de");
});
