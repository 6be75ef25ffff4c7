// The summary: one thing that went well, one for next time, then the numbers.

import type { ComponentChildren } from "preact";
import { isGuest } from "../../account";
import type { Practice } from "../../practice/practice";
import type { Ended as EndedState } from "../../practice/state";
import { go } from "../../router";
import type { HoldSummary, Summary } from "../../wire";
import { words } from "../../words";
import { Icon } from "../icons";
import { HoldsTable, Timeline, type TimelineHold } from "../timeline";
import { Panel } from "./panels";

export interface EndedProps {
  practice: Practice;
  state: EndedState;
  again(): void;
}

export function Ended({ practice, state, again }: EndedProps) {
  const { summary, how } = state;
  const title = summary && summary.duration_s < 60 ? words.summary.short : words.summary.title;
  const actions = <Actions summary={summary} loggedOut={how === "notAuthenticated"} again={again} />;
  const calm = how !== "asked" && !summary;
  return (
    <Panel title={calm ? words.howEnded[how] : title} class="summary" testId="summary">
      {!calm && words.howEnded[how] && <p class="note">{words.howEnded[how]}</p>}
      {summary ? (
        <Told summary={summary}>{actions}</Told>
      ) : (
        <>
          <Untold settled={state.settled} stored={practice.stored.value} />
          {actions}
        </>
      )}
    </Panel>
  );
}

function Untold({ settled, stored }: { settled: boolean; stored: boolean }) {
  if (!settled) return <p class="lead">{words.summary.saving}</p>;
  return (
    <p class="lead">
      {words.summary.lost} {stored && words.summary.lostStored}
    </p>
  );
}

export function bestHold(holds: readonly HoldSummary[]): HoldSummary | null {
  return holds.reduce<HoldSummary | null>(
    (best, hold) => (best && best.hold_s >= hold.hold_s ? best : hold),
    null,
  );
}

export function asTimeline(holds: readonly HoldSummary[]): TimelineHold[] {
  return holds.map((hold) => ({
    name: hold.pose_name,
    side: hold.side,
    startS: hold.start_s,
    holdS: hold.hold_s,
    score: hold.mean_score,
    best: hold.best_score,
  }));
}

export interface ToldProps {
  summary: Summary;
  /** What one can do next, before the details. */
  children?: ComponentChildren;
}

export function Told({ summary, children }: ToldProps) {
  const best = bestHold(summary.holds);
  const next = summary.holds.flatMap((hold) => hold.open)[0];
  const holds = asTimeline(summary.holds);
  return (
    <>
      <p class="figures" data-testid="summary-figures">
        <span>{duration(summary.duration_s)}</span>
        <span>{words.summary.holds(summary.holds.length)}</span>
        {summary.mean_score !== null && (
          <span>
            {words.sessions.score} {Math.round(summary.mean_score)}
          </span>
        )}
        {summary.cues_given > 0 && <span>{words.summary.cues(summary.cues_fixed, summary.cues_given)}</span>}
      </p>
      <ul class="findings">
        <li>
          <Icon name="check" />
          <span class="small muted">{words.summary.well}</span>
          <span>
            {best ? words.summary.longest(best.pose_name, Math.round(best.hold_s)) : words.summary.seen}
          </span>
        </li>
        {next && (
          <li class="next">
            <Icon name="arrow" />
            <span class="small muted">{words.summary.next}</span>
            <span>{next}</span>
          </li>
        )}
      </ul>
      {children}
      <Timeline scores={summary.scores} holds={holds} durationS={summary.duration_s} />
      <HoldsTable holds={holds} />
      <p class="small muted">{summary.stored ? words.summary.kept : words.summary.keptHere}</p>
    </>
  );
}

export function duration(seconds: number): string {
  return seconds < 60
    ? words.units.seconds(Math.round(seconds))
    : words.units.minutes(Math.round(seconds / 60));
}

interface ActionsProps {
  summary: Summary | null;
  loggedOut: boolean;
  again(): void;
}

function Actions({ summary, loggedOut, again }: ActionsProps) {
  const details = summary?.stored ? `/sessions/${summary.id}` : null;
  return (
    <div class="actions">
      {loggedOut ? (
        <button type="button" class="button primary big" onClick={() => go("/login?next=/practice")}>
          {words.form.login}
        </button>
      ) : (
        <button type="button" class="button primary big" onClick={again}>
          {words.summary.again}
        </button>
      )}
      {isGuest.value && !loggedOut && (
        <a class="button" href="/signup">
          {words.summary.keep}
        </a>
      )}
      {details && (
        <a class="button" href={details}>
          {words.summary.details}
        </a>
      )}
      <a class="button quiet" href="/sessions">
        {words.summary.done}
      </a>
    </div>
  );
}
