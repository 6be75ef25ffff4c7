// Where a flow stands, along the top of the zone: how far, what now, and what comes next.

import { named } from "../../names";
import type { FlowReading } from "../../practice/reading";
import { words } from "../../words";

export function FlowLine({ flow }: { flow: FlowReading }) {
  const { step, of, next } = flow;
  const number = Math.min(step + 1, of);
  return (
    <div class="flow-line" data-testid="flow" data-step={step} data-of={of} data-flow-state={flow.state}>
      <div
        class="flow-bar"
        role="progressbar"
        aria-label={flow.name}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={step}
        aria-valuetext={words.flow.of(number, of)}
      >
        <span style={{ width: `${(100 * step) / Math.max(1, of)}%` }} />
      </div>
      <p class="flow-words">
        <span>{words.flow.of(number, of)}</span>
        <span class="flow-next">
          {next ? words.flow.next(words.live.pose(named(next.pose, next.name), next.side)) : words.flow.last}
        </span>
      </p>
    </div>
  );
}
