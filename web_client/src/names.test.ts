import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { library } from "./library";
import { named, namedFlow } from "./names";
import { speak } from "./words";

/** A server that knows a tree and a salutation, each called as the language it is asked for. */
const answer = vi.fn(async (path: string) => {
  const id = path.startsWith("/api/flows") ? "sun" : "tree";
  return new Response(JSON.stringify({ [id]: { name: `${id} ${path.split("lang=")[1]}` } }));
});

beforeEach(() => {
  vi.stubGlobal("fetch", answer);
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await speak("en");
});

test("what is told in English is called as the library calls it here", async () => {
  expect(named("tree", "Tree Pose")).toBe("Tree Pose");
  await speak("de");
  await vi.waitFor(() => expect(named("tree", "Tree Pose")).toBe("tree de"));
  await vi.waitFor(() => expect(namedFlow("sun", "Sun")).toBe("sun de"));
  expect(named("bush", "Bush")).toBe("Bush");
  await speak("fr");
  await vi.waitFor(() => expect(named("tree", "Tree Pose")).toBe("tree fr"));
});

test("the list is asked for once in each language", async () => {
  await speak("hi");
  const first = await library();
  answer.mockClear();
  expect(await library()).toBe(first);
  expect(answer).not.toHaveBeenCalled();
  await speak("es");
  expect(await library()).toEqual({ tree: { name: "tree es" } });
});
