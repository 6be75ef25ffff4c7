// Names of poses and flows in the language of the page, for what is told of them in English: practices and the stream.

import { effect, signal } from "@preact/signals";
import { flows } from "./flows";
import { library } from "./library";
import { language } from "./words";

type Named = Record<string, { name: string }>;

/** What one of a list is called here; `otherwise` where that is not known, or not known yet. */
type NameOf = (id: string, otherwise: string) => string;

function namesFrom(list: () => Promise<Named>): NameOf {
  const known = signal<Named | null>(null);
  let began = false;
  /** From the first name on that is wanted, again with each change of language. */
  function begin(): void {
    began = true;
    effect(() => {
      const wanted = language.value;
      known.value = null;
      if (wanted === "en") return;
      list()
        .then((names) => {
          if (language.value === wanted) known.value = names;
        })
        // Without it the names stay as they were told.
        .catch(() => {});
    });
  }
  return (id, otherwise) => {
    if (!began) begin();
    return known.value?.[id]?.name ?? otherwise;
  };
}

export const named = namesFrom(() => library());
export const namedFlow = namesFrom(() => flows());
