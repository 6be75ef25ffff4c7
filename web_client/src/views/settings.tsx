// What this browser remembers about how to practise, and the account.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { account } from "../account";
import { call, deleteAccount, exported, logOutHere } from "../api";
import { type Chosen, choose, chosen } from "../chosen";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "../language";
import type { components } from "../openapi";
import { go } from "../router";
import { prefer, preferences } from "../storage";
import type { VoiceLevel } from "../voice/rules";
import type { Level } from "../wire";
import { language, words } from "../words";
import { Password } from "./field";
import { asApiError, useLoaded } from "./load";
import { Page } from "./page";
import {
  CameraChoice,
  Choice,
  entries,
  PlaceChoice,
  PreferenceSwitch,
  Switch,
  TextChoice,
} from "./practice/choices";

export function Settings() {
  const { level, voice, sound, mirrored } = preferences.value;
  return (
    <Page title={words.nav.settings} narrow>
      <div class="choices in-page">
        <LanguageChoice />
        <Choice<Level>
          name={words.ask.level}
          value={level}
          options={entries(words.level)}
          choose={(value) => prefer({ level: value })}
        />
        <Choice<VoiceLevel>
          name={words.paused.voice}
          value={voice}
          options={entries(words.voice)}
          choose={(value) => prefer({ voice: value })}
        />
        <Switch name={words.paused.sound} on={sound} toggle={() => prefer({ sound: !sound })} />
        <Switch name={words.paused.mirror} on={mirrored} toggle={() => prefer({ mirrored: !mirrored })} />
        <PreferenceSwitch of="ghost" />
        <PreferenceSwitch of="gestures" />
        <PreferenceSwitch of="captions" />
        <PreferenceSwitch of="letters" />
        <TextChoice />
        <PlaceChoice />
        <CameraChoice chosen={() => {}} />
      </div>
      <AccountBox />
    </Page>
  );
}

/** Each in its own words, and known to a screen reader as such. */
function LanguageChoice() {
  const own = LANGUAGES.map((id) => [id, LANGUAGE_NAMES[id]] as const);
  return (
    <Choice<Language>
      name={words.nav.language}
      value={language.value}
      options={own}
      choose={(value) => prefer({ language: value })}
    />
  );
}

function AccountBox() {
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
        <Export />
        <button type="button" class="button" onClick={logOutHere}>
          {words.form.logout}
        </button>
      </div>
      <KeepMovement />
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

/** Consent, which the server keeps: off until it is given. */
function KeepMovement() {
  const on = useSignal<boolean | null>(null);
  const problem = useSignal("");
  const told = (asked: Promise<Chosen>) =>
    asked.then(
      ({ keep_landmarks }) => {
        on.value = keep_landmarks;
        problem.value = "";
      },
      (error) => {
        problem.value = asApiError(error).message || words.failure.offline;
      },
    );
  useEffect(() => void told(chosen()), []);
  const toggle = () => void told(choose({ keep_landmarks: !on.value }));
  if (on.value === null) return <p class="amiss">{problem.value}</p>;
  return (
    <div data-testid="keep-landmarks">
      <Switch name={words.account.keep} on={on.value} toggle={toggle} />
      <p class="small muted">{words.account.keepWhy}</p>
      <p class="amiss" role="alert">
        {problem.value}
      </p>
    </div>
  );
}

/** A plain link could not carry the token, which is never in an address. */
function save(file: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "yoga-assistant.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function Export() {
  const problem = useSignal("");
  const start = () => {
    problem.value = "";
    exported()
      .then(save)
      .catch((error) => {
        problem.value = asApiError(error).message || words.failure.unknown;
      });
  };
  return (
    <>
      <button type="button" class="button" onClick={start}>
        {words.account.export}
      </button>
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
      problem.value = asApiError(error).message || words.failure.offline;
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
