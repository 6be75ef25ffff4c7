// The zone below the video: one thing to read at a time, in a place that never moves.

import type { ComponentChildren } from "preact";
import type { Practice } from "../../practice/practice";
import { AWAY_LIMIT_MS } from "../../practice/reduce";
import type { Live, PracticeState } from "../../practice/state";
import { words } from "../../words";
import { Icon } from "../icons";
import { clock, secondsUntil, useNow } from "./clock";
import { RoomText } from "./room-text";

export interface ZoneProps {
  practice: Practice;
  state: PracticeState;
}

export function Zone({ practice, state }: ZoneProps) {
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
  const said = saidIn(live);
  return (
    <>
      {said}
      {/* While something else is to be read, the name stays for who listens instead of looking. */}
      <PoseName practice={practice} steady={live.phase === "holding"} unshown={said !== null} />
    </>
  );
}

/** What takes the place of the pose's name, if anything does. */
function saidIn(live: Live): ComponentChildren | null {
  const shown = live.cue?.cue;
  if (shown)
    return (
      <div class={`cue ${shown.kind}`}>
        {shown.kind === "praise" && <Icon name="check" />}
        {shown.kind === "safety" && <strong class="stop-word">{words.live.stop}</strong>}
        <RoomText text={shown.text} short={shown.short} testId="cue" />
      </div>
    );
  if (live.backAt !== null) return <RoomText text={words.live.back} testId="notice" />;
  if (live.phase === "resting") return <RoomText text={words.live.restHeld(Math.floor(live.holdS))} />;
  if (live.notice && live.phase === "entering")
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
  const seen = practice.readout.reading.value.pose;
  const wanted = practice.pose.value;
  const name = seen && !chosen ? words.live.pose(seen.name, seen.side) : null;
  const otherwise = wanted ? (chosen ? wanted.name : words.live.into(wanted.name)) : words.live.anyPose;
  return (
    <div class={unshown ? "pose visually-hidden" : "pose"}>
      <p class="pose-name" data-testid="pose-name" data-pose={seen?.id ?? ""} data-side={seen?.side ?? ""}>
        {name ?? otherwise}
      </p>
      <p class="small muted">{chosen ? words.ready.title : steady ? words.live.steady : ""}</p>
    </div>
  );
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
  const otherwise = practice.stored.value && began ? saved : guest;
  return (
    <div class="said late">
      <RoomText text={words.reconnecting.title} testId="notice" />
      <p class="small">
        {practice.resumable.value ? kept : otherwise}{" "}
        <button type="button" class="link" onClick={() => practice.tryNow()}>
          {words.reconnecting.now}
        </button>
      </p>
    </div>
  );
}
