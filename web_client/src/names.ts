// Names of poses and flows in the language of the page, from the coach's own messages; English comes with the library.

import { effect, signal } from "@preact/signals";
import { call } from "./api";
import { language } from "./words";

interface Message {
  text: string;
  short: string;
}

/** What is read of `GET /api/messages/{language}`. */
interface Names {
  poses: Record<string, { either?: Message }>;
  flows: Record<string, Message>;
}

const known = signal<Names | null>(null);
let began = false;

/** From the first name on that is wanted, again with each change of language. */
function begin(): void {
  began = true;
  effect(() => {
    const wanted = language.value;
    known.value = null;
    if (wanted === "en") return;
    call<Names>("GET", `/api/messages/${wanted}`)
      .then((names) => {
        if (language.value === wanted) known.value = names;
      })
      // Without it the names stay English, as the library has them.
      .catch(() => {});
  });
}

/** An announcement such as "Krieger zwei." as a name. */
const asName = (text: string) => text.replace(/[.।]$/, "");

/** What a pose is called here; `otherwise` where that is not known, or not known yet. */
export function named(pose: string, otherwise: string): string {
  if (!began) begin();
  const text = known.value?.poses[pose]?.either?.text;
  return text ? asName(text) : otherwise;
}

export function namedFlow(flow: string, otherwise: string): string {
  if (!began) begin();
  return known.value?.flows[flow]?.text ?? otherwise;
}
