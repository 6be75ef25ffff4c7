// Progress: this week, the days, minutes per week, one pose over time, and what has been done.

import { useSignal } from "@preact/signals";
import { account } from "../../account";
import { shortDay, weekday } from "../../dates";
import { words } from "../../words";
import { Failed } from "../failed";
import { history, type PastHold, type PastSession } from "../history";
import { useLoaded } from "../load";
import { Page } from "../page";
import { Choice } from "../practice/choices";
import { Achievements } from "./achievements";
import { Chart, type Series } from "./chart";
import * as figures from "./figures";
import { Goals } from "./goals";
import { Leaderboard } from "./leaderboard";
import { type Given, OwnWeek } from "./week";
import "../../styles/progress.css";

export function Progress() {
  const loaded = useLoaded<PastSession[]>("history", history).value;
  return (
    <Page title={words.progress.title}>
      {loaded.state === "loading" && <p aria-busy="true" />}
      {loaded.state === "failed" && <Failed error={loaded.error} />}
      {loaded.state === "ready" && <Shown sessions={loaded.value} />}
    </Page>
  );
}

function Shown({ sessions }: Given) {
  const who = account.value?.email;
  if (sessions.length === 0)
    return (
      <div class="empty">
        <p class="lead">{words.sessions.empty}</p>
        <a class="button primary big" href="/practice">
          {words.home.start}
        </a>
      </div>
    );
  return (
    <>
      {who ? <Goals key={who} sessions={sessions} /> : <OwnWeek sessions={sessions} />}
      <Calendar sessions={sessions} />
      <Minutes sessions={sessions} />
      <OnePose sessions={sessions} />
      {who ? <Achievements key={who} /> : <Deeds sessions={sessions} />}
      {who && <Leaderboard key={who} />}
      <div class="actions">
        <a class="button" href="/sessions">
          {words.progress.sessions}
        </a>
        {!who && (
          <a class="button quiet" href="/signup?next=/progress">
            {words.sessions.keep}
          </a>
        )}
      </div>
    </>
  );
}

function Calendar({ sessions }: Given) {
  const days = figures.calendar(sessions, new Date());
  const said = ({ date, minutes }: figures.CalendarDay) =>
    minutes > 0 ? words.progress.practised(weekday(date), minutes) : words.progress.rest(weekday(date));
  return (
    <section>
      <h2>{words.progress.calendar}</h2>
      <ul class="weekdays" aria-hidden="true">
        {words.progress.weekdays.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <ul class="calendar">
        {days.map((day) => (
          <li key={day.date.getTime()} class={dayClass(day)}>
            <span aria-hidden="true">{day.date.getDate()}</span>
            {!day.future && <span class="visually-hidden">{said(day)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function dayClass({ minutes, future }: figures.CalendarDay): string {
  if (future) return "future";
  return minutes > 0 ? "practised" : "";
}

function Minutes({ sessions }: Given) {
  const weeks = figures.weeks(sessions, new Date());
  const all = weeks.reduce((sum, week) => sum + week.minutes, 0);
  const values = weeks.map(({ minutes }) => (minutes > 0 ? minutes : null));
  return (
    <Chart
      title={words.progress.minutes}
      finding={words.progress.minutesFinding(all)}
      rows={weeks.map(({ start }) => shortDay(start))}
      series={[{ name: words.progress.minutesOf, values }]}
      form="bars"
      unit={words.progress.minuteUnit}
    />
  );
}

function OnePose({ sessions }: Given) {
  const poses = figures.practised(sessions);
  const chosen = useSignal(poses[0]?.[0] ?? "");
  const name = poses.find(([id]) => id === chosen.value)?.[1];
  if (!name) return null;
  const choose = (id: string) => {
    chosen.value = id;
  };
  const points = (value: (hold: PastHold) => number | null) =>
    figures.pointsOf(sessions, chosen.value, value);
  const scores = points((hold) => hold.score);
  const holds = points((hold) => hold.seconds || null);
  const { score, scoreFinding, scoreUnit, holdsFinding, holdUnit } = words.progress;
  return (
    <>
      <Choice name={words.progress.pose} value={chosen.value} options={poses} choose={choose} />
      <PoseChart
        title={score(name)}
        finding={scoreFinding[figures.trend(scores)]}
        points={scores}
        form="points"
        unit={scoreUnit}
        top={100}
      />
      <PoseChart
        title={words.progress.holds(name)}
        finding={holdsFinding[figures.holdTrend(holds)]}
        points={holds}
        form="steps"
        unit={holdUnit}
      />
    </>
  );
}

interface PoseChartProps {
  title: string;
  finding: string;
  points: figures.Point[];
  form: "points" | "steps";
  unit: string;
  top?: number;
}

/** Under five points a sentence stands in for the line. */
function PoseChart({ points, ...given }: PoseChartProps) {
  if (points.length < figures.ENOUGH)
    return (
      <section>
        <h2>{given.title}</h2>
        <p>{given.finding}</p>
      </section>
    );
  return <Chart {...given} rows={points.map(({ at }) => shortDay(at))} series={bySide(points)} />;
}

/** Right and left never share a line: they are different practice. */
function bySide(points: figures.Point[]): Series[] {
  const { sides } = words.progress;
  const line = (side: figures.Point["side"]) =>
    points.map((point) => (point.side === side ? point.value : null));
  const all = [
    { name: sides.none, values: line(null) },
    { name: sides.right, values: line("right") },
    { name: sides.left, values: line("left"), dashed: true },
  ];
  return all.filter(({ values }) => values.some((value) => value !== null));
}

function Deeds({ sessions }: Given) {
  const done = figures.deeds(sessions);
  if (done.length === 0) return null;
  return (
    <section>
      <h2>{words.progress.deeds}</h2>
      <ul class="figures">
        {done.map((deed) => (
          <li key={deed}>{words.progress.deed[deed]}</li>
        ))}
      </ul>
    </section>
  );
}
