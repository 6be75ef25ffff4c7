// A forgotten password and a new address: the pages that ask for a letter, and those that its link leads to.

import { useSignal } from "@preact/signals";
import { account, expired } from "../account";
import type { ApiError } from "../api";
import { askForLetter, type By, confirmAddress, resetPassword } from "../credentials";
import { url } from "../router";
import { words } from "../words";
import { Field, Password } from "./field";
import { Form, textOf } from "./form";
import { Page } from "./page";
import { amissWith } from "./told";

/** Links carry it behind the `#`, which is sent to no server. */
const tokenOfLink = () => url.value.hash.slice(1);

/** The answer is the same whether there is such an account or not. */
export function Forgot() {
  const error = useSignal<ApiError | null>(null);
  const by = useSignal<By | null>(null);
  const send = async (form: FormData) => {
    by.value = await askForLetter(textOf(form, "email"));
  };
  return (
    <Page title={words.recovery.forgot} narrow>
      <div role="status">{by.value && <p class="note">{words.recovery.asked[by.value]}</p>}</div>
      {by.value !== "operator" && (
        <>
          {!by.value && <p>{words.recovery.lead}</p>}
          <Form button={by.value ? words.recovery.again : words.recovery.ask} error={error} send={send}>
            <Field
              name="email"
              label={words.form.email}
              type="email"
              autocomplete="username"
              value={expired.value ?? ""}
            />
          </Form>
        </>
      )}
      <p>
        <a href="/login">{words.form.login}</a>
      </p>
    </Page>
  );
}

export function Reset() {
  const error = useSignal<ApiError | null>(null);
  const done = useSignal(false);
  const token = tokenOfLink();
  const send = async (form: FormData) => {
    await resetPassword(token, textOf(form, "password"));
    done.value = true;
  };
  return (
    <Page title={words.recovery.choose} narrow>
      <div role="status">{done.value && <p class="note">{words.recovery.chosen}</p>}</div>
      {done.value && <LogInLink />}
      {!done.value && (!token || isSpent(error.value)) && <AskAgain />}
      {!done.value && token && !isSpent(error.value) && (
        <Form
          button={words.recovery.choose}
          error={error}
          refusals={{ 422: words.recovery.weak }}
          send={send}
        >
          <Password
            label={words.recovery.newPassword}
            autocomplete="new-password"
            why={words.form.passwordWhy}
            minLength={8}
            amiss={amissWith(error.value, "new_password")}
          />
        </Form>
      )}
    </Page>
  );
}

/** A press of a button, so that a program that looks into letters confirms nothing. */
export function ConfirmEmail() {
  const error = useSignal<ApiError | null>(null);
  const done = useSignal(false);
  const token = tokenOfLink();
  const send = async () => {
    await confirmAddress(token);
    done.value = true;
  };
  return (
    <Page title={words.recovery.confirm} narrow>
      <div role="status">{done.value && <p class="note">{words.recovery.confirmed}</p>}</div>
      {!done.value && token && (
        <>
          <p>{words.recovery.confirmLead}</p>
          <Form
            button={words.recovery.confirmNow}
            error={error}
            refusals={{ 400: words.recovery.confirmSpent }}
            send={send}
          />
        </>
      )}
      {!done.value && !token && <p class="note">{words.recovery.confirmSpent}</p>}
      {account.value ? <SettingsLink /> : <LogInLink />}
    </Page>
  );
}

const isSpent = (error: ApiError | null) => error?.status === 400 && Object.keys(error.fields).length === 0;

function AskAgain() {
  return (
    <>
      <p class="note" role="alert">
        {words.recovery.spent}
      </p>
      <a class="button primary" href="/forgot">
        {words.recovery.again}
      </a>
    </>
  );
}

function LogInLink() {
  return (
    <p>
      <a class="button" href="/login">
        {words.form.login}
      </a>
    </p>
  );
}

function SettingsLink() {
  return (
    <p>
      <a class="button" href="/settings">
        {words.nav.settings}
      </a>
    </p>
  );
}
