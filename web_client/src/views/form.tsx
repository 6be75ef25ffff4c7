// A form that asks the server: it waits, says what was amiss, and can be sent again.

import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { ApiError } from "../api";
import { asApiError } from "./load";
import { type Refusals, told } from "./told";

export const textOf = (form: FormData, name: string) => String(form.get(name) ?? "");

export interface FormProps {
  button: string;
  error: Signal<ApiError | null>;
  refusals?: Refusals;
  send(form: FormData): Promise<void>;
  children?: ComponentChildren;
}

export function Form({ button, error, refusals, send, children }: FormProps) {
  const busy = useSignal(false);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    busy.value = true;
    error.value = null;
    try {
      await send(form);
    } catch (problem) {
      error.value = asApiError(problem);
    } finally {
      busy.value = false;
    }
  }
  return (
    <form class="form" onSubmit={submit}>
      {children}
      <p class="amiss" role="alert">
        {error.value && told(error.value, refusals)}
      </p>
      <button type="submit" class="button primary" disabled={busy.value}>
        {button}
      </button>
    </form>
  );
}
