// The keys of a practice: Space, Esc and single letters (ux 4).

import { useEffect } from "preact/hooks";

export type Keys = Readonly<Record<string, () => void>>;

/** A key typed into a control belongs to the control. */
function isTaken(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, select, textarea, button, a") !== null;
}

/** Without `letters` only keys with a name of their own do something, such as Space and the arrows (WCAG 2.1.4). */
export function useKeys(keys: Keys, letters: boolean): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const action = keys[event.key.toLowerCase()];
      const withOthers = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
      const off = !letters && event.key.length === 1 && event.key !== " ";
      if (!action || off || withOthers || (event.key !== "Escape" && isTaken(event.target))) return;
      event.preventDefault();
      action();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });
}
