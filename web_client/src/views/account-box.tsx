// The account in the settings: log out, take all away, change password and address, what was chosen, the end of it.

import { useSignal } from "@preact/signals";
import { account } from "../account";
import { call, deleteAccount, exported, logOutHere } from "../api";
import type { components } from "../openapi";
import { go } from "../router";
import { words } from "../words";
import { ChangeAddress, ChangePassword } from "./change";
import { ChosenBox } from "./chosen-box";
import { Password } from "./field";
import { asApiError, useLoaded } from "./load";
import { told } from "./told";

export function AccountBox() {
  if (!account.value)
    return (
      <div class="actions">
        <a class="button" href="/signup">
          {words.form.signup}
        </a>
        <a class="button quiet" href="/login">
          {words.form.login}
        </a>
      </div>
    );
  return (
    <section class="form" aria-labelledby="account">
      <h2 id="account">{words.account.title}</h2>
      <p>{words.form.signedInAs(account.value.fullname)}</p>
      <div class="actions">
        <OperatorLink />
        <button type="button" class="button" onClick={logOutHere}>
          {words.form.logout}
        </button>
      </div>
      <ChosenBox key={account.value.email} />
      <Export />
      <ChangePassword email={account.value.email} />
      <ChangeAddress email={account.value.email} />
      <Farewell />
    </section>
  );
}

/** Only operators learn that there is such a page. */
function OperatorLink() {
  const me = useLoaded("me", () => call<components["schemas"]["Me"]>("GET", "/auth/me")).value;
  if (me.state !== "ready" || me.value.role !== "operator") return null;
  return (
    <a class="button" href="/operator">
      {words.operator.open}
    </a>
  );
}

/** A plain link could not carry the token, which is never in an address. */
function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function Export() {
  const problem = useSignal("");
  async function start(asked: Promise<Blob>, name: string) {
    problem.value = "";
    try {
      save(await asked, name);
    } catch (error) {
      problem.value = told(asApiError(error));
    }
  }
  return (
    <>
      <div class="actions">
        <button type="button" class="button" onClick={() => start(exported(), "yoga-assistant.json")}>
          {words.account.export}
        </button>
        <button type="button" class="button" onClick={() => start(exported("/sessions.csv"), "sessions.csv")}>
          {words.change.table}
        </button>
      </div>
      <p class="amiss" role="alert">
        {problem.value}
      </p>
    </>
  );
}

function Farewell() {
  const problem = useSignal("");
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    try {
      await deleteAccount(String(form.get("password")));
      go("/");
    } catch (error) {
      problem.value = told(asApiError(error), { 403: words.change.wrongPassword });
    }
  }
  return (
    <details>
      <summary>{words.account.delete}</summary>
      <form class="form" onSubmit={submit}>
        <p>{words.account.deleteLead}</p>
        <Password autocomplete="current-password" />
        <p class="amiss" role="alert">
          {problem.value}
        </p>
        <button type="submit" class="button">
          {words.account.deleteNow}
        </button>
      </form>
    </details>
  );
}
