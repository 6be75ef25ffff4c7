// Real paths, no hash: every one reloads and can be shared.

import { signal } from "@preact/signals";

export const url = signal(new URL(location.href));

function moved(): void {
  url.value = new URL(location.href);
}

addEventListener("popstate", moved);

export function go(to: string): void {
  history.pushState(null, "", to);
  moved();
  scrollTo(0, 0);
}

/** Follows plain clicks on links of this page without loading it again. */
export function followLinks(event: MouseEvent): void {
  const link = (event.target as Element).closest("a");
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !plain || link.target || link.origin !== location.origin || link.hasAttribute("download"))
    return;
  if (isServers(link.pathname)) return;
  event.preventDefault();
  if (link.hash && link.pathname === location.pathname)
    return document.querySelector<HTMLElement>(link.hash)?.focus();
  go(link.href);
}

function isServers(path: string): boolean {
  return /^\/(api|auth|docs|redoc|openapi\.json|assets)(\/|$)/.test(path);
}
