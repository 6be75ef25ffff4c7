// The summary: one thing that went well, one for next time, then the numbers.

import type { ComponentChildren } from "preact";
import { isGuest } from "../../account";
import { named, namedFlow } from "../../names";
import type { BestMoment, JointChange, Keepsake } from "../../practice/keepsake";
import { keyOf } from "../../practice/parts";
import type { Practice } from "../../practice/practice";
import type { Ended as EndedState } from "../../practice/state";
import { go } from "../../router";
import type { FlowSummary, HoldSummary, Summary } from "../../wire";
import { words } from "../../words";
import { BestMomentFigure } from "../best-moment";
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
        <Told summary={summary} keepsake={practice.keepsake} best={practice.keepsake.best}>
          {actions}
        </Told>
      ) : (
        <>
          <Untold settled={state.settled} stored={practice.served.stored.value} />
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
    name: named(hold.pose_id, hold.pose_name),
    side: hold.side,
    startS: hold.start_s,
    holdS: hold.hold_s,
    score: hold.mean_score,
    best: hold.best_score,
  }));
}

export interface ToldProps {
  summary: Summary;
  /** What the page itself remembers; only right after the practice. */
  keepsake?: Keepsake;
  best?: BestMoment | null | undefined;
  /** What one can do next, before the details. */
  children?: ComponentChildren;
}

export function Told({ summary, keepsake, best: moment, children }: ToldProps) {
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
        {flowsDone(summary.flows ?? []).map(({ name, done, of }) => (
          <span key={name}>{words.summary.flow(name, done, of)}</span>
        ))}
      </p>
      <ul class="findings">
        <li>
          <Icon name="check" />
          <span class="small muted">{words.summary.well}</span>
          <span>
            {best
              ? words.summary.longest(named(best.pose_id, best.pose_name), Math.round(best.hold_s))
              : words.summary.seen}
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
      {moment && <BestMomentFigure best={moment} />}
      {keepsake && <Joints better={keepsake.better} workOn={keepsake.workOn} />}
      <Timeline scores={summary.scores} holds={holds} durationS={summary.duration_s} />
      <HoldsTable holds={holds} />
      <p class="small muted">{summary.stored ? words.summary.kept : words.summary.keptHere}</p>
    </>
  );
}

/** One line for each flow, also where it was begun anew in the middle. */
export function flowsDone(flows: readonly FlowSummary[]): { name: string; done: number; of: number }[] {
  const known = new Map<string, { name: string; done: number; of: number }>();
  for (const { id, name, done, of } of flows) {
    const before = known.get(name)?.done ?? 0;
    known.set(name, { name: id ? namedFlow(id, name) : name, done: Math.min(of, before + done), of });
  }
  return [...known.values()];
}

interface JointsProps {
  better: readonly JointChange[];
  workOn: readonly JointChange[];
}

/** What the joints did from their first seconds in a pose to their last. */
function Joints({ better, workOn }: JointsProps) {
  if (better.length + workOn.length === 0) return null;
  const name = ({ part, side }: JointChange) => words.live.joint(part, side);
  const gained = (joint: JointChange) =>
    words.summary.gained(name(joint), Math.round(joint.last - joint.first));
  return (
    <div class="joints" data-testid="joint-changes">
      <JointList title={words.summary.better} joints={better} says={gained} />
      <JointList title={words.summary.workOn} joints={workOn} says={name} />
    </div>
  );
}

interface JointListProps {
  title: string;
  joints: readonly JointChange[];
  says(joint: JointChange): string;
}

function JointList({ title, joints, says }: JointListProps) {
  if (joints.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {joints.map((joint) => (
          <li key={`${joint.poseName} ${keyOf(joint)}`}>
            {says(joint)} <span class="small muted">{joint.poseName}</span>
          </li>
        ))}
      </ul>
    </section>
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
