// One practice on this page: eye, link and sound around the state, from Start to the summary.

import { type ReadonlySignal, signal } from "@preact/signals";
import { account, logInExpired } from "../account";
import { renew, renewSoon } from "../api";
import type { CameraProblem } from "../camera";
import type { Place } from "../capture/reader";
import { keepSummary, preferences } from "../storage";
import { best, type Way } from "../transports/best";
import { webRtc } from "../transports/webrtc";
import { openWebSocket } from "../transports/websocket";
import { type Feedback, type Hello, type Level, type Summary, VERSION, type Welcome } from "../wire";
import { language } from "../words";
import { Eye } from "./eye";
import { Link } from "./link";
import { Readout } from "./reading";
import { reduce } from "./reduce";
import { sayingFor } from "./sayings";
import { createSound } from "./sound";
import {
  canPause,
  type HowEnded,
  isWatching,
  type PracticeEvent,
  type PracticeState,
  start,
  viewKey,
} from "./state";
import { createWakeLock } from "./wakelock";

const TICK_MS = 250;
/** The server has two seconds for the summary (SPEC 6.1), the network one. */
const SUMMARY_MS = 3000;

export interface ChosenPose {
  id: string;
  name: string;
}

export class Practice {
  readonly #state = signal<PracticeState>(start());
  readonly #pose = signal<ChosenPose | null>(null);
  readonly #reauth = signal(false);
  readonly #stored = signal(false);
  readonly #resumable = signal(false);
  readonly #way = signal<Way | null>(null);
  readonly state: ReadonlySignal<PracticeState> = this.#state;
  readonly pose: ReadonlySignal<ChosenPose | null> = this.#pose;
  /** The server asks for a fresh token: the log-in ends soon. */
  readonly reauth: ReadonlySignal<boolean> = this.#reauth;
  /** Whether the server keeps this practice: false for a guest. */
  readonly stored: ReadonlySignal<boolean> = this.#stored;
  /** Whether a lost connection can carry the same session on. */
  readonly resumable: ReadonlySignal<boolean> = this.#resumable;
  /** How pictures travel now; null before the first connection. */
  readonly way: ReadonlySignal<Way | null> = this.#way;
  readonly readout = new Readout();

