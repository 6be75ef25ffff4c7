// The zone below the video: one thing to read at a time, in a place that never moves.

import type { ComponentChildren } from "preact";
import { named } from "../../names";
import type { Practice } from "../../practice/practice";
import type { FlowReading } from "../../practice/reading";
import { AWAY_LIMIT_MS } from "../../practice/reduce";
import type { Live, PracticeState } from "../../practice/state";
import { preferences } from "../../storage";
import { words } from "../../words";
import { Icon } from "../icons";
import { clock, secondsUntil, useNow } from "./clock";
import { FlowLine } from "./flow-line";
import { RoomText } from "./room-text";

export interface ZoneProps {
  practice: Practice;
  state: PracticeState;
}

export function Zone(props: ZoneProps) {
  const { flow } = props.practice.readout.reading.value;
  return (
    <>
      {flow && <FlowLine flow={flow} />}
      <Says {...props} />
    </>
  );
}

function Says({ practice, state }: ZoneProps) {
  switch (state.name) {
    case "placing":
      return <RoomNotice text={state.notice?.text ?? words.placing.hidden} short={state.notice?.short} />;
    case "ready":
      return <PoseName practice={practice} chosen />;
    case "live":
      return <LiveZone practice={practice} live={state} />;
    case "away":
      return <Away state={state} />;
    case "reconnecting":
      return <Reconnecting practice={practice} began={state.began} />;
    default:
      return null;
  }
}

function RoomNotice({ text, short }: { text: string; short?: string | undefined }) {
  return <RoomText text={text} {...(short && { short })} testId="notice" />;
}

function LiveZone({ practice, live }: { practice: Practice; live: Live }) {
  const { flow } = practice.readout.reading.value;
  const said = saidIn(live, flow, isSpoken(practice));
  return (
    <>
      {said}
      {/* While something else is to be read, the name stays for who listens instead of looking. */}
      <PoseName practice={practice} steady={live.phase === "holding"} unshown={said !== null} />
    </>
  );
}

/** Whether what is said can be heard; only then may captions be off. */
function isSpoken(practice: Practice): boolean {
  const { sound, voice } = preferences.value;
  return sound && voice !== "quiet" && practice.hasVoice();
}

/** What takes the place of the pose's name, if anything does. */
function saidIn(live: Live, flow: FlowReading | null, spoken: boolean): ComponentChildren | null {
  const shown = live.cue?.cue;
  const written = preferences.value.captions || !spoken;
  if (shown && (written || shown.kind === "safety"))
    return (
      <div class={`cue ${shown.kind}`}>
        {shown.kind === "praise" && <Icon name="check" />}
        {shown.kind === "safety" && <strong class="stop-word">{words.live.stop}</strong>}
        <RoomText text={shown.text} short={shown.short} testId="cue" />
      </div>
    );
  if (live.over) return <RoomText text={words.flow[live.over.how]} testId="notice" />;
  if (live.announced && written)
    return <RoomText text={live.announced.text} short={live.announced.short} testId="announced" />;
  if (live.backAt !== null) return <RoomText text={words.live.back} testId="notice" />;
  if (live.phase === "resting") return <RoomText text={words.live.restHeld(Math.floor(live.holdS))} />;
  if (flow?.state === "other_side" && live.phase !== "entering")
    return <RoomText text={words.flow.otherSide} testId="notice" />;
  if (flow?.state === "late" && flow.now && live.phase === "entering")
    return <RoomText text={words.flow.late(named(flow.now.pose, flow.now.name))} testId="notice" />;
  // In a hold it is rare and short: what of the pose cannot be seen, or why there is no score.
  if (live.notice && (live.phase === "entering" || live.phase === "holding"))
    return <RoomNotice text={live.notice.text} short={live.notice.short} />;
  return null;
}

interface PoseNameProps {
  practice: Practice;
  /** The pose that was chosen, rather than the one that is seen. */
  chosen?: boolean;
  steady?: boolean;
  unshown?: boolean;
}

function PoseName({ practice, chosen = false, steady = false, unshown = false }: PoseNameProps) {
  const { pose: seen, flow } = practice.readout.reading.value;
  const wanted = wantedName(practice);
  const asked =
    flow?.now?.pose ?? (practice.lead.aim.value.kind === "pose" ? practice.lead.aim.value.id : null);
  const other = asked !== null && seen?.id !== asked;
  const name = seen && !chosen && !other ? words.live.pose(named(seen.id, seen.name), seen.side) : null;
  const otherwise = wanted ? (chosen ? wanted : words.live.into(wanted)) : words.live.anyPose;
  const breath = flow?.now?.breath;
  return (
    <div class={unshown ? "pose visually-hidden" : "pose"}>
      <p class="pose-name" data-testid="pose-name" data-pose={seen?.id ?? ""} data-side={seen?.side ?? ""}>
        {name ?? otherwise}
      </p>
      <p class="small muted">
        {chosen
          ? words.ready.title
          : breath
            ? words.flow.breath[breath]
            : steady && name
              ? words.live.steady
              : ""}
      </p>
    </div>
  );
}

function wantedName(practice: Practice): string | null {
  const now = practice.readout.reading.value.flow?.now;
  if (now) return words.live.pose(named(now.pose, now.name), now.side);
  const aim = practice.lead.aim.value;
  return aim.kind === "pose" ? named(aim.id, aim.name) : null;
}

function Away({ state }: { state: Extract<PracticeState, { name: "away" }> }) {
  const left = secondsUntil(state.since + AWAY_LIMIT_MS, useNow());
  const held = Math.floor(state.holdS);
  return (
    <div class="said">
      <RoomText text={words.away.title} testId="notice" />
      <p class="small">{held > 0 ? words.away.kept(held) : words.away.lead}</p>
      <p class="small muted">{words.away.endsIn(clock(left))}</p>
    </div>
  );
}

function Reconnecting({ practice, began }: { practice: Practice; began: boolean }) {
  const { kept, saved, guest } = words.reconnecting;
  const otherwise = practice.served.stored.value && began ? saved : guest;
  return (
    <div class="said late">
      <RoomText text={words.reconnecting.title} testId="notice" />
      <p class="small">
        {practice.served.resumable.value ? kept : otherwise}{" "}
        <button type="button" class="link" onClick={() => practice.tryNow()}>
          {words.reconnecting.now}
        </button>
      </p>
    </div>
  );
}
