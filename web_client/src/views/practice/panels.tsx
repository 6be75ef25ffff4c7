// The states without a live picture: asking, no camera, connecting, busy, paused.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { CameraProblem } from "../../camera";
import { Figure } from "../../figures/figure";
import type { Practice } from "../../practice/practice";
import { url } from "../../router";
import { prefer, preferences } from "../../storage";
import { words } from "../../words";
import { Icon } from "../icons";
import { AimChoice } from "./aim-choice";
import {
  CameraChoice,
  LevelChoice,
  PlaceChoice,
  PreferenceSwitch,
  Switch,
  TextChoice,
  VoiceChoice,
} from "./choices";
import { secondsUntil, useNow } from "./clock";
import { PrivacyLine } from "./privacy-line";
import { Reauth } from "./reauth";

interface PanelProps {
  title: string;
  children: ComponentChildren;
  class?: string;
  testId?: string;
}

/** Takes the focus when it appears, so that a screen reader and the keyboard start here. */
export function Panel({ title, children, class: name = "", testId }: PanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <section class={`panel ${name}`} data-testid={testId}>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </section>
  );
}

export function Asking({ practice, pending }: { practice: Practice; pending: boolean }) {
  const [you, joints, score] = words.ask.steps;
  const { place } = preferences.value;
  const asked = place === "device" ? words.ask.loading : words.ask.pending;
  return (
    <Panel title={words.ask.title} class="asking">
      <p class="lead">{words.ask.lead[place]}</p>
      <ol class="how" aria-hidden="true">
        <li>
          <Figure pose="warrior2" close />
          <span>{you}</span>
        </li>
        <li>
          <Figure pose="warrior2" joints close />
          <span>{joints}</span>
        </li>
        <li>
          <strong>84</strong>
          <span>{score}</span>
        </li>
      </ol>
      <div class="choices">
        <AimChoice practice={practice} asked={url.value.searchParams.has("class") ? "class" : undefined} />
        <LevelChoice practice={practice} />
        <PlaceChoice />
      </div>
      <div class="actions">
        <button
          type="button"
          class="button primary big"
          data-testid="turn-on-camera"
          disabled={pending}
          onClick={() => practice.turnOn()}
        >
          {words.ask.turnOn}
        </button>
        <a class="button quiet" href="/">
          {words.ask.back}
        </a>
      </div>
      <p class="small muted" role="status">
        {pending ? asked : words.privacyLine[place](location.hostname)}
      </p>
    </Panel>
  );
}

export function NoCamera({ practice, problem }: { practice: Practice; problem: CameraProblem }) {
  const { title, steps } = words.camera[problem];
  return (
    <Panel title={title} testId="no-camera">
      <ol class="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div class="choices">
        <CameraChoice chosen={() => practice.turnOn()} />
      </div>
      <div class="actions">
        <button type="button" class="button primary big" onClick={() => practice.turnOn()}>
          {words.noCamera.again}
        </button>
        {problem === "finder" && <LetServerLook practice={practice} />}
        <a class="button" href="/help">
          {words.noCamera.help}
        </a>
        <a class="button quiet" href="/">
          {words.noCamera.home}
        </a>
      </div>
    </Panel>
  );
}

/** Only ever by a click: pictures are never sent because points could not be found. */
function LetServerLook({ practice }: { practice: Practice }) {
  const look = () => {
    prefer({ place: "server" });
    practice.turnOn();
  };
  return (
    <button type="button" class="button" onClick={look}>
      {words.noCamera.server}
    </button>
  );
}

export function Connecting() {
  return (
    <Panel title={words.connecting} class="calm">
      <PrivacyLine />
    </Panel>
  );
}

export function Busy({ practice, retryAt }: { practice: Practice; retryAt: number }) {
  const seconds = secondsUntil(retryAt, useNow());
  return (
    <Panel title={words.busy.title} testId="busy">
      <p class="lead">{words.busy.lead(seconds)}</p>
      <div class="actions">
        <button type="button" class="button primary big" onClick={() => practice.tryNow()}>
          {words.busy.now}
        </button>
        <a class="button quiet" href="/">
          {words.busy.home}
        </a>
      </div>
      <PrivacyLine />
    </Panel>
  );
}

export interface PausedProps {
  practice: Practice;
  videoHidden: boolean;
  /** The list of keys was asked for. */
  keysOpen: boolean;
  toggleVideo(): void;
}

const MORE = ["ghost", "gestures", "horizon", "captions", "info", "letters"] as const;

/** What is seldom changed, and what keys do; a switch turns letters off for who dictates (WCAG 2.1.4). */
function KeyList({ open }: { open: boolean }) {
  return (
    <details class="keys" open={open} data-testid="keys">
      <summary>{words.paused.keysTitle}</summary>
      <div class="choices">
        {MORE.map((name) => (
          <PreferenceSwitch key={name} of={name} />
        ))}
      </div>
      <dl>
        {words.paused.keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Fills while a hand is held up. */
function GoOn({ practice }: { practice: Practice }) {
  const state = practice.state.value;
  const looking = state.name === "paused" && state.looking && preferences.value.gestures;
  return (
    <>
      <button
        type="button"
        class="button primary big go-on"
        style={{ "--raised": practice.raising.value }}
        onClick={() => practice.goOn()}
      >
        <Icon name="play" />
        {words.paused.goOn}
      </button>
      {looking && <span class="muted">{words.placing.raise}</span>}
    </>
  );
}

export function Paused({ practice, videoHidden, keysOpen, toggleVideo }: PausedProps) {
  const { mirrored } = preferences.value;
  const mirror = () => {
    prefer({ mirrored: !mirrored });
    practice.setMirrored(!mirrored);
  };
  return (
    <Panel title={words.paused.title} class="paused" testId="paused">
      {practice.login.wanted.value && <Reauth practice={practice} />}
      <div class="actions">
        <GoOn practice={practice} />
        <button type="button" class="button" onClick={() => practice.end()}>
          <Icon name="stop" />
          {practice.served.stored.value ? words.paused.end : words.paused.endGuest}
        </button>
        {practice.readout.reading.value.flow && (
          <button type="button" class="button quiet" onClick={() => practice.lead.leave()}>
            {words.flow.stop}
          </button>
        )}
      </div>
      <div class="choices">
        {!practice.readout.reading.value.flow && <AimChoice practice={practice} />}
        <LevelChoice practice={practice} />
        <VoiceChoice hasVoice={practice.hasVoice()} />
        <Switch name={words.paused.mirror} on={mirrored} toggle={mirror} />
        <PreferenceSwitch of="score" />
        <Switch name={words.paused.video} on={!videoHidden} toggle={toggleVideo} />
        <TextChoice />
        <CameraChoice chosen={() => practice.changeCamera()} />
      </div>
      <KeyList open={keysOpen} />
      <PrivacyLine />
    </Panel>
  );
}
