// Sign up and log in; both lead back to where one was.

import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { expired } from "../account";
import { type ApiError, logIn, type SignUp as Person, signUp } from "../api";
import { go, url } from "../router";
import { words } from "../words";
import { Field, Options, Password } from "./field";
import { asApiError } from "./load";
import { Page } from "./page";
import { safeNext } from "./safe-next";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

function sentence({ status, message, fields }: ApiError): string {
  if (Object.keys(fields).length > 0) return words.form.amiss;
  if (status === 0) return words.failure.offline;
  if (status === 401) return words.form.wrongPair;
  return message || words.failure.unknown;
}

interface EntryFormProps {
  send(form: FormData): Promise<void>;
  button: string;
  error: Signal<ApiError | null>;
  children: ComponentChildren;
}

function EntryForm({ send, button, error, children }: EntryFormProps) {
  const busy = useSignal(false);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    busy.value = true;
    error.value = null;
    try {
      await send(form);
      go(safeNext(url.value.searchParams.get("next")));
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
        {error.value && sentence(error.value)}
      </p>
      <button type="submit" class="button primary" disabled={busy.value}>
        {button}
      </button>
    </form>
  );
}

export function LogIn() {
  const error = useSignal<ApiError | null>(null);
  return (
    <Page title={words.form.login} narrow>
      {expired.value && <p class="note">{words.form.expired}</p>}
      <EntryForm
        button={words.form.login}
        error={error}
        send={(form) => logIn(text(form, "email"), text(form, "password"))}
      >
        <Field
          name="email"
          label={words.form.email}
          type="email"
          autocomplete="username"
          value={expired.value ?? ""}
        />
        <Password autocomplete="current-password" />
      </EntryForm>
      <p>
        <a href={`/signup${url.value.search}`}>{words.form.noAccount}</a>
      </p>
      <p class="small muted">{words.form.guest}</p>
    </Page>
  );
}

export function SignUp() {
  const error = useSignal<ApiError | null>(null);
  const amiss = error.value?.fields ?? {};
  const send = (form: FormData) =>
    signUp({
      fullname: text(form, "fullname"),
      email: text(form, "email"),
      password: text(form, "password"),
      // The form offers these only, and the server looks again.
      sex: text(form, "sex") as Person["sex"],
      dob: text(form, "dob"),
    });
  return (
    <Page title={words.form.signup} narrow>
      <EntryForm button={words.form.signup} error={error} send={send}>
        <Field
          name="fullname"
          label={words.form.name}
          why={words.form.nameWhy}
          autocomplete="name"
          minLength={2}
          amiss={amiss.fullname}
        />
        <Field
          name="email"
          label={words.form.email}
          type="email"
          why={words.form.emailWhy}
          autocomplete="username"
          amiss={amiss.email}
        />
        <Password
          autocomplete="new-password"
          why={words.form.passwordWhy}
          minLength={8}
          amiss={amiss.password}
        />
        <Field
          name="dob"
          label={words.form.dob}
          type="date"
          why={words.form.dobWhy}
          autocomplete="bday"
          amiss={amiss.dob}
        />
        <Options name="sex" label={words.form.sex} why={words.form.sexWhy} options={words.form.sexes} />
      </EntryForm>
      <p>
        <a href={`/login${url.value.search}`}>{words.form.haveAccount}</a>
      </p>
    </Page>
  );
}
