// Which parts of the body the coach sees, so that progress shows before success does.

import type { Part } from "../../overlay/skeleton";
import type { Practice } from "../../practice/practice";
import { words } from "../../words";

const PARTS: readonly Part[] = ["head", "arms", "hips", "feet"];

export function Placement({ practice }: { practice: Practice }) {
  const { parts } = practice.readout.reading.value;
  const met = PARTS.filter((part) => parts[part]).length;
  return (
    <div class="placement">
      <p class="small muted">{words.placing.see}</p>
      <ul>
        {PARTS.map((part) => (
          <li key={part} class={parts[part] ? "seen" : "unseen"}>
            <span class="dot" aria-hidden="true" />
            {words.placing.parts[part]}
            <span class="visually-hidden">{parts[part] ? words.placing.seen : words.placing.notSeen}</span>
          </li>
        ))}
      </ul>
      <div class="meter" role="img" aria-label={words.placing.meter(met, PARTS.length)}>
        {PARTS.map((part, i) => (
          <span key={part} class={i < met ? "met" : ""} />
        ))}
      </div>
    </div>
  );
}
