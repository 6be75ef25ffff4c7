// What this browser remembers about how to practise, and the account.

import { account, logOut } from "../account";
import { prefer, preferences } from "../storage";
import type { VoiceLevel } from "../voice/rules";
import type { Level } from "../wire";
import { words } from "../words";
import { Page } from "./page";
import { CameraChoice, Choice, PlaceChoice, Switch, TextChoice } from "./practice/choices";

const entries = <K extends string>(names: Record<K, string>) => Object.entries(names) as [K, string][];

export function Settings() {
  const { level, voice, sound, mirrored } = preferences.value;
  return (
    <Page title={words.nav.settings} narrow>
      <div class="choices in-page">
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
        <TextChoice />
        <PlaceChoice />
        <CameraChoice chosen={() => {}} />
      </div>
      <AccountBox />
    </Page>
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
    <div class="actions">
      <span>{words.form.signedInAs(account.value.fullname)}</span>
      <button type="button" class="button" onClick={logOut}>
        {words.form.logout}
      </button>
    </div>
  );
}
