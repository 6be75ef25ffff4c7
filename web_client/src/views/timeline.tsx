// A session as a line of scores and a row of holds, with its gaps, and the same as a table.

import type { Side } from "../wire";
import { words } from "../words";
import { clock } from "./practice/clock";

export interface TimelineHold {
  name: string;
  side: Side | null;
  startS: number | null;
  holdS: number | null;
  score: number | null;
  best: number | null;
}

const WIDTH = 720;
const TOP = 8;
const HEIGHT = 120;
const BAND = 14;

/** Path through the scores of each second; a second without one is a gap, never a guess. */
export function scorePath(scores: readonly (number | null)[], durationS: number): string {
  const x = (second: number) => ((second + 0.5) / Math.max(1, durationS)) * WIDTH;
  const y = (score: number) => TOP + HEIGHT * (1 - score / 100);
  let pen = "M";
  let path = "";
  scores.forEach((score, second) => {
    if (score === null) {
      pen = "M";
      return;
    }
    path += `${pen}${x(second).toFixed(1)} ${y(score).toFixed(1)}`;
    // A lone second is a dot: a round cap on a line of no length.
    if (pen === "M") path += "h0.1";
    pen = "L";
  });
  return path;
}

export interface TimelineProps {
  scores: readonly (number | null)[];
  holds: readonly TimelineHold[];
  durationS: number;
}

/** The last hold may reach past the duration by the seconds that were paused. */
function extent({ scores, holds, durationS }: TimelineProps): number {
  const ends = holds.map((hold) => (hold.startS ?? 0) + (hold.holdS ?? 0));
  return Math.max(1, durationS, scores.length, ...ends);
}

export function Timeline(props: TimelineProps) {
  const { scores, holds } = props;
  const durationS = extent(props);
  const x = (seconds: number) => (seconds / durationS) * WIDTH;
  if (!scores.some((score) => score !== null) && holds.length === 0) return null;
  return (
    <figure class="timeline">
      <figcaption>{words.summary.score}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${TOP + HEIGHT + BAND + 22}`} aria-hidden="true" data-testid="timeline">
        {[0, 50, 100].map((score) => (
          <path key={score} class="grid" d={`M0 ${TOP + HEIGHT * (1 - score / 100)}H${WIDTH}`} />
        ))}
        <path class="scores" d={scorePath(scores, durationS)} />
        {holds.map((hold) => (
          <rect
            key={hold.startS}
            class="band"
            x={x(hold.startS ?? 0)}
            y={TOP + HEIGHT + 4}
            width={Math.max(2, x(hold.holdS ?? 0))}
            height={BAND - 4}
            rx="3"
          />
        ))}
        <text class="axis" x="0" y={TOP + HEIGHT + BAND + 18}>
          0
        </text>
        <text class="axis end" x={WIDTH} y={TOP + HEIGHT + BAND + 18}>
          {words.units.seconds(Math.round(durationS))}
        </text>
      </svg>
    </figure>
  );
}

export function HoldsTable({ holds }: { holds: readonly TimelineHold[] }) {
  if (holds.length === 0) return null;
  const { sessions } = words;
  const score = (value: number | null) => (value === null ? sessions.notScored : Math.round(value));
  return (
    <table class="holds">
      <thead>
        <tr>
          <th scope="col">{sessions.pose}</th>
          <th scope="col">{sessions.side}</th>
          <th scope="col">{sessions.start}</th>
          <th scope="col">{sessions.hold}</th>
          <th scope="col">{sessions.score}</th>
          <th scope="col">{sessions.best}</th>
        </tr>
      </thead>
      <tbody>
        {holds.map((hold) => (
          <tr key={hold.startS} data-testid="hold-row">
            <th scope="row">{hold.name}</th>
            <td>{words.side(hold.side)}</td>
            <td>{hold.startS === null ? "–" : clock(hold.startS)}</td>
            <td>{hold.holdS === null ? "–" : words.units.seconds(Math.round(hold.holdS))}</td>
            <td>{score(hold.score)}</td>
            <td>{score(hold.best)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
