// What this browser remembers about how to practise, and the account.

import { LANGUAGE_NAMES, LANGUAGES, type Language } from "../language";
import { prefer, preferences } from "../storage";
import type { VoiceLevel } from "../voice/rules";
import type { Level } from "../wire";
import { language, words } from "../words";
import { AccountBox } from "./account-box";
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
        <PreferenceSwitch of="horizon" />
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
