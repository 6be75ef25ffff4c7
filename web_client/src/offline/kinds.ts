// What the service worker does with a request, by its address.

export type Kind = "page" | "library" | "file" | "other";

/** Paths that the server answers itself, whoever asks. */
const SERVERS =
  /^\/(api|auth|ws|whip|models|docs|redoc|metrics|openapi\.json|asyncapi\.json|licences\.txt)(\/|$)/;
/** The same for everybody; nothing else of the API is ever kept. */
const LIBRARY = /^\/api\/(poses(\/[^/]+\/info)?|flows|messages\/[^/]+)$/;

export interface Asked {
  url: string;
  method: string;
  mode: string;
}

export function kindOf({ url, method, mode }: Asked, origin: string): Kind {
  const at = new URL(url);
  if (at.origin !== origin || method !== "GET") return "other";
  if (LIBRARY.test(at.pathname)) return "library";
  if (mode === "navigate") return SERVERS.test(at.pathname) ? "other" : "page";
  return /^\/(assets\/|icon\.svg|manifest\.webmanifest)/.test(at.pathname) ? "file" : "other";
}
