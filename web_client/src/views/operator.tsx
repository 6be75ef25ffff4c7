// For operators: who practises now, how busy the machine is, and a way to end one practice. Names and pictures are
// nowhere here.

import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { account } from "../account";
import { type ApiError, call } from "../api";
import { named } from "../names";
import type { components } from "../openapi";
import { words } from "../words";
import { Failed } from "./failed";
import { asApiError } from "./load";
import { Page } from "./page";
import { duration } from "./practice/ended";
import { told } from "./told";

type Now = components["schemas"]["Now"];
type Practice = components["schemas"]["Practice"];
type Load = components["schemas"]["Load"];

const EVERY_MS = 3000;

export function Operator() {
  return (
    <Page title={words.operator.title}>
      {account.value ? <Watched key={account.value.email} /> : <Stranger />}
    </Page>
  );
}

function Stranger() {
  return (
    <div class="empty">
      <p class="lead">{words.operator.stranger}</p>
      <a class="button" href="/login?next=/operator">
        {words.form.login}
      </a>
    </div>
  );
}

function Watched() {
  const now = useSignal<Now | null>(null);
  const error = useSignal<ApiError | null>(null);
  const look = useLook(now, error);
  if (error.value?.status === 403) return <p class="lead">{words.operator.stranger}</p>;
  if (error.value && !now.value) return <Failed error={error.value} />;
  if (!now.value) return <p aria-busy="true" />;
  const { practices, load } = now.value;
  return (
    <>
      {error.value && (
        <p class="note" role="alert">
          {told(error.value)}
        </p>
      )}
      <Figures load={load} />
      {practices.length === 0 ? (
        <p class="lead">{words.operator.nobody}</p>
      ) : (
        <Practices practices={practices} ended={look} />
      )}
    </>
  );
}

/** Looks again and again while the page is to be seen; returns a way to look at once. */
function useLook(now: Signal<Now | null>, error: Signal<ApiError | null>): () => void {
  const look = () =>
    call<{ data: Now }>("GET", "/api/operator/sessions").then(
      ({ data }) => {
        now.value = data;
        error.value = null;
      },
      (failure) => {
        error.value = asApiError(failure);
      },
    );
  useEffect(() => {
    look();
    const timer = setInterval(() => {
      if (!document.hidden) look();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return () => void look();
}

function Figures({ load }: { load: Load }) {
  const { of, percent, names } = words.operator;
  const figures: [string, string][] = [
    [names.practices, of(load.sessions, load.limit)],
    [names.busy(percent(load.busy_limit)), percent(load.busy)],
    [names.lag, `${Math.round(load.loop_lag_s * 1000)} ms`],
    [names.uploads, String(load.uploads)],
    [names.engine, load.engine],
  ];
  return (
    <>
      {load.stopping && <p class="note">{words.operator.stopping}</p>}
      <dl class="stats">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dd>{value}</dd>
            <dt>{name}</dt>
          </div>
        ))}
      </dl>
    </>
  );
}

function Practices({ practices, ended }: { practices: Practice[]; ended: () => void }) {
  const { columns } = words.operator;
  return (
    <div class="scrolls">
      <table data-testid="practices">
        <thead>
          <tr>
            <th scope="col">{columns.who}</th>
            <th scope="col">{columns.pose}</th>
            <th scope="col">{columns.since}</th>
            <th scope="col">{columns.frames}</th>
            <th scope="col">{columns.silent}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {practices.map((practice) => (
            <Row key={practice.id} practice={practice} ended={ended} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ practice, ended }: { practice: Practice; ended: () => void }) {
  const { who, guest, frames, state, source, end } = words.operator;
  const remove = () =>
    call("DELETE", `/api/operator/sessions/${practice.id}`)
      .catch(() => {}) // It is gone already: the next look tells.
      .then(ended);
  return (
    <tr>
      <th scope="row">{practice.user_id === null ? guest : who(practice.user_id)}</th>
      <td>{practice.pose_id ? named(practice.pose_id, practice.pose_id) : words.operator.any}</td>
      <td>
        {duration(practice.duration_s)}
        <span class="muted small"> {`${state[practice.state]}, ${source[practice.source]}`}</span>
      </td>
      <td>{frames(practice.frames_seen, practice.frames_dropped)}</td>
      <td>{duration(practice.silent_s)}</td>
      <td>
        <button type="button" class="button quiet" onClick={remove}>
          {end}
          <span class="visually-hidden">: {practice.id.slice(0, 8)}</span>
        </button>
      </td>
    </tr>
  );
}
