// The practice screen: which of its states is on, and everything that is true of all of them.

import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { poses } from "../../api";
import { Practice } from "../../practice/practice";
import { isWatching, type PracticeState } from "../../practice/state";
import { url } from "../../router";
import { prefer, preferences, stepText } from "../../storage";
import { words } from "../../words";
import { announcement } from "./announce";
import { Ended } from "./ended";
import { useKeys } from "./keys";
import { Asking, Busy, Connecting, NoCamera, Paused } from "./panels";
import { Stage } from "./stage";
import { Zone } from "./zone";
import "../../styles/practice.css";
import "../../styles/readings.css";
import "../../styles/panels.css";
import "../../styles/practice-small.css";

export function PracticeView() {
  const round = useSignal(0);
  return <Round key={round.value} again={() => round.value++} />;
}

/** From asking for the camera to the summary. */
function Round({ again }: { again(): void }) {
  const practice = useMemo(() => new Practice(wantedPose()), []);
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const screen = useRef<HTMLElement>(null);
  const aspect = useSignal(4 / 3);
  const videoHidden = useSignal(false);
  const toggleVideo = () => {
    videoHidden.value = !videoHidden.value;
  };

  useEffect(() => {
    document.title = `${words.nav.practise} · ${words.name}`;
    if (video.current && canvas.current) practice.attach(video.current, canvas.current);
    nameWantedPose(practice);
    return () => practice.leave();
  }, [practice]);
  useKeys({
    " ": () => practice.togglePause(),
    escape: () => practice.state.value.name !== "paused" && practice.togglePause(),
    v: toggleVideo,
    m: () => prefer({ sound: !preferences.value.sound }),
    h: () => prefer({ score: !preferences.value.score }),
    "+": () => stepText(1),
    "-": () => stepText(-1),
    f: toggleFullScreen,
  });

  const state = practice.state.value;
  const watching = isWatching(state);
  const holding = useComputed(() => practice.readout.reading.value.holding).value;
  useEffect(() => {
    if (watching) screen.current?.focus();
  }, [watching]);
  return (
    <main
      ref={screen}
      tabIndex={-1}
      class={`practice ${watching ? "" : "with-panel"}`}
      data-testid="state"
      data-state={state.name}
      data-way={practice.way.value ?? undefined}
      data-phase={state.name === "live" ? state.phase : undefined}
      data-holding={holding}
      style={{ "--text": preferences.value.text, "--aspect": aspect.value }}
    >
      <Stage
        practice={practice}
        state={state}
        video={video}
        canvas={canvas}
        hidden={videoHidden.value}
        onAspect={(value) => {
          aspect.value = value;
        }}
      />
      <div class="zone">
        <Zone practice={practice} state={state} />
      </div>
      <PanelOf
        practice={practice}
        state={state}
        again={again}
        videoHidden={videoHidden.value}
        toggleVideo={toggleVideo}
      />
      <Announcer practice={practice} state={state} />
    </main>
  );
}

/** A browser may refuse; then the page stays as it is. */
function toggleFullScreen(): void {
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

interface PanelOfProps {
  practice: Practice;
  state: PracticeState;
  again(): void;
  videoHidden: boolean;
  toggleVideo(): void;
}

function PanelOf({ practice, state, again, videoHidden, toggleVideo }: PanelOfProps) {
  switch (state.name) {
    case "asking":
      return <Asking practice={practice} pending={state.pending} />;
    case "noCamera":
      return <NoCamera practice={practice} problem={state.problem} />;
    case "connecting":
      return <Connecting />;
    case "busy":
      return <Busy practice={practice} retryAt={state.retryAt} />;
    case "paused":
      return <Paused practice={practice} videoHidden={videoHidden} toggleVideo={toggleVideo} />;
    case "ended":
      return <Ended practice={practice} state={state} again={again} />;
    default:
      return null;
  }
}

function Announcer({ practice, state }: { practice: Practice; state: PracticeState }) {
  const { sound, voice } = preferences.value;
  const { polite, urgent } = announcement(state, sound && voice !== "quiet" && practice.hasVoice());
  return (
    <>
      <p class="visually-hidden" role="status">
        {polite}
      </p>
      <p class="visually-hidden" role="alert">
        {urgent}
      </p>
    </>
  );
}

function wantedPose() {
  const id = url.value.searchParams.get("pose");
  return id ? { id, name: id } : null;
}

/** The address has only the id; the name follows from the server's list. */
async function nameWantedPose(practice: Practice): Promise<void> {
  const wanted = practice.pose.value;
  if (!wanted) return;
  // Without the list the id stands in for the name, and the server knows both.
  const name = (await poses().catch(() => ({}) as Record<string, never>))[wanted.id]?.name;
  if (name && practice.pose.value === wanted) practice.choosePose({ id: wanted.id, name });
}
