// One pose: its figure, how to get there, what the coach may say, how to stay safe, and one's own best.

import type { ComponentChildren } from "preact";
import { ApiError, type PoseDetail, type PoseInfo, pose, poses } from "../api";
import { longDate } from "../dates";
import { Figure } from "../figures/figure";
import { words } from "../words";
import { Failed } from "./failed";
import { history, type PastSession } from "./history";
import { useLoaded } from "./load";
import { Page } from "./page";
import { neighbours } from "./search";
import "../styles/library.css";

interface Known {
  id: string;
  all: Record<string, PoseInfo>;
  info: PoseInfo;
  detail: PoseDetail;
}

/** Any name of a pose leads here; the answer has its id. */
async function known(name: string): Promise<Known> {
  const [all, detail] = await Promise.all([poses(), pose(name)]);
  const info = all[detail.pose_name];
  if (!info) throw new ApiError(404, words.library.missing);
  return { id: detail.pose_name, all, info, detail };
}

export function Pose({ name }: { name: string }) {
  const loaded = useLoaded(name, () => known(name)).value;
  if (loaded.state === "loading") return <Page title={words.library.title}>{null}</Page>;
  if (loaded.state === "ready") return <Told {...loaded.value} />;
  const missing = loaded.error.status === 404;
  return (
    <Page title={words.library.title}>
      {missing ? <p class="lead">{words.library.missing}</p> : <Failed error={loaded.error} />}
      <a class="button" href="/poses">
        {words.library.all}
      </a>
    </Page>
  );
}

function Told(known: Known) {
  const { id, info, detail } = known;
  const lang = detail.language;
  const safety = (
    <Part title={words.library.safety} text={detail.safety} lang={lang} class="safety-part">
      {!detail.reviewed && <p class="small muted">{words.library.unreviewed}</p>}
    </Part>
  );
  return (
    <Page title={info.name}>
      {info.sanskrit && (
        <p class="lead muted" lang="sa-Latn">
          {info.sanskrit}
        </p>
      )}
      <div class="pose-page">
        <div class="pose-figures">
          <Figure pose={id} view={info.view} joints={!info.safety_only} close />
        </div>
        <div class="pose-text">
          <p class="lead" lang={lang}>
            {info.description}
          </p>
          {/* Where people get hurt, how to be safe comes before how to get there. */}
          {info.safety_only && safety}
          <a class="button primary big" href={`/practice?pose=${encodeURIComponent(id)}`} data-testid="try">
            {words.library.try}
          </a>
          <Facts {...known} />
        </div>
      </div>
      {!info.safety_only && <Part title={words.library.into} list={detail.steps} lang={lang} ordered />}
      {info.safety_only ? (
        <p class="note">{words.library.timed}</p>
      ) : (
        <Part title={words.library.watch} list={detail.faults.slice(0, 5)} lang={lang} />
      )}
      {!info.safety_only && safety}
      <Part title={words.library.stand} text={words.library.standText[info.view]} />
      <Yours id={id} />
      <Near {...known} />
    </Page>
  );
}

function Facts({ info, detail }: Known) {
  const ours = { lang: detail.language };
  const facts: [name: string, says: string, of?: { lang: string }][] = [
    [words.library.level, words.level[info.difficulty]],
    [words.library.holdFor, `${words.library.hold(info.hold_s)}, ${words.library.breaths(detail.breaths)}`],
    [words.library.drishti, detail.drishti, ours],
    [words.library.lead, detail.lead, ours],
    [words.library.also, info.aliases.join(", ")],
  ];
  return (
    <dl class="facts">
      {facts
        .filter(([, says]) => says !== "")
        .map(([name, says, of]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd {...of}>{says}</dd>
          </div>
        ))}
    </dl>
  );
}

interface PartProps {
  title: string;
  text?: string;
  list?: string[];
  ordered?: boolean;
  /** Of the text and the list; a pose that is not translated is told in English. */
  lang?: string | undefined;
  class?: string;
  children?: ComponentChildren;
}

function Part({ title, text = "", list = [], ordered = false, lang, class: name = "", children }: PartProps) {
  if (!text && list.length === 0 && !children) return null;
  const items = list.map((sentence) => <li key={sentence}>{sentence}</li>);
  return (
    <section class={name}>
      <h2>{title}</h2>
      {text && <p lang={lang}>{text}</p>}
      {ordered ? (
        <ol class="sentences" lang={lang}>
          {items}
        </ol>
      ) : (
        <ul class="sentences" lang={lang}>
          {items}
        </ul>
      )}
      {children}
    </section>
  );
}

/** Best and last; nothing while it is unknown, and nothing is said of what could not be asked. */
function Yours({ id }: { id: string }) {
  const loaded = useLoaded<PastSession[]>(id, history).value;
  if (loaded.state !== "ready") return null;
  const last = loaded.value.find((session) => session.holds.some((hold) => hold.poseId === id));
  const holds = loaded.value.flatMap((session) => session.holds).filter((hold) => hold.poseId === id);
  if (!last) return <Part title={words.library.yours} text={words.library.notYet} />;
  const longest = Math.round(Math.max(...holds.map((hold) => hold.seconds)));
  const scores = holds.flatMap((hold) => hold.score ?? []);
  const best = scores.length > 0 ? Math.round(Math.max(...scores)) : null;
  const text = `${words.library.best(longest, best)} ${words.library.last(longDate(last.at))}`;
  return <Part title={words.library.yours} text={text} />;
}

function Near({ all, id }: Known) {
  const [easier, harder] = neighbours(all, id);
  const link = (name: string, to: string | undefined) =>
    to && (
      <a class="button" href={`/poses/${encodeURIComponent(to)}`}>
        {name}: {all[to]?.name ?? to}
      </a>
    );
  return (
    <nav class="actions" aria-label={words.library.title}>
      {link(words.library.easier, easier)}
      {link(words.library.harder, harder)}
      <a class="button quiet" href="/poses">
        {words.library.all}
      </a>
    </nav>
  );
}
