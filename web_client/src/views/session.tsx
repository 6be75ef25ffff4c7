// One session of the history: its score over time, its holds, what was fixed and what is open.

import { account } from "../account";
import { type SessionDetail, type SessionPose, session } from "../api";
import { dayAndTime } from "../dates";
import { named } from "../names";
import { go } from "../router";
import { forgetSummary, keptSummaries } from "../storage";
import { words } from "../words";
import { Failed } from "./failed";
import { moment } from "./history";
import { KeptMoments } from "./kept-moments";
import { useLoaded } from "./load";
import { Page } from "./page";
import { duration, Told } from "./practice/ended";
import { HoldsTable, Timeline, type TimelineHold } from "./timeline";

export function Session({ id }: { id: string }) {
  const kept = keptSummaries.value.find(({ summary }) => summary.session === id);
  if (kept) {
    const remove = () => {
      forgetSummary(id);
      go("/sessions");
    };
    return (
      <Page title={dayAndTime(new Date(kept.endedAt))}>
        <Told summary={kept.summary} best={kept.best} />
        <div class="actions">
          <Back />
          <button type="button" class="button quiet" onClick={remove}>
            {words.sessions.remove}
          </button>
        </div>
      </Page>
    );
  }
  const number = Number(id);
  if (!account.value || !Number.isInteger(number)) return <Missing />;
  return <Stored id={number} />;
}

function Stored({ id }: { id: number }) {
  const loaded = useLoaded<SessionDetail>(String(id), () => session(id)).value;
  if (loaded.state === "loading") return <Page title={words.sessions.title}>{null}</Page>;
  if (loaded.state === "failed" && loaded.error.status === 404) return <Missing />;
  if (loaded.state === "failed")
    return (
      <Page title={words.sessions.title}>
        <Failed error={loaded.error} />
      </Page>
    );
  return <Detail record={loaded.value} />;
}

function Detail({ record }: { record: SessionDetail }) {
  const length = record.duration_s ?? record.duration * 60;
  const holds = record.poses.map(asHold);
  return (
    <Page title={dayAndTime(moment(record))}>
      <p class="figures">
        <span>{duration(length)}</span>
        <span>{words.summary.holds(record.total_poses)}</span>
        <span>
          {words.sessions.score} {Math.round(record.avg_accuracy)}
        </span>
        {record.cues_given !== null && record.cues_given > 0 && (
          <span>{words.summary.cues(record.cues_fixed ?? 0, record.cues_given)}</span>
        )}
        {record.ending && <span>{words.ending[record.ending]}</span>}
      </p>
      <Timeline scores={record.scores ?? []} holds={holds} durationS={length} />
      <HoldsTable holds={holds} />
      <KeptMoments id={record.id} names={namesIn(record.poses)} />
      <Advice poses={record.poses} />
      {record.frames_seen !== null && (
        <p class="small muted">{words.sessions.frames(record.frames_seen, record.frames_dropped ?? 0)}</p>
      )}
      <div class="actions">
        <Back />
      </div>
    </Page>
  );
}

function namesIn(poses: readonly SessionPose[]): Map<string, string> {
  return new Map(poses.flatMap(({ pose_id, pose_name }) => (pose_id ? [[pose_id, pose_name]] : [])));
}

function asHold(pose: SessionPose): TimelineHold {
  return {
    name: pose.pose_id ? named(pose.pose_id, pose.pose_name) : pose.pose_name,
    side: pose.side,
    startS: pose.start_s,
    holdS: pose.hold_s,
    // A session that was not streamed has no holds, and its accuracy is the score.
    score: pose.hold_s === null ? pose.accuracy : pose.score,
    best: pose.best,
  };
}

function Advice({ poses }: { poses: SessionPose[] }) {
  const fixed = new Set(poses.flatMap((pose) => pose.feedback));
  const open = new Set(poses.flatMap((pose) => pose.improvements));
  return (
    <>
      <Sentences title={words.sessions.fixed} sentences={[...fixed]} />
      <Sentences title={words.summary.next} sentences={[...open]} />
    </>
  );
}

function Sentences({ title, sentences }: { title: string; sentences: string[] }) {
  if (sentences.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="sentences">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

function Back() {
  return (
    <a class="button" href="/sessions">
      {words.sessions.back}
    </a>
  );
}

function Missing() {
  return (
    <Page title={words.sessions.title}>
      <p class="lead">{words.sessions.missing}</p>
      <Back />
    </Page>
  );
}
