// The practice screen: which of its states is on, and everything that is true of all of them.

import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { flows } from "../../flows";
import { library } from "../../library";
import { type Aim, FREE } from "../../practice/aim";
import { cameraPermission, startsAtOnce } from "../../practice/at-once";
import { Practice } from "../../practice/practice";
import { isWatching, type PracticeState } from "../../practice/state";
import { url } from "../../router";
import { prefer, preferences, stepText } from "../../storage";
import { words } from "../../words";
import { announcement } from "./announce";
import { Ended } from "./ended";
import { type Keys, useKeys } from "./keys";
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
  const practice = useMemo(() => new Practice(wantedAim(url.value.searchParams)), []);
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
    nameAim(practice);
    void startAtOnce(practice, url.value.searchParams);
    return () => practice.leave();
  }, [practice]);
  const keysOpen = useSignal(false);
  const showKeys = () => {
    keysOpen.value = true;
    if (practice.state.value.name !== "paused") practice.togglePause();
  };
  useKeys(keysOf(practice, toggleVideo, showKeys), preferences.value.letters);

  const { kind } = practice.lead.aim.value;
  const led = useRef(false);
  led.current ||= kind === "flow" || kind === "class";
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
      class={`practice ${watching ? "" : "with-panel"} ${led.current ? "led" : ""}`}
      data-testid="state"
      data-state={state.name}
      data-way={practice.served.way.value ?? undefined}
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
        keysOpen={keysOpen.value}
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

/** Those of ux 4; page-turners and media keys do as the arrows do. */
function keysOf(practice: Practice, toggleVideo: () => void, showKeys: () => void): Keys {
  const pause = () => practice.togglePause();
  const next = () => practice.lead.next();
  const again = () => practice.lead.again();
  const toggle = (name: "sound" | "score" | "ghost" | "captions" | "info") => () =>
    prefer({ [name]: !preferences.value[name] });
  return {
    " ": pause,
    mediaplaypause: pause,
    escape: () => practice.state.value.name !== "paused" && practice.togglePause(),
    arrowright: next,
    pagedown: next,
    mediatracknext: next,
    arrowleft: again,
    pageup: again,
    mediatrackprevious: again,
    a: () => practice.ask(),
    r: () => practice.repeatCue(),
    m: toggle("sound"),
    c: toggle("captions"),
    g: toggle("ghost"),
    v: toggleVideo,
    h: toggle("score"),
    i: toggle("info"),
    "+": () => stepText(1),
    "-": () => stepText(-1),
    f: toggleFullScreen,
    "?": showKeys,
  };
}

interface PanelOfProps {
  practice: Practice;
  state: PracticeState;
  again(): void;
  videoHidden: boolean;
  keysOpen: boolean;
  toggleVideo(): void;
}

function PanelOf({ practice, state, again, ...paused }: PanelOfProps) {
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
      return <Paused practice={practice} {...paused} />;
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

/** On a later visit; who is to choose what a class is made of is asked all the same. */
async function startAtOnce(practice: Practice, given: URLSearchParams): Promise<void> {
  const { place, turnedOn } = preferences.value;
  const active = navigator.userActivation?.hasBeenActive ?? false;
  const permission = await cameraPermission();
  if (!given.has("class") && startsAtOnce({ place, turnedOn, active, permission })) await practice.turnOn();
}

/** From the address: a pose or a flow by its id. */
function wantedAim(given: URLSearchParams): Aim {
  const [pose, flow] = [given.get("pose"), given.get("flow")];
  if (flow) return { kind: "flow", id: flow, name: flow };
  return pose ? { kind: "pose", id: pose, name: pose } : FREE;
}

/** The address has only the id; the name follows from the server's list, and until then the id stands in for it. */
async function nameAim(practice: Practice): Promise<void> {
  const all = await library().catch(() => null);
  const aim = practice.lead.aim.value;
  if (aim.kind === "pose" && all?.[aim.id]) practice.lead.called(aim, all[aim.id]?.name ?? aim.id);
  if (aim.kind !== "flow") return;
  const found = (await flows().catch(() => null))?.[aim.id];
  if (found) practice.lead.called(aim, found.name);
}
