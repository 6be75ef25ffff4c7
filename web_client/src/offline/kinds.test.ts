import { expect, test } from "vitest";
import { kindOf } from "./kinds";

const HERE = "https://yoga.local";
const kind = (path: string, mode = "cors", method = "GET") =>
  kindOf({ url: HERE + path, mode, method }, HERE);

test("every page is the one page, and what the server answers itself is left to it", () => {
  expect(kind("/", "navigate")).toBe("page");
  expect(kind("/poses/tree", "navigate")).toBe("page");
  expect(kind("/docs", "navigate")).toBe("other");
  expect(kind("/api/export", "navigate")).toBe("other");
});

test("the library is kept, and nothing that is about anybody", () => {
  expect(kind("/api/poses")).toBe("library");
  expect(kind("/api/poses/tree/info")).toBe("library");
  expect(kind("/api/flows")).toBe("library");
  expect(kind("/api/messages/hi")).toBe("library");
  for (const path of ["/api/sessions", "/api/sessions/1", "/auth/me", "/api/export", "/api/poses/tree/other"])
    expect(kind(path)).toBe("other");
  expect(kind("/api/poses", "cors", "POST")).toBe("other");
});

test("files come from what is kept, the model from the server, other hosts not at all", () => {
  expect(kind("/assets/index-abc.js")).toBe("file");
  expect(kind("/models/pose_full.task")).toBe("other");
  expect(kindOf({ url: "https://example.org/assets/a.js", mode: "cors", method: "GET" }, HERE)).toBe("other");
});
