// The video with its overlay, and what stands in the margins beside it.

import type { RefObject, TargetedEvent } from "preact";
import { keyOf } from "../../practice/parts";
import type { Practice } from "../../practice/practice";
import type { PracticeState } from "../../practice/state";
import { preferences, TEXT_STEPS } from "../../storage";
import { words } from "../../words";
import { Icon } from "../icons";
import { useNow } from "./clock";
import { Placement } from "./placement";
import { PrivacyLine } from "./privacy-line";
import { Countdown, Hold, Left, Score } from "./rings";
import { Stats } from "./stats";

export interface StageProps {
  practice: Practice;
  state: PracticeState;
  video: RefObject<HTMLVideoElement | null>;
  canvas: RefObject<HTMLCanvasElement | null>;
  hidden: boolean;
  /** Width of the picture by its height, as soon as it is known. */
  onAspect(aspect: number): void;
}

export function Stage({ practice, state, video, canvas, hidden, onAspect }: StageProps) {
  const mirrored = preferences.value.mirrored ? "mirrored" : "";
  const sized = ({ currentTarget: { videoWidth, videoHeight } }: TargetedEvent<HTMLVideoElement>) => {
    if (videoHeight > 0) onAspect(videoWidth / videoHeight);
  };
  return (
    <div class="stage">
      <video
        ref={video}
        class={`video ${mirrored} ${hidden ? "unshown" : ""}`}
        data-testid="video"
        aria-hidden="true"
        muted
        playsInline
        onLoadedMetadata={sized}
        onResize={sized}
      />
      <canvas ref={canvas} class="overlay" data-testid="overlay" aria-hidden="true" />
      <div class="margin left">
        <LeftMargin practice={practice} state={state} />
        <PrivacyLine way={practice.served.way.value} />
      </div>
      <div class="margin right">
        <RightMargin practice={practice} state={state} />
        <Controls practice={practice} state={state} />
      </div>
    </div>
  );
}

interface MarginProps {
  practice: Practice;
  state: PracticeState;
}

function LeftMargin({ practice, state }: MarginProps) {
  if (state.name === "placing") return <Larger />;
  if (state.name !== "live") return null;
  return (
    <>
      {preferences.value.score && <Score practice={practice} />}
      <Off practice={practice} />
      {preferences.value.info && <Stats practice={practice} />}
    </>
  );
}

/** For who cannot read the page from where they stand. */
function Larger() {
  const { gestures, text } = preferences.value;
  const isLargest = text === TEXT_STEPS.at(-1);
  return gestures && !isLargest ? <p class="chip large">{words.placing.tooSmall}</p> : null;
}

/** The joints that are off, by name: they are ringed on the picture, and this is the same in words. */
function Off({ practice }: { practice: Practice }) {
  const { off, slow } = practice.readout.reading.value;
  return (
    <>
      <ul class="off" data-testid="joints" aria-label={words.live.off}>
        {off.map((joint) => (
          <li key={keyOf(joint)} data-joint={keyOf(joint)}>
            {words.live.joint(joint.part, joint.side)}
          </li>
        ))}
      </ul>
      {practice.login.wanted.value && <p class="chip">{words.live.reauth}</p>}
      {slow && <p class="chip">{words.live.slow}</p>}
    </>
  );
}

function RightMargin({ practice, state }: MarginProps) {
  if (state.name === "placing") return <Placement practice={practice} />;
  if (state.name === "ready") return <Countdown seconds={state.second} />;
  return practice.readout.reading.value.flow ? (
    <Left practice={practice} state={state} />
  ) : (
    <Hold practice={practice} state={state} />
  );
}

/** After this long without progress, one may start with what can be seen. */
const ANYWAY_MS = 20_000;

function Controls({ practice, state }: MarginProps) {
  return (
    <div class="controls">
      {state.name === "placing" && <StartAnyway practice={practice} since={state.since} />}
      {practice.readout.reading.value.flow && (
        <button type="button" class="button" data-testid="next" onClick={() => practice.lead.next()}>
          <Icon name="next" />
          <span class="control-word">{words.flow.skip}</span>
        </button>
      )}
      <button type="button" class="button" onClick={() => practice.togglePause()}>
        <Icon name="pause" />
        <span class="control-word">{words.controls.pause}</span>
      </button>
      <button type="button" class="button" data-testid="end" onClick={() => practice.end()}>
        <Icon name="stop" />
        <span class="control-word">
          {practice.served.stored.value ? words.controls.endSave : words.controls.end}
        </span>
      </button>
    </div>
  );
}

function StartAnyway({ practice, since }: { practice: Practice; since: number }) {
  if (useNow() - since < ANYWAY_MS) return null;
  return (
    <button type="button" class="button primary" onClick={() => practice.startAnyway()}>
      {words.placing.anyway}
    </button>
  );
}
