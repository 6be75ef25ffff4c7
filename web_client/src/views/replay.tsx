// A practice to watch again: the joints, and a scrubber through its time.

import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { Skeleton } from "../figures/skeleton";
import { forgetMovement, type Moment, Movement } from "../movement";
import { preferences } from "../storage";
import { words } from "../words";
import { Icon } from "./icons";
import { asApiError } from "./load";
import { clock } from "./practice/clock";
import { told } from "./told";

export interface ReplayProps {
  id: number;
  durationS: number;
  /** Width of the picture by its height. */
  aspect: number;
  forgotten(): void;
}

/** The server keeps ten moments a second. */
const STEP_S = 0.1;

export function Replay({ id, durationS, aspect, forgotten }: ReplayProps) {
  const movement = useMemo(() => new Movement(id), [id]);
  const t = useSignal(0);
  const playing = useSignal(false);
  const moment = useSignal<Moment | null>(null);
  const problem = useSignal("");

  useEffect(() => {
    let wanted = true;
    movement.at(t.value).then(
      (found) => {
        if (wanted) moment.value = found;
      },
      (error) => {
        playing.value = false;
        problem.value = told(asApiError(error));
      },
    );
    return () => {
      wanted = false;
    };
  }, [t.value]);

  useEffect(() => {
    if (!playing.value) return;
    const timer = setInterval(() => {
      t.value = Math.min(durationS, t.value + STEP_S);
      if (t.value >= durationS) playing.value = false;
    }, STEP_S * 1000);
    return () => clearInterval(timer);
  }, [playing.value]);

  const play = () => {
    if (t.value >= durationS) t.value = 0;
    playing.value = !playing.value;
  };
  return (
    <section class="replay" data-testid="replay">
      <h2>{words.summary.replay}</h2>
      <Skeleton
        points={moment.value?.points ?? []}
        aspect={aspect}
        mirrored={preferences.value.mirrored}
        label={`${words.summary.replay}, ${clock(t.value)}`}
      />
      <div class="scrubber">
        <button type="button" class="button" onClick={play}>
          <Icon name={playing.value ? "pause" : "play"} />
          {playing.value ? words.summary.halt : words.summary.play}
        </button>
        <input
          type="range"
          aria-label={words.summary.replayAt}
          aria-valuetext={clock(t.value)}
          min={0}
          max={durationS}
          step={STEP_S}
          value={t.value}
          onInput={(event) => {
            t.value = Number(event.currentTarget.value);
          }}
        />
        <span class="small muted">
          {clock(t.value)} / {clock(durationS)}
        </span>
      </div>
      <p class="small muted">{words.summary.replayWhy}</p>
      <Forget id={id} forgotten={forgotten} />
      <p class="amiss" role="alert">
        {problem.value}
      </p>
    </section>
  );
}

function Forget({ id, forgotten }: Pick<ReplayProps, "id" | "forgotten">) {
  const problem = useSignal("");
  const forget = () => {
    forgetMovement(id).then(forgotten, (error) => {
      problem.value = told(asApiError(error));
    });
  };
  return (
    <p>
      <button type="button" class="link" onClick={forget}>
        {words.summary.forgetReplay}
      </button>
      <span class="amiss" role="alert">
        {problem.value}
      </span>
    </p>
  );
}
