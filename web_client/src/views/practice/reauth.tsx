// A calm log-in in the middle of a practice: the token ends soon, the practice does not.

import { useSignal } from "@preact/signals";
import { account } from "../../account";
import { logIn } from "../../api";
import type { Practice } from "../../practice/practice";
import { words } from "../../words";
import { asApiError } from "../load";

export function Reauth({ practice }: { practice: Practice }) {
  const problem = useSignal("");
  const email = account.value?.email;
  if (!email) return null;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    try {
      await logIn(email ?? "", String(form.get("password")));
      practice.login.renewed(account.value?.token ?? "");
    } catch (error) {
      problem.value = asApiError(error).status === 401 ? words.form.wrongPair : words.failure.offline;
    }
  }

  return (
    <form class="reauth" onSubmit={submit} data-testid="reauth">
      <p>{words.form.expired}</p>
      <input type="hidden" name="username" autocomplete="username" value={email} />
      <label class="field">
        <span>{words.form.password}</span>
        <input name="password" type="password" autocomplete="current-password" required />
      </label>
      <button type="submit" class="button">
        {words.form.login}
      </button>
      <p role="alert">{problem.value}</p>
    </form>
  );
}
