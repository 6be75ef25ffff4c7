// Flows to choose from: a strip of their poses, how long, how hard, and how one stands to the camera.

import { Figure } from "../figures/figure";
import { type FlowInfo, flows } from "../flows";
import { library, viewOf } from "../library";
import { words } from "../words";
import { useLoaded } from "./load";

/** Poses in a strip: enough to recognise the flow by. */
const STRIP = 6;

/** The figures need the list of poses, to be drawn as they are stood to the camera. */
async function known(): Promise<Record<string, FlowInfo>> {
  const [all] = await Promise.all([flows(), library().catch(() => null)]);
  return all;
}

export interface FlowCardsProps {
  /** Which, in this order; all where nothing is said. */
  only?: readonly string[];
}

export function FlowCards({ only }: FlowCardsProps) {
  const loaded = useLoaded("flows", known).value;
  if (loaded.state === "loading") return <p aria-busy="true" />;
  if (loaded.state === "failed") return <p class="note">{words.ask.noFlows}</p>;
  const ids = only ?? Object.keys(loaded.value);
  return (
    <ul class="flow-cards" data-testid="flows">
      {ids.flatMap((id) => {
        const flow = loaded.value[id];
        return flow ? [<FlowCard key={id} id={id} flow={flow} />] : [];
      })}
    </ul>
  );
}

function FlowCard({ id, flow }: { id: string; flow: FlowInfo }) {
  const poses = [...new Set(flow.steps.map(({ pose }) => pose))].slice(0, STRIP);
  const views = flow.views.map((view) => words.library.viewShort[view]).join(", ");
  return (
    <li>
      <a class="card" href={`/practice?flow=${encodeURIComponent(id)}`} data-flow={id}>
        <span class="strip" aria-hidden="true">
          {poses.map((pose) => (
            <Figure key={pose} pose={pose} view={viewOf(pose)} />
          ))}
        </span>
        <span class="card-name">{flow.name}</span>
        <span class="small muted">
          {words.units.minutes(flow.minutes)} · {words.level[flow.level]}
          {views && ` · ${views}`}
        </span>
      </a>
    </li>
  );
}
