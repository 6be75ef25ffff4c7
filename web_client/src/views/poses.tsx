// The library: every pose with its drawn figure, to be searched and narrowed.

import { useSignal } from "@preact/signals";
import { type PoseInfo, poses } from "../api";
import { Figure } from "../figures/figure";
import type { Level } from "../wire";
import { words } from "../words";
import { Failed } from "./failed";
import { useLoaded } from "./load";
import { Page } from "./page";
import { Choice } from "./practice/choices";
import { categories, type Filters, found, NO_FILTERS } from "./search";
import "../styles/library.css";

export function Poses() {
  const loaded = useLoaded("poses", poses).value;
  return (
    <Page title={words.library.title}>
      {loaded.state === "loading" && <p aria-busy="true" />}
      {loaded.state === "failed" && <Failed error={loaded.error} />}
      {loaded.state === "ready" && <Library all={loaded.value} />}
    </Page>
  );
}

function Library({ all }: { all: Record<string, PoseInfo> }) {
  const filters = useSignal(NO_FILTERS);
  const ids = found(all, filters.value);
  const narrow = (change: Partial<Filters>) => {
    filters.value = { ...filters.value, ...change };
  };
  return (
    <>
      <Narrow all={all} filters={filters.value} narrow={narrow} />
      <p class="small muted" role="status">
        {ids.length > 0 ? words.library.count(ids.length) : words.library.none}
      </p>
      {ids.length === 0 && (
        <button type="button" class="button" onClick={() => narrow(NO_FILTERS)}>
          {words.library.clear}
        </button>
      )}
      <ul class="cards library" data-testid="library">
        {ids.map((id) => {
          const pose = all[id];
          return pose && <PoseCard key={id} id={id} pose={pose} />;
        })}
      </ul>
    </>
  );
}

interface NarrowProps {
  all: Record<string, PoseInfo>;
  filters: Filters;
  narrow(change: Partial<Filters>): void;
}

function Narrow({ all, filters, narrow }: NarrowProps) {
  const any = ["", words.library.any] as const;
  const levels = Object.entries(words.level) as [Level, string][];
  const kinds = categories(all).map((id) => [id, words.library.kinds[id] ?? id] as const);
  const { front, side } = words.library.viewShort;
  return (
    <search class="choices in-page">
      <label class="choice">
        <span>{words.library.search}</span>
        <input
          type="search"
          value={filters.text}
          onInput={(event) => narrow({ text: event.currentTarget.value })}
        />
      </label>
      <Choice<Level | "">
        name={words.library.level}
        value={filters.level}
        options={[any, ...levels]}
        choose={(level) => narrow({ level })}
      />
      <Choice
        name={words.library.category}
        value={filters.category}
        options={[any, ...kinds]}
        choose={(category) => narrow({ category })}
      />
      <Choice<Filters["view"]>
        name={words.library.camera}
        value={filters.view}
        options={[any, ["front", front], ["side", side]]}
        choose={(view) => narrow({ view })}
      />
    </search>
  );
}

export function PoseCard({ id, pose }: { id: string; pose: PoseInfo }) {
  return (
    <li>
      <a class="card" href={`/poses/${encodeURIComponent(id)}`} data-pose={id}>
        <Figure pose={id} view={pose.view} />
        <span class="card-name">{pose.name}</span>
        {pose.sanskrit && (
          <span class="small muted" lang="sa-Latn">
            {pose.sanskrit}
          </span>
        )}
        <span class="small muted">
          <Dots pose={pose} /> {words.level[pose.difficulty]} · {words.library.viewShort[pose.view]} ·{" "}
          {words.library.hold(pose.hold_s)}
        </span>
      </a>
    </li>
  );
}

const DOTS: Record<Level, number> = { beginner: 1, intermediate: 2, advanced: 3 };

/** The level as dots, beside its word. */
function Dots({ pose }: { pose: PoseInfo }) {
  const filled = DOTS[pose.difficulty];
  return <span aria-hidden="true">{"●".repeat(filled) + "○".repeat(3 - filled)}</span>;
}
