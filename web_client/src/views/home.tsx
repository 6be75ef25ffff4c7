// The first page: one big Start, and the poses to work on.

import { useEffect } from "preact/hooks";
import { account } from "../account";
import { type PoseInfo, poses, type Stats, stats } from "../api";
import { Figure } from "../figures/figure";
import { words } from "../words";
import { FlowCards } from "./flow-cards";
import { type Loaded, useLoaded } from "./load";
import { Page } from "./page";

/** What Start leads to is here by the time it is clicked. */
function usePracticeSoon(): void {
  useEffect(() => {
    const soon = globalThis.requestIdleCallback ?? setTimeout;
    soon(() => void import("./practice/practice-view").catch(() => {}));
  }, []);
}

export function Home() {
  usePracticeSoon();
  return (
    <Page title={words.name} ownHeading>
      <section class="hero">
        <div class="hero-text">
          <h1>{words.home.title}</h1>
          <p class="lead">{words.home.lead}</p>
          <a class="button primary big" href="/practice" data-testid="start">
            {words.home.start}
          </a>
          <p class="muted">{words.home.free}</p>
          {account.value && <Week name={account.value.fullname} />}
        </div>
        <div class="hero-figure">
          <Figure pose="warrior2" joints ring="knee" close />
        </div>
      </section>
      <section aria-labelledby="flows">
        <h2 id="flows">{words.home.flows}</h2>
        <FlowCards only={SUGGESTED_FLOWS} />
        <p class="actions after-cards">
          <a class="button" href="/flows">
            {words.home.allFlows}
          </a>
          <a class="button" href="/practice?class">
            {words.home.class}
          </a>
        </p>
      </section>
      <PoseCards />
    </Page>
  );
}

function Week({ name }: { name: string }) {
  const loaded = useLoaded<Stats>(name, stats).value;
  if (loaded.state !== "ready") return null;
  const { sessions_this_week, mindful_minutes } = loaded.value;
  return (
    <p class="week">
      {words.home.hello(name)} {words.home.week(sessions_this_week)} {words.home.minutes(mindful_minutes)}
    </p>
  );
}

/** One to wake up, one that is short and stays on the feet, one for the back. */
const SUGGESTED_FLOWS = ["sun_salutation_a", "balance_6", "gentle_back_12"];

/** One standing, one balancing, one strong: nothing that needs the floor. */
const SUGGESTED = ["mountain", "warrior2", "tree", "goddess"];

function PoseCards() {
  const loaded: Loaded<Record<string, PoseInfo>> = useLoaded("poses", poses).value;
  if (loaded.state === "loading") return <div class="cards" aria-busy="true" />;
  if (loaded.state === "failed") return <p class="note">{words.home.noPoses}</p>;
  const all = loaded.value;
  return (
    <section aria-labelledby="choose">
      <h2 id="choose">{words.home.choose}</h2>
      <ul class="cards">
        {SUGGESTED.flatMap((id) => {
          const pose = all[id];
          return pose ? [<PoseCard key={id} id={id} pose={pose} />] : [];
        })}
      </ul>
      <p class="actions after-cards">
        <a class="button" href="/poses">
          {words.home.all(Object.keys(all).length)}
        </a>
      </p>
    </section>
  );
}

function PoseCard({ id, pose }: { id: string; pose: PoseInfo }) {
  return (
    <li>
      <a class="card" href={`/practice?pose=${encodeURIComponent(id)}`}>
        <Figure pose={id} view={pose.view} />
        <span class="card-name">{pose.name}</span>
      </a>
    </li>
  );
}
