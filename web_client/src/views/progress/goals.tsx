// The goals of an account: days a week, minutes a week, seconds of one pose. Changed at any time, and let go of.

import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ApiError } from "../../api";
import { library } from "../../library";
import { named } from "../../names";
import { preferences } from "../../storage";
import { words } from "../../words";
import { asApiError, useLoaded } from "../load";
import { Choice, entries } from "../practice/choices";
import { told } from "../told";
import { type Aim, addGoal, changeGoal, type Goal, goals, letGo, retargeted } from "./aims";
import { type Given, OwnWeek, Week } from "./week";

interface Kept {
  list: Signal<Goal[] | null>;
  error: Signal<ApiError | null>;
  /** Waits for a change, and looks again. */
  changed(asked: Promise<unknown>): Promise<void>;
}

function useGoals(): Kept {
  const list = useSignal<Goal[] | null>(null);
  const error = useSignal<ApiError | null>(null);
  async function changed(asked: Promise<unknown>) {
    try {
      await asked;
      list.value = await goals();
      error.value = null;
    } catch (problem) {
      error.value = asApiError(problem);
    }
  }
  useEffect(() => void changed(Promise.resolve()), []);
  return { list, error, changed };
}

export function Goals({ sessions }: Given) {
  const { list, error, changed } = useGoals();
  if (!list.value) return error.value ? <OwnWeek sessions={sessions} /> : <p aria-busy="true" />;
  const days = list.value.find(({ kind }) => kind === "days");
  const others = list.value.filter((goal) => goal !== days);
  const chooseDays = (target: number) =>
    void changed(days ? changeGoal(days.id, retargeted(days, target)) : addGoal({ kind: "days", target }));
  return (
    <>
      <Week
        sessions={sessions}
        goal={Math.round(days?.target ?? preferences.value.goalDays)}
        choose={chooseDays}
      />
      <section class="goals" aria-labelledby="goals">
        <h2 id="goals">{words.goals.title}</h2>
        {others.map((goal) => (
          <OneGoal key={goal.id} goal={goal} changed={changed} />
        ))}
        <p class="amiss" role="alert">
          {error.value && told(error.value, { 409: words.goals.enough, 422: words.goals.amiss })}
        </p>
        <NewGoal add={(aim) => void changed(addGoal(aim))} />
      </section>
    </>
  );
}

function sentence(goal: Goal): string {
  const value = Math.floor(goal.value);
  if (goal.kind === "days") return words.progress.days(value, goal.target);
  if (goal.kind === "minutes") return words.goals.minutes(value, goal.target);
  return words.goals.hold(named(goal.pose_id ?? "", goal.pose_name ?? ""), value, goal.target);
}

interface OneGoalProps {
  goal: Goal;
  changed: Kept["changed"];
}

function OneGoal({ goal, changed }: OneGoalProps) {
  const said = sentence(goal);
  const row = goal.weeks_in_a_row ?? 0;
  return (
    <div class="goal" data-testid="goal">
      <p>
        {said}
        {goal.met && ` · ${words.goals.met}`}
      </p>
      {row >= 2 && <p class="small">{words.progress.row(row)}</p>}
      <progress max={goal.target} value={Math.min(goal.value, goal.target)} aria-label={said} />
      <div class="actions">
        <Target
          value={goal.target}
          most={MOST[goal.kind]}
          choose={(target) => void changed(changeGoal(goal.id, retargeted(goal, target)))}
        />
        <button type="button" class="button" onClick={() => void changed(letGo(goal.id))}>
          {words.goals.letGo}
        </button>
      </div>
    </div>
  );
}

/** As many days and minutes as a week has; half an hour of one pose. */
const MOST: Record<Goal["kind"], number> = { days: 7, minutes: 10_080, hold: 1800 };

interface TargetProps {
  value: number;
  most: number;
  choose(target: number): void;
}

function Target({ value, most, choose }: TargetProps) {
  return (
    <label class="target">
      <span>{words.goals.target}</span>
      <input
        type="number"
        min={1}
        max={most}
        value={value}
        required
        onChange={(event) => {
          if (event.currentTarget.reportValidity()) choose(event.currentTarget.valueAsNumber);
        }}
      />
    </label>
  );
}

type Kind = "minutes" | "hold";
const FIRST: Record<Kind, number> = { minutes: 60, hold: 30 };

function NewGoal({ add }: { add(aim: Aim): void }) {
  const kind = useSignal<Kind>("minutes");
  const target = useSignal(FIRST.minutes);
  const pose = useSignal("tree");
  const choose = (next: Kind) => {
    kind.value = next;
    target.value = FIRST[next];
  };
  const aim = (): Aim =>
    kind.value === "hold"
      ? { kind: "hold", target: target.value, pose: pose.value }
      : { kind: "minutes", target: target.value };
  return (
    <details>
      <summary>{words.goals.add}</summary>
      <div class="choices in-page">
        <Choice<Kind>
          name={words.goals.kind}
          value={kind.value}
          options={entries(words.goals.kinds)}
          choose={choose}
        />
        {kind.value === "hold" && <PoseChoice pose={pose} />}
        <Target
          value={target.value}
          most={MOST[kind.value]}
          choose={(value) => {
            target.value = value;
          }}
        />
      </div>
      <button type="button" class="button primary" onClick={() => add(aim())}>
        {words.goals.set}
      </button>
    </details>
  );
}

function PoseChoice({ pose }: { pose: Signal<string> }) {
  const loaded = useLoaded("library", library).value;
  const all = loaded.state === "ready" ? Object.entries(loaded.value) : [];
  const options = all.map(([id, { name }]) => [id, name] as const).sort(([, a], [, b]) => a.localeCompare(b));
  return (
    <Choice
      name={words.goals.pose}
      value={pose.value}
      options={options}
      choose={(id) => {
        pose.value = id;
      }}
    />
  );
}
