// Another password, and another address; each asks for the password that counts now.

import { useSignal } from "@preact/signals";
import type { ApiError } from "../api";
import { changeAddress, changePassword } from "../credentials";
import { words } from "../words";
import { Field, Password } from "./field";
import { Form, textOf } from "./form";
import { amissWith } from "./told";

interface ChangeProps {
  /** Of the account, so that a password manager knows whose password it is. */
  email: string;
}

const Whose = ({ email }: ChangeProps) => (
  <input type="email" name="username" autocomplete="username" value={email} readOnly hidden />
);

const CurrentPassword = () => <Password label={words.change.current} autocomplete="current-password" />;

export function ChangePassword({ email }: ChangeProps) {
  const error = useSignal<ApiError | null>(null);
  const done = useSignal(false);
  const send = async (form: FormData) => {
    await changePassword(textOf(form, "password"), textOf(form, "new_password"));
    done.value = true;
  };
  return (
    <details>
      <summary>{words.change.password}</summary>
      {!done.value && (
        <Form
          button={words.change.password}
          error={error}
          refusals={{ 403: words.change.wrongPassword, 422: words.recovery.weak }}
          send={send}
        >
          <Whose email={email} />
          <CurrentPassword />
          <Password
            name="new_password"
            label={words.recovery.newPassword}
            autocomplete="new-password"
            why={words.form.passwordWhy}
            minLength={8}
            amiss={amissWith(error.value, "new_password")}
          />
        </Form>
      )}
      <p role="status">{done.value && words.change.passwordChanged}</p>
    </details>
  );
}

type Answer = "changed" | "asked";

export function ChangeAddress({ email }: ChangeProps) {
  const error = useSignal<ApiError | null>(null);
  const answer = useSignal<Answer | null>(null);
  const send = async (form: FormData) => {
    const changed = await changeAddress(textOf(form, "email"), textOf(form, "password"));
    answer.value = changed ? "changed" : "asked";
  };
  return (
    <details>
      <summary>{words.change.address}</summary>
      <p>{words.change.addressNow(email)}</p>
      {!answer.value && (
        <Form
          button={words.change.address}
          error={error}
          refusals={{ 400: words.change.addressTaken, 403: words.change.wrongPassword }}
          send={send}
        >
          <Field
            name="email"
            label={words.change.newAddress}
            type="email"
            autocomplete="email"
            amiss={amissWith(error.value, "email")}
          />
          <CurrentPassword />
        </Form>
      )}
      <p role="status">{answer.value && words.change.addressAnswer[answer.value]}</p>
    </details>
  );
}
