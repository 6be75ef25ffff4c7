import { expect, test } from "vitest";
import { LANGUAGES } from "./language";
import { language, speak, type Words, words } from "./words";
import { words as english } from "./words/en";

/** Every sentence by its path; those that are made are tried with a side, the joint's with a joint too. */
function sentences(part: unknown, path = ""): [string, string][] {
  if (typeof part === "string") return [[path, part]];
  if (typeof part === "function")
    return sentences(part(path.endsWith("joint") ? "knee" : "left", "left", "left"), `${path}()`);
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([name, inner]) => sentences(inner, `${path}.${name}`));
}

async function pack(id: (typeof LANGUAGES)[number]): Promise<Words> {
  await speak(id);
  expect(language.value).toBe(id);
  return {
    ...english,
    ...Object.fromEntries(Object.keys(english).map((part) => [part, Reflect.get(words, part)])),
  };
}

test.each(LANGUAGES)("%s says everything that English says, and nothing else", async (id) => {
  const shape = (part: Words) => sentences(part).map(([path]) => path);
  expect(shape(await pack(id))).toEqual(shape(english));
});

test.each(LANGUAGES)("no sentence of %s is empty, and none shouts", async (id) => {
  const said = sentences(await pack(id)).filter(([path]) => path !== ".howEnded.asked");
  expect(said.filter(([, text]) => text.trim() === "" || /!|undefined|\[object/.test(text))).toEqual([]);
});

test("other languages are not English", async () => {
  const plain = new Map(sentences(english));
  for (const id of LANGUAGES.slice(1)) {
    const same = sentences(await pack(id)).filter(
      ([path, text]) => text.length > 12 && plain.get(path) === text && !/\.name$|\(\)$/.test(path),
    );
    expect(same, id).toEqual([]);
  }
});

test("the last language that was asked for is spoken", async () => {
  const first = speak("de");
  const second = speak("en");
  await Promise.all([first, second]);
  expect(language.value).toBe("en");
});
