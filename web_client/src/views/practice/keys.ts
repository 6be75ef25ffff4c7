// The keys of a practice: Space, Esc and single letters (ux 4).

import { useEffect } from "preact/hooks";

export type Keys = Readonly<Record<string, () => void>>;

/** A key typed into a control belongs to the control. */
function isTaken(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, select, textarea, button, a") !== null;
}

export function useKeys(keys: Keys): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const action = keys[event.key.toLowerCase()];
      const withOthers = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
      if (!action || withOthers || (event.key !== "Escape" && isTaken(event.target))) return;
      event.preventDefault();
      action();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });
}
