// The library's own geometry, loaded when a figure is first wanted: seven kilobytes that the practice needs not.

import { signal } from "@preact/signals";
import type { Space } from "./shapes";

export const bodies = signal<Readonly<Record<string, Space>>>({});
let asked = false;

export function wantBodies(): void {
  if (asked) return;
  asked = true;
  import("../../../server/analysis/library/figures.json")
    .then((file) => {
      bodies.value = file.default;
    })
    // Without it the cards stand without figures; the next page asks again.
    .catch(() => {
      asked = false;
    });
}
