// What a person is told where the server refused.

import type { ApiError } from "../api";
import { words } from "../words";

/** Sentences of the page's own, by status: the server's are English. */
export type Refusals = Readonly<Record<number, string>>;

export function told({ status, message, fields }: ApiError, refusals: Refusals = {}): string {
  if (Object.keys(fields).length > 0) return words.form.amiss;
  if (status === 0) return words.failure.offline;
  return refusals[status] ?? (message || words.failure.unknown);
}
