// This week: days of practice against the days one wants, and the weeks in a row that met it.

import { prefer, preferences } from "../../storage";
import { words } from "../../words";
import type { PastSession } from "../history";
import { Choice } from "../practice/choices";
import * as figures from "./figures";

export interface Given {
  sessions: PastSession[];
}

interface WeekProps extends Given {
  goal: number;
  choose(days: number): void;
}

export function Week({ sessions, goal, choose }: WeekProps) {
  const weeks = figures.weeks(sessions, new Date());
  const row = figures.inARow(weeks, goal);
  const choices = [1, 2, 3, 4, 5, 6, 7].map((n) => [String(n), String(n)] as const);
  return (
    <section class="week-goal">
      <p class="lead" data-testid="this-week">
        {words.progress.days(weeks.at(-1)?.days ?? 0, goal)}
      </p>
      {row >= 2 && <p>{words.progress.row(row)}</p>}
      <Choice
        name={words.progress.goal}
        value={String(goal)}
        options={choices}
        choose={(days) => choose(Number(days))}
      />
    </section>
  );
}

/** By the goal that this browser keeps. */
export function OwnWeek({ sessions }: Given) {
  return (
    <Week sessions={sessions} goal={preferences.value.goalDays} choose={(goalDays) => prefer({ goalDays })} />
  );
}
