// Something asked of the server, as the view that waits for it sees it.

import { type Signal, useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { ApiError } from "../api";
import { language } from "../words";

export type Loaded<T> =
  | { state: "loading" }
  | { state: "ready"; value: T }
  | { state: "failed"; error: ApiError };

/** Asks once for each `key` and language; an answer that comes after the view has gone is dropped. */
export function useLoaded<T>(key: string, ask: () => Promise<T>): Signal<Loaded<T>> {
  const loaded = useSignal<Loaded<T>>({ state: "loading" });
  // Before anything is painted: the sooner it is asked for, the sooner it is here.
  useLayoutEffect(() => {
    let wanted = true;
    const settle = (value: Loaded<T>) => {
      if (wanted) loaded.value = value;
    };
    if (loaded.peek().state !== "loading") loaded.value = { state: "loading" };
    ask()
      .then((value) => settle({ state: "ready", value }))
      .catch((error) => settle({ state: "failed", error: asApiError(error) }));
    return () => {
      wanted = false;
    };
  }, [key, language.value]);
  return loaded;
}

export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(0, "");
}
