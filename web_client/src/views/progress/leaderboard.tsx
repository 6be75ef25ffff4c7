// Who practised most, for those who chose to be on it themselves; nobody else is shown it here.

import { useSignal } from "@preact/signals";
import { chosen } from "../../chosen";
import { words } from "../../words";
import { useLoaded } from "../load";
import { Choice, entries } from "../practice/choices";
import { type Board, leaderboard, type Period } from "./aims";

export function Leaderboard() {
  const loaded = useLoaded("chosen", chosen).value;
  if (loaded.state !== "ready" || loaded.value.display_name === null) return null;
  return <Shown />;
}

function Shown() {
  const period = useSignal<Period>("week");
  const loaded = useLoaded<Board>(period.value, () => leaderboard(period.value)).value;
  const { title, periods, nobody, leave } = words.board;
  return (
    <section aria-labelledby="board">
      <h2 id="board">{title}</h2>
      <Choice<Period>
        name={words.board.period}
        value={period.value}
        options={entries(periods)}
        choose={(next) => {
          period.value = next;
        }}
      />
      {loaded.state === "ready" && loaded.value.entries.length === 0 && <p>{nobody}</p>}
      {loaded.state === "ready" && loaded.value.entries.length > 0 && <Entries board={loaded.value} />}
      <p>
        <a href="/settings">{leave}</a>
      </p>
    </section>
  );
}

function Entries({ board }: { board: Board }) {
  const { columns, you } = words.board;
  const far = board.you && !board.entries.some((entry) => entry.you) ? [board.you] : [];
  return (
    <table data-testid="leaderboard">
      <thead>
        <tr>
          <th scope="col">{columns.rank}</th>
          <th scope="col">{columns.name}</th>
          <th scope="col">{columns.minutes}</th>
          <th scope="col">{columns.sessions}</th>
        </tr>
      </thead>
      <tbody>
        {[...board.entries, ...far].map((entry) => (
          <tr key={entry.display_name}>
            <td>{entry.rank}</td>
            <td>{entry.you ? <strong>{you(entry.display_name)}</strong> : entry.display_name}</td>
            <td>{Math.round(entry.minutes)}</td>
            <td>{entry.sessions}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