  /** The newest state; the signal follows when the screen has to change. */
  #now: PracticeState = this.#state.value;
  /** Summary of a part that a restart of the server cut off; shown if no other part follows. */
  #partial: Summary | null = null;
  #eye: Eye | null = null;
  /** Where the joints of this practice are found: decided when the camera goes on, and kept. */
  #place: Place = preferences.value.place;
  readonly #sound = createSound((n) => this.#isStanding(n));
  readonly #wakeLock = createWakeLock();
  readonly #open = best({
    webrtc: webRtc({
      stream: () => this.#eye?.stream ?? null,
      token: () => account.value?.token ?? null,
    }),
    websocket: openWebSocket,
    mayVideo: () => this.#place === "server",
    using: (way) => {
      this.#way.value = way;
    },
  });
  readonly #link = new Link(this.#open, () => this.#hello(), {
    welcome: (welcome) => this.#welcomed(welcome),
    lost: () => this.#lost(),
    busy: (retryAt) =>
      this.#now.name === "ended" ? this.#settle() : this.#dispatch({ type: "busy", retryAt }),
    closed: (how) => this.#closed(how),
    feedback: (feedback, ageMs) => this.#saw(feedback, ageMs),
    summary: (summary) => this.#summed(summary),
    reauth: () => this.#reauthenticate(),
  });
  readonly #timer = setInterval(() => this.#tick(), TICK_MS);

  constructor(pose: ChosenPose | null) {
    this.#pose.value = pose;
  }

  attach(video: HTMLVideoElement, canvas: HTMLCanvasElement): void {
    this.#eye = new Eye(video, canvas, this.#link, (problem) => this.#cameraFailed(problem));
    this.#eye.setMirrored(preferences.value.mirrored);
  }

  /** Inside a click: it also lets sound through. */
  async turnOn(): Promise<void> {
    this.#sound.unlock();
    this.#place = preferences.value.place;
    this.#dispatch({ type: "asked" });
    if (!(await this.#eye?.open(preferences.value.camera, this.#place))) return;
    await renewSoon();
    this.#dispatch({ type: "cameraReady" });
    this.#link.start();
  }

  /** Another camera in the middle of a practice; the session goes on. */
  async changeCamera(): Promise<void> {
    await this.#eye?.open(preferences.value.camera, this.#place);
    if (this.#way.value === "webrtc") this.#link.again();
  }

  startAnyway(): void {
    this.#dispatch({ type: "startAnyway" });
  }

  togglePause(): void {
    if (this.#now.name === "paused") this.goOn();
    else if (canPause(this.#now)) this.pause();
  }

  pause(): void {
    this.#sound.silence();
    this.#dispatch({ type: "pause" });
    this.#link.send({ type: "pause", on: true });
  }

  goOn(): void {
    this.#link.send({ type: "pause", on: false });
    this.#dispatch({ type: "goOn" });
    if (!this.#link.connected) this.#dispatch({ type: "lost" });
  }

  end(): void {
    this.#dispatch({ type: "end", how: "asked" });
  }

  tryNow(): void {
    this.#link.again();
  }

  choosePose(pose: ChosenPose | null): void {
    this.#pose.value = pose;
    this.#link.send({ type: "set", pose: pose?.id ?? "" });
  }

  chooseLevel(level: Level): void {
    this.#link.send({ type: "set", level });
  }

  setMirrored(mirrored: boolean): void {
    this.#eye?.setMirrored(mirrored);
  }

  /** After a new log-in in the middle of a practice. */
  renew(token: string): void {
    this.#reauth.value = false;
    this.#link.send({ type: "reauth", token });
  }

  /** By the cookie, unseen; only without one is the person asked. */
  async #reauthenticate(): Promise<void> {
    const token = (await renew()) ? account.value?.token : undefined;
    if (token) this.renew(token);
    else this.#reauth.value = true;
  }

  hasVoice(): boolean {
    return this.#sound.hasVoice();
  }

  /** The page is left: nothing stays on. */
  leave(): void {
    this.#link.send({ type: "stop" });
    clearInterval(this.#timer);
    this.#eye?.stop();
    this.#link.close();
    this.#sound.close();
    this.#wakeLock.stop();
  }

  #hello(): Hello {
    const token = account.value?.token;
    const pose = this.#pose.value?.id;
    return {
      type: "hello",
      version: VERSION,
      language: language.value,
      level: preferences.value.level,
      source: this.#place === "device" ? "landmarks" : "jpeg",
      mirrored: false,
      ...(token && { token }),
      ...(pose && { pose }),
    };
  }

  #isStanding(n: number): boolean {
    const shown = this.#now.name === "live" ? this.#now.cue : null;
    return shown?.cue.n === n && shown.standing;
  }

  #welcomed({ stored, resume, resumed }: Welcome): void {
    this.#stored.value = stored;
    this.#resumable.value = resume !== null;
    this.#dispatch({ type: "welcome", resumed });
    if (this.#now.name === "paused") this.#link.send({ type: "pause", on: true });
  }

  #lost(): void {
    this.readout.clear();
    if (this.#now.name === "ended") this.#settle();
    else this.#dispatch({ type: "lost" });
  }

  #closed(how: HowEnded): void {
    if (how === "notAuthenticated") logInExpired();
    this.#dispatch({ type: "end", how });
    this.#settle();
  }

  #cameraFailed(problem: CameraProblem): void {
    this.#link.close();
    this.#dispatch({ type: "cameraFailed", problem });
  }

  #saw(feedback: Feedback, ageMs: number): void {
    this.#eye?.see(feedback);
    this.readout.take(feedback, this.#link.pacing.isLate);
    this.#dispatch({ type: "feedback", feedback, ageMs });
  }

  #summed(summary: Summary): void {
    if (!summary.stored && summary.frames_scored > 0) keepSummary(summary);
    // The server restarts and we come again: this is only the part up to here.
    if (summary.ending === "server_stopped") this.#partial = summary;
    else this.#dispatch({ type: "summary", summary });
  }

  #tick(): void {
    this.#dispatch({ type: "tick" });
    this.#link.watch(performance.now());
  }

  #dispatch(event: PracticeEvent): void {
    const before = this.#now;
    const now = performance.now();
    const after = reduce(before, event, now, { pose: this.#pose.value?.id ?? null });
    if (after === before) return;
    this.#now = after;
    if (viewKey(after) !== viewKey(before)) this.#state.value = after;
    const saying = sayingFor(before, after, now, this.#pose.value?.name ?? null);
    if (saying) this.#sound.play(saying);
    if (after.name !== before.name) this.#entered(after);
  }

  #entered(state: PracticeState): void {
    this.#eye?.setOn(isWatching(state));
    this.#link.setOn(isWatching(state));
    this.#wakeLock.hold(isWatching(state));
    if (state.name === "ended") this.#finish(state.how);
  }

  #finish(how: HowEnded): void {
    if (how === "asked" || how === "away") this.#link.send({ type: "stop" });
    this.#eye?.close();
    setTimeout(() => this.#settle(), this.#link.connected ? SUMMARY_MS : 0);
  }

  /** Nothing more will come from the server. */
  #settle(): void {
    this.#link.close();
    if (this.#now.name !== "ended" || this.#now.settled) return;
    const summary = this.#partial;
    this.#dispatch(summary ? { type: "summary", summary } : { type: "noSummary" });
  }
}
