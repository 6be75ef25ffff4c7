// Every sentence on the page, by id, in the language that is spoken now; English is built in, others come when wanted.
//
// Reading a sentence while rendering is enough to be drawn anew when the language changes. Nothing may keep a sentence
// from when its module was loaded: the language may be another by then.

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { type Language, localeFor } from "./language";
import { words as english } from "./words/en";

export type Words = typeof english;

const PACKS: Record<Exclude<Language, "en">, () => Promise<{ words: Words }>> = {
  de: () => import("./words/de"),
  es: () => import("./words/es"),
  fr: () => import("./words/fr"),
  hi: () => import("./words/hi"),
};

const spoken = signal<{ language: Language; words: Words }>({ language: "en", words: english });

export const language: ReadonlySignal<Language> = computed(() => spoken.value.language);
export const locale: ReadonlySignal<string> = computed(() => localeFor(language.value, navigator.languages));
export const words: Words = new Proxy(english, { get: (_, part) => Reflect.get(spoken.value.words, part) });

let wanted: Language = "en";

/** Speaks another language from here on; where its words cannot be had, the present one stays. */
export async function speak(next: Language): Promise<void> {
  wanted = next;
  const pack = next === "en" ? { words: english } : await PACKS[next]().catch(() => null);
  // Somebody may have chosen again meanwhile.
  if (pack && wanted === next) spoken.value = { language: next, words: pack.words };
}
