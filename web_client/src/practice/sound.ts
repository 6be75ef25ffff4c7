// Voice and tones together, as the preferences want them.

import { preferences } from "../storage";
import { createTones, type Tone } from "../voice/tones";
import { createVoice } from "../voice/voice";
import { language } from "../words";
import type { Saying } from "./sayings";

export interface Sound {
  /** Inside a click. */
  unlock(): void;
  play(saying: Saying): void;
  tone(tone: Tone): void;
  hasVoice(): boolean;
  silence(): void;
  close(): void;
}

/** Quiet keeps tones at half (ux 6). */
const QUIET_VOLUME = 0.5;

export function createSound(standing: (n: number) => boolean): Sound {
  const tones = createTones();
  const voice = createVoice({
    language: () => language.value,
    level: () => preferences.value.voice,
    standing,
  });
  const tone = (name: Tone) => {
    const { sound, voice: level } = preferences.value;
    if (sound) tones.play(name, level === "quiet" ? QUIET_VOLUME : 1);
  };
  return {
    unlock() {
      tones.unlock();
      voice.unlock();
    },
    play(saying) {
      if (saying.tone) tone(saying.tone);
      const spoken = preferences.value.sound && saying.utterance !== undefined && voice.say(saying.utterance);
      if (!spoken && saying.otherwise) tone(saying.otherwise);
    },
    tone,
    hasVoice: () => voice.available(),
    silence: () => voice.silence(),
    close() {
      voice.silence();
      tones.close();
    },
  };
}
