// What is chosen before and in the middle of a practice: pose, level, camera, voice and how it looks.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type Camera, cameras } from "../../camera";
import type { Place } from "../../capture/reader";
import type { Practice } from "../../practice/practice";
import { prefer, preferences, stepText, TEXT_STEPS } from "../../storage";
import { VOICE_LEVELS } from "../../voice/rules";
import type { Level } from "../../wire";
import { words } from "../../words";

interface ChoiceProps<T extends string> {
  name: string;
  value: T;
  options: readonly (readonly [T, string])[];
  choose(value: T): void;
}

export function Choice<T extends string>({ name, value, options, choose }: ChoiceProps<T>) {
  return (
    <label class="choice">
      <span>{name}</span>
      <select value={value} onChange={(event) => choose(event.currentTarget.value as T)}>
        {options.map(([id, label]) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A table of names as the options of a choice, in its order. */
export const entries = <K extends string>(names: Record<K, string>) => Object.entries(names) as [K, string][];

export function LevelChoice({ practice }: { practice: Practice }) {
  const choose = (level: Level) => {
    prefer({ level });
    practice.chooseLevel(level);
  };
  return (
    <Choice
      name={words.ask.level}
      value={preferences.value.level}
      options={entries(words.level)}
      choose={choose}
    />
  );
}

/** Before a practice only: a session keeps to one. */
export function PlaceChoice() {
  const choose = (place: Place) => prefer({ place });
  return (
    <Choice
      name={words.ask.place}
      value={preferences.value.place}
      options={entries(words.place)}
      choose={choose}
    />
  );
}

/** Only where there is more than one camera. */
export function CameraChoice({ chosen }: { chosen(): void }) {
  const found = useSignal<Camera[]>([]);
  useEffect(() => {
    // Without permission the list is empty or nameless: then there is nothing to choose.
    cameras()
      .then((list) => {
        found.value = list;
      })
      .catch(() => {});
  }, [found]);
  if (found.value.length < 2) return null;
  const choose = (camera: string) => {
    prefer({ camera });
    chosen();
  };
  const options = found.value.map(({ id, label }) => [id, label] as const);
  const value = preferences.value.camera ?? found.value[0]?.id ?? "";
  return <Choice name={words.paused.cameraChoice} value={value} options={options} choose={choose} />;
}

export function VoiceChoice({ hasVoice }: { hasVoice: boolean }) {
  const { voice, sound } = preferences.value;
  const levels = VOICE_LEVELS.map((level) => [level, words.voice[level]] as const);
  return (
    <>
      <Choice
        name={words.paused.voice}
        value={voice}
        options={levels}
        choose={(level) => prefer({ voice: level })}
      />
      <Switch name={words.paused.sound} on={sound} toggle={() => prefer({ sound: !sound })} />
      {!hasVoice && <p class="note">{words.paused.noVoice}</p>}
    </>
  );
}

interface SwitchProps {
  name: string;
  on: boolean;
  toggle(): void;
}

export function Switch({ name, on, toggle }: SwitchProps) {
  return (
    <button type="button" class="choice switch" role="switch" aria-checked={on} onClick={toggle}>
      <span>{name}</span>
      <span class="switch-state">{on ? words.paused.soundOn : words.paused.soundOff}</span>
    </button>
  );
}

type SwitchedPreference = "score" | "ghost" | "gestures" | "horizon" | "captions" | "letters" | "info";

export function PreferenceSwitch({ of }: { of: SwitchedPreference }) {
  const on = preferences.value[of];
  return <Switch name={words.paused[of]} on={on} toggle={() => prefer({ [of]: !on })} />;
}

export function TextChoice() {
  const at = TEXT_STEPS.indexOf(preferences.value.text);
  return (
    <div class="choice">
      <span>{words.paused.text}</span>
      <span class="stepper">
        <button
          type="button"
          aria-label={words.paused.smaller}
          disabled={at <= 0}
          onClick={() => stepText(-1)}
        >
          −
        </button>
        <button
          type="button"
          aria-label={words.paused.larger}
          disabled={at >= TEXT_STEPS.length - 1}
          onClick={() => stepText(1)}
        >
          +
        </button>
      </span>
    </div>
  );
}
