// Soft tones by Web Audio: a sine with a quiet second harmonic, in the range that small speakers keep (ux 6).

export type Tone =
  | "inFrame"
  | "count"
  | "go"
  | "holdBegins"
  | "holdDone"
  | "fixed"
  | "left"
  | "back"
  | "cue"
  | "safety";

interface Note {
  hz: number;
  /** Milliseconds after the tone's start. */
  at: number;
  ms: number;
}

const NOTES: Record<Tone, readonly Note[]> = {
  inFrame: [
    { hz: 440, at: 0, ms: 90 },
    { hz: 660, at: 90, ms: 90 },
  ],
  count: [{ hz: 660, at: 0, ms: 60 }],
  go: [{ hz: 880, at: 0, ms: 60 }],
  holdBegins: [{ hz: 660, at: 0, ms: 250 }],
  holdDone: [
    { hz: 660, at: 0, ms: 450 },
    { hz: 880, at: 0, ms: 450 },
    { hz: 1109, at: 0, ms: 450 },
  ],
  fixed: [
    { hz: 660, at: 0, ms: 60 },
    { hz: 880, at: 60, ms: 60 },
  ],
  left: [
    { hz: 660, at: 0, ms: 125 },
    { hz: 440, at: 125, ms: 125 },
  ],
  back: [
    { hz: 440, at: 0, ms: 125 },
    { hz: 660, at: 125, ms: 125 },
  ],
  cue: [{ hz: 587, at: 0, ms: 120 }],
  safety: [
    { hz: 587, at: 0, ms: 200 },
    { hz: 587, at: 300, ms: 200 },
  ],
};

/** -18 dBFS. */
const PEAK = 0.126;
const ATTACK_S = 0.01;

export interface Tones {
  /** Inside a click, so that the browser lets sound through. */
  unlock(): void;
  play(tone: Tone, volume?: number): void;
  close(): void;
}

export function createTones(): Tones {
  let audio: AudioContext | null = null;
  return {
    unlock() {
      audio ??= new AudioContext();
      // Refused where the browser wants another gesture: then there is no tone, and captions carry on.
      audio.resume().catch(() => {});
    },
    play(tone, volume = 1) {
      if (audio?.state !== "running") return;
      for (const note of NOTES[tone]) sound(audio, note, (PEAK * volume) / Math.sqrt(NOTES[tone].length));
    },
    close() {
      audio?.close().catch(() => {});
      audio = null;
    },
  };
}

function sound(audio: AudioContext, { hz, at, ms }: Note, peak: number): void {
  const begin = audio.currentTime + at / 1000;
  const end = begin + ms / 1000;
  for (const [frequency, level] of [
    [hz, peak],
    [hz * 2, peak / 10],
  ] as const) {
    const gain = new GainNode(audio, { gain: 0 });
    gain.gain.setValueAtTime(0, begin);
    gain.gain.linearRampToValueAtTime(level, begin + ATTACK_S);
    gain.gain.setValueAtTime(level, Math.max(begin + ATTACK_S, end - ATTACK_S));
    gain.gain.linearRampToValueAtTime(0, end);
    const oscillator = new OscillatorNode(audio, { frequency });
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(begin);
    oscillator.stop(end);
  }
}
