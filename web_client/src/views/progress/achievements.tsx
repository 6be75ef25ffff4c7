// What an account has done for the first time, with its day, and what is nearest: deeds, no points and no ranks.

import { longDate } from "../../dates";
import { words } from "../../words";
import { useLoaded } from "../load";
import { type Achievement, achievements, dayOf, earned, nearest } from "./aims";

const NEXT = 3;

export function Achievements() {
  const loaded = useLoaded<Achievement[]>("achievements", achievements).value;
  // Without them the rest of the page still stands.
  if (loaded.state !== "ready") return null;
  const done = earned(loaded.value);
  const next = nearest(loaded.value, NEXT);
  return (
    <>
      {done.length > 0 && (
        <section>
          <h2>{words.progress.deeds}</h2>
          <ul class="figures">
            {done.map((one) => (
              <li key={one.id} data-testid="achievement">
                {one.title} · <time dateTime={one.earned_on}>{longDate(dayOf(one.earned_on))}</time>
              </li>
            ))}
          </ul>
        </section>
      )}
      {next.length > 0 && (
        <section>
          <h2>{words.achievements.next}</h2>
          <ul class="figures">
            {next.map((one) => (
              <li key={one.id}>
                {one.title} · {words.achievements.of(Math.floor(one.value), one.target)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
