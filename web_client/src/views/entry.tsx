// Sign up and log in; both lead back to where one was.

import { useSignal } from "@preact/signals";
import { expired } from "../account";
import { type ApiError, logIn, type SignUp as Person, signUp } from "../api";
import { go, url } from "../router";
import { words } from "../words";
import { Field, Options, Password } from "./field";
import { Form, textOf } from "./form";
import { Page } from "./page";
import { safeNext } from "./safe-next";
import { amissWith } from "./told";

/** Both go on to where one was. */
async function enter(entered: Promise<void>): Promise<void> {
  await entered;
  go(safeNext(url.value.searchParams.get("next")));
}

export function LogIn() {
  const error = useSignal<ApiError | null>(null);
  return (
    <Page title={words.form.login} narrow>
      {expired.value && <p class="note">{words.form.expired}</p>}
      <Form
        button={words.form.login}
        error={error}
        refusals={{ 401: words.form.wrongPair }}
        send={(form) => enter(logIn(textOf(form, "email"), textOf(form, "password")))}
      >
        <Field
          name="email"
          label={words.form.email}
          type="email"
          autocomplete="username"
          value={expired.value ?? ""}
        />
        <Password autocomplete="current-password" />
      </Form>
      <p>
        <a href="/forgot">{words.recovery.forgot}</a>
      </p>
      <p>
        <a href={`/signup${url.value.search}`}>{words.form.noAccount}</a>
      </p>
      <p class="small muted">{words.form.guest}</p>
    </Page>
  );
}

export function SignUp() {
  const error = useSignal<ApiError | null>(null);
  const amiss = (field: string) => amissWith(error.value, field);
  const send = (form: FormData) =>
    enter(
      signUp({
        fullname: textOf(form, "fullname"),
        email: textOf(form, "email"),
        password: textOf(form, "password"),
        // The form offers these only, and the server looks again.
        sex: textOf(form, "sex") as Person["sex"],
        dob: textOf(form, "dob"),
      }),
    );
  return (
    <Page title={words.form.signup} narrow>
      <Form button={words.form.signup} error={error} send={send}>
        <Field
          name="fullname"
          label={words.form.name}
          why={words.form.nameWhy}
          autocomplete="name"
          minLength={2}
          amiss={amiss("fullname")}
        />
        <Field
          name="email"
          label={words.form.email}
          type="email"
          why={words.form.emailWhy}
          autocomplete="username"
          amiss={amiss("email")}
        />
        <Password
          autocomplete="new-password"
          why={words.form.passwordWhy}
          minLength={8}
          amiss={amiss("password")}
        />
        <Field
          name="dob"
          label={words.form.dob}
          type="date"
          why={words.form.dobWhy}
          autocomplete="bday"
          amiss={amiss("dob")}
        />
        <Options name="sex" label={words.form.sex} why={words.form.sexWhy} options={words.form.sexes} />
      </Form>
      <p>
        <a href={`/login${url.value.search}`}>{words.form.haveAccount}</a>
      </p>
    </Page>
  );
}
