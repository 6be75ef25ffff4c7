// The service worker: the page and the library without a network. It keeps nothing about anybody.

/// <reference lib="webworker" />
import { kindOf } from "./kinds";

declare const self: ServiceWorkerGlobalScope;

/** Filled in by the build (vite.config.ts), so that another build is another worker. */
const FILES: readonly string[] = JSON.parse("__FILES__");
const SHELL = "/";
const LIST = "/api/poses";
const CACHE = "yoga-1";

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOld().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  switch (kindOf(request, self.location.origin)) {
    case "page":
      return event.respondWith(newest(request, SHELL));
    case "library":
      return event.respondWith(newest(request, request.url));
    case "file":
      return event.respondWith(kept(request));
    case "other":
      return;
  }
});

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES);
  // The same address answers programs with JSON: ask as a browser does.
  const shell = await fetch(SHELL, { headers: { Accept: "text/html" } });
  if (!shell.ok) throw new Error("no page to keep");
  await cache.put(SHELL, shell);
  await cache.add(LIST);
}

/** Files of earlier builds; their names carry a hash and never come back. */
async function forgetOld(): Promise<void> {
  const cache = await caches.open(CACHE);
  const present = new Set(FILES);
  const gone = (await cache.keys()).filter(({ url }) => {
    const { pathname } = new URL(url);
    return pathname.startsWith("/assets/") && !present.has(pathname);
  });
  await Promise.all(gone.map((request) => cache.delete(request)));
}

/** From the network where there is one, else what was last kept under `key`. */
async function newest(request: Request, key: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(key, response.clone());
    return response;
  } catch {
    const own = await cache.match(key, { ignoreVary: true });
    // In another language rather than not at all.
    return own ?? (await cache.match(key, { ignoreVary: true, ignoreSearch: true })) ?? Response.error();
  }
}

async function kept(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreVary: true })) ?? fetch(request);
}
