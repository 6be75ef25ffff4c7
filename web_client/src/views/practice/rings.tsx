// Score and hold, each a number in a ring, in the corners beside the body.

import type { Practice } from "../../practice/practice";
import type { PracticeState } from "../../practice/state";
import { words } from "../../words";

/** The ring of a hold is full after this many seconds: the founding poses are held 20 to 30 s. */
const FULL_HOLD_S = 30;

interface RingProps {
  /** 0..1 */
  filled: number;
  number: string;
  unit: string;
  class?: string;
}

function Ring({ filled, number, unit, class: name = "" }: RingProps) {
  const share = Math.max(0, Math.min(1, filled)) * 100;
  return (
    <span class={`ring-box ${name}`} aria-hidden="true">
      <svg class="ring" viewBox="0 0 100 100" aria-hidden="true">
        <circle class="track" cx="50" cy="50" r="46" />
        <circle class="arc" cx="50" cy="50" r="46" pathLength="100" stroke-dasharray={`${share} 101`} />
      </svg>
      <span class={number.length > 2 ? "ring-number long" : "ring-number"}>{number}</span>
      <span class="ring-unit">{unit}</span>
    </span>
  );
}

export function Score({ practice }: { practice: Practice }) {
  const { score } = practice.readout.reading.value;
  const label = score === null ? words.live.noScore : words.live.scoreIs(score);
  return (
    <div class="score" role="img" aria-label={label} data-testid="score" data-score={score ?? ""}>
      <Ring
        filled={(score ?? 0) / 100}
        number={score === null ? "–" : String(score)}
        unit={score === null ? words.live.score : words.live.scoreWord(score)}
        class={score === null ? "empty" : ""}
      />
    </div>
  );
}

export interface HoldProps {
  practice: Practice;
  state: PracticeState;
}

/** The seconds of the present hold; while waiting, of the one that is kept in sight. */
export function Hold({ practice, state }: HoldProps) {
  const { holdS, holding } = practice.readout.reading.value;
  const waiting = state.name === "away" || state.name === "reconnecting";
  const seconds = waiting ? Math.floor(state.holdS) : holdS;
  const name = waiting || !holding ? "waiting" : "";
  if (waiting && seconds === 0) return <div class="hold" data-testid="hold" data-seconds="0" />;
  return (
    <div
      class="hold"
      role="timer"
      aria-label={words.live.holdIs(seconds)}
      data-testid="hold"
      data-seconds={seconds}
    >
      <Ring filled={seconds / FULL_HOLD_S} number={String(seconds)} unit={words.live.held} class={name} />
    </div>
  );
}

/** In a flow the seconds of a step that are still to go; nothing for one that is a breath long. */
export function Left({ practice, state }: HoldProps) {
  const { flow, holding } = practice.readout.reading.value;
  if (!flow?.now || flow.now.hold_s === 0) return <div class="hold" data-testid="hold" data-seconds="" />;
  const waiting = flow.state !== "holding" || !holding || state.name !== "live" ? "waiting" : "";
  return (
    <div
      class="hold"
      role="timer"
      aria-label={words.flow.leftIs(flow.leftS)}
      data-testid="hold"
      data-seconds={flow.leftS}
    >
      <Ring filled={flow.done} number={String(flow.leftS)} unit={words.flow.left} class={waiting} />
    </div>
  );
}

export function Countdown({ seconds }: { seconds: number }) {
  return (
    <div class="hold countdown" role="timer" data-testid="countdown">
      <Ring filled={seconds / 3} number={String(seconds)} unit="" />
    </div>
  );
}
