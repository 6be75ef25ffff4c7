// Which languages the page speaks, and which of them somebody is spoken to in.

export const LANGUAGES = ["en", "de", "es", "fr", "hi"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each in its own words: whoever looks for a language can read its name. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  fr: "Français",
  hi: "हिन्दी",
};

function isSpoken(tag: string): tag is Language {
  return (LANGUAGES as readonly string[]).includes(tag);
}

/** What was chosen; else the first of the browser's languages that the page speaks; else English. */
export function languageFor(chosen: Language | null, accepted: readonly string[]): Language {
  if (chosen && isSpoken(chosen)) return chosen;
  return accepted.map((tag) => tag.toLowerCase().split("-")[0] ?? "").find(isSpoken) ?? "en";
}

/** Dates and numbers as the person's region writes them, where the browser names one: "de-AT" for German. */
export function localeFor(language: Language, accepted: readonly string[]): string {
  return accepted.find((tag) => tag.toLowerCase().split("-")[0] === language) ?? language;
}
