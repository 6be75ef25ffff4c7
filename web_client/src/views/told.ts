// What a person is told where the server refused.

import type { ApiError } from "../api";
import { words } from "../words";

/** Sentences of a view's own, by status. */
export type Refusals = Readonly<Record<number, string>>;

/** What the page says of a code or a field; of any other only the server's English is known. */
const known = (sentences: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(sentences, name) ? sentences[name] : undefined;

/** What is amiss with a field of a form. */
export function amissWith(error: ApiError | null, field: string): string | undefined {
  const said = error?.fields[field];
  return said === undefined ? undefined : (known(words.refused.fields, field) ?? said);
}

export function told({ status, message, fields, code }: ApiError, refusals: Refusals = {}): string {
  if (Object.keys(fields).length > 0) return words.form.amiss;
  if (status === 0) return words.failure.offline;
  return refusals[status] ?? known(words.refused.codes, code) ?? (message || words.failure.unknown);
}
