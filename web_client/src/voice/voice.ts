// Speaks by the rules, with a voice of this device or not at all.

import {
  EMPTY,
  finished,
  isWanted,
  localVoice,
  offer,
  type Queue,
  type Step,
  type Utterance,
  type VoiceLevel,
} from "./rules";

/** Chromium drops an utterance that follows a cancel too closely. */
const AFTER_CANCEL_MS = 50;
const RATE = 0.95;

export interface Voice {
  /** False when this device has no voice of its own for the language. */
  available(): boolean;
  /** Inside a click, so that the browser lets speech through. */
  unlock(): void;
  say(utterance: Utterance): boolean;
  silence(): void;
}

export interface VoiceOptions {
  language(): string;
  level(): VoiceLevel;
  /** Whether the cue with this number still holds. */
  standing(n: number): boolean;
}

export function createVoice({ language, level, standing }: VoiceOptions): Voice {
  const synthesis: SpeechSynthesis | undefined = window.speechSynthesis;
  let queue: Queue = EMPTY;
  const chosen = () => localVoice(synthesis?.getVoices() ?? [], language());

  function follow(step: Step): void {
    queue = step.queue;
    if (step.cut) synthesis?.cancel();
    const { say } = step;
    if (say) setTimeout(() => speak(say), step.cut ? AFTER_CANCEL_MS : 0);
  }

  function speak(utterance: Utterance): void {
    if (queue.playing !== utterance) return;
    const spoken = new SpeechSynthesisUtterance(utterance.text);
    spoken.voice = chosen();
    spoken.lang = spoken.voice?.lang ?? language();
    spoken.rate = RATE;
    const done = () => {
      if (queue.playing === utterance) follow(finished(queue, performance.now(), standing));
    };
    spoken.onend = done;
    spoken.onerror = done;
    synthesis?.speak(spoken);
  }

  return {
    available: () => chosen() !== null,
    unlock: () => synthesis?.getVoices(),
    say(utterance) {
      if (!isWanted(utterance.kind, level()) || !chosen()) return false;
      follow(offer(queue, utterance));
      return true;
    },
    silence() {
      queue = EMPTY;
      synthesis?.cancel();
    },
  };
}
