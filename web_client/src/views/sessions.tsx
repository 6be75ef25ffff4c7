// The history: what the server keeps of an account, or what this browser keeps of a guest.

import { useSignal } from "@preact/signals";
import { account, expired } from "../account";
import { type SessionPage, type SessionRecord, type Stats, sessions, stats } from "../api";
import { bring } from "../bring";
import { timeOfDay, weekday } from "../dates";
import { named } from "../names";
import { type KeptSummary, keptSummaries } from "../storage";
import { words } from "../words";
import { Failed } from "./failed";
import { moment } from "./history";
import { asApiError, useLoaded } from "./load";
import { Page } from "./page";
import { duration } from "./practice/ended";
import { told } from "./told";

export function Sessions() {
  return (
    <Page title={words.sessions.title}>
      {account.value ? <Stored who={account.value.email} /> : <Here />}
    </Page>
  );
}

/** What is drawn at once: a long history would hold the page up, and who looks for more asks for it. */
const ROWS = 30;

interface Newest {
  page: SessionPage;
  figures: Stats | null;
}

async function newest(): Promise<Newest> {
  // Without its figures the history still stands.
  const [page, figures] = await Promise.all([sessions(ROWS), stats().catch(() => null)]);
  return { page, figures };
}

function Stored({ who }: { who: string }) {
  const brought = useSignal(0);
  const loaded = useLoaded(`${who} ${brought.value}`, newest).value;
  if (loaded.state === "loading") return <p aria-busy="true" />;
  if (loaded.state === "failed") return <Failed error={loaded.error} />;
  const { page, figures } = loaded.value;
  return (
    <>
      {figures && <Figures figures={figures} />}
      {page.data.length > 0 && <StoredRows first={page} />}
      {page.data.length === 0 && keptSummaries.value.length === 0 && <Empty />}
      <AlsoHere
        brought={() => {
          brought.value += 1;
        }}
      />
    </>
  );
}

/** What was practised before the account was made stays where it was, until it is brought over. */
function AlsoHere({ brought }: { brought(): void }) {
  const busy = useSignal(false);
  const problem = useSignal("");
  const kept = keptSummaries.value;
  if (kept.length === 0) return null;
  async function start() {
    busy.value = true;
    problem.value = "";
    try {
      await bring(kept);
    } catch (error) {
      problem.value = told(asApiError(error));
    } finally {
      busy.value = false;
    }
    brought();
  }
  return (
    <section class="empty" aria-labelledby="here">
      <h2 id="here">{words.sessions.here}</h2>
      <p class="small muted">{words.bring.why}</p>
      <button type="button" class="button primary" disabled={busy.value} onClick={start}>
        {words.bring.start}
      </button>
      <p class="amiss" role="alert">
        {problem.value}
      </p>
      <KeptRows kept={kept} />
    </section>
  );
}

/** The newest page, and older ones as they are asked for. */
function StoredRows({ first }: { first: SessionPage }) {
  const shown = useSignal(first.data);
  const next = useSignal(first.next_before);
  const busy = useSignal(false);
  const problem = useSignal("");
  async function older() {
    const before = next.value;
    if (before === null || busy.value) return;
    busy.value = true;
    problem.value = "";
    try {
      const page = await sessions(ROWS, before);
      shown.value = [...shown.value, ...page.data];
      next.value = page.next_before;
    } catch (error) {
      problem.value = told(asApiError(error));
    } finally {
      busy.value = false;
    }
  }
  return (
    <>
      <Rows rows={shown.value.map(storedRow)} />
      {next.value !== null && <Older show={older} />}
      <p class="amiss" role="alert">
        {problem.value}
      </p>
    </>
  );
}

function KeptRows({ kept }: { kept: readonly KeptSummary[] }) {
  const many = useSignal(ROWS);
  const show = () => {
    many.value += ROWS;
  };
  return (
    <>
      <Rows rows={kept.slice(0, many.value).map(keptRow)} />
      {kept.length > many.value && <Older show={show} />}
    </>
  );
}

function Older({ show }: { show(): void }) {
  return (
    <p class="actions">
      <button type="button" class="button" data-testid="older" onClick={show}>
        {words.sessions.older}
      </button>
    </p>
  );
}

function Figures({ figures }: { figures: Stats }) {
  const { sessions_this_week, mindful_minutes, current_streak, total_avg_accuracy } = figures;
  const names = words.sessions.stats;
  return (
    <dl class="stats">
      <Figure name={names.week} value={sessions_this_week} />
      <Figure name={names.minutes} value={mindful_minutes} />
      {current_streak >= 2 && <Figure name={names.streak} value={current_streak} />}
      {total_avg_accuracy > 0 && <Figure name={names.average} value={Math.round(total_avg_accuracy)} />}
    </dl>
  );
}

function Figure({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dd>{value}</dd>
      <dt>{name}</dt>
    </div>
  );
}

function Here() {
  const kept = keptSummaries.value;
  return (
    <>
      {expired.value && (
        <p class="note">
          {words.form.expired} <a href="/login?next=/sessions">{words.form.login}</a>
        </p>
      )}
      {kept.length === 0 ? <Empty /> : <KeptRows kept={kept} />}
      {kept.length > 0 && (
        <p class="note">
          {words.sessions.guest} <a href="/signup?next=/sessions">{words.sessions.keep}</a>
        </p>
      )}
    </>
  );
}

function Empty() {
  return (
    <div class="empty">
      <p class="lead">{words.sessions.empty}</p>
      <a class="button primary big" href="/practice">
        {words.home.start}
      </a>
    </div>
  );
}

interface Row {
  href: string;
  key: string;
  when: Date;
  length: string;
  poses: string[];
  score: number | null;
  ending: string;
}

const unique = (names: string[]) => [...new Set(names)];
/** Another client's session may have poses that the library does not know. */
const called = (id: string | null, name: string) => (id ? named(id, name) : name);

function endingOf({ state, ending }: SessionRecord): string {
  if (state === "live") return words.sessions.live;
  return ending && ending !== "completed" ? words.ending[ending] : "";
}

function storedRow(record: SessionRecord): Row {
  return {
    href: `/sessions/${record.id}`,
    key: String(record.id),
    when: moment(record),
    length: duration(record.duration_s ?? record.duration * 60),
    poses: unique(record.poses.map((pose) => called(pose.pose_id, pose.pose_name))),
    score: record.total_poses > 0 ? Math.round(record.avg_accuracy) : null,
    ending: endingOf(record),
  };
}

function keptRow({ summary, endedAt }: KeptSummary): Row {
  return {
    href: `/sessions/${summary.session}`,
    key: summary.session,
    when: new Date(endedAt),
    length: duration(summary.duration_s),
    poses: unique(summary.holds.map((hold) => called(hold.pose_id, hold.pose_name))),
    score: summary.mean_score === null ? null : Math.round(summary.mean_score),
    ending: summary.ending !== "completed" ? words.ending[summary.ending] : "",
  };
}

function Rows({ rows }: { rows: Row[] }) {
  return (
    <ul class="history">
      {rows.map((row) => (
        <li key={row.key} data-testid="history-row">
          <a href={row.href}>
            <span class="when">
              <strong>{weekday(row.when)}</strong>
              <span class="small muted">
                {timeOfDay(row.when)} · {row.length}
                {row.ending && ` · ${row.ending}`}
              </span>
            </span>
            <span class="what">{row.poses.join(", ") || "–"}</span>
            <span class="row-score">{row.score ?? "–"}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
