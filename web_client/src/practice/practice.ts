// One practice on this page: camera, connection, overlay and sound around the state, from Start to the summary.

import { type ReadonlySignal, signal } from "@preact/signals";
import { account, logInExpired } from "../account";
import type { CameraProblem } from "../camera";
import { Pacing } from "../capture/pacing";
import { Connection, type ConnectionState } from "../connection";
import { keepSummary, preferences } from "../storage";
import { openWebSocket } from "../transports/websocket";
import {
  type Control,
  type ErrorMessage,
  type Feedback,
  type Hello,
  type Level,
  type ServerMessage,
  type Summary,
  VERSION,
  type Welcome,
} from "../wire";
import { Eye } from "./eye";
import { NOTHING, nextReading, type Reading } from "./reading";
import { sayingFor } from "./sayings";
import { createSound } from "./sound";
import {
  canPause,
  type HowEnded,
  type PracticeEvent,
  type PracticeState,
  reduce,
  start,
  viewKey,
} from "./state";
import { createWakeLock } from "./wakelock";

const TICK_MS = 250;
/** Frames unanswered for this long: the connection is as good as lost, though the socket is open. */
const SILENT_MS = 3000;
/** Silent for this long: open another socket. */
const DEAD_MS = 8000;
/** The server has two seconds for the summary (SPEC 6.1), the network one. */
const SUMMARY_MS = 3000;

export interface ChosenPose {
  id: string;
  name: string;
}

export class Practice {
  readonly #state = signal<PracticeState>(start());
  readonly #reading = signal<Reading>(NOTHING);
  readonly #pose = signal<ChosenPose | null>(null);
  /** The server asks for a fresh token: the log-in ends soon. */
  readonly reauth = signal(false);
  readonly stored = signal(false);
  readonly state: ReadonlySignal<PracticeState> = this.#state;
  readonly reading: ReadonlySignal<Reading> = this.#reading;
  readonly pose: ReadonlySignal<ChosenPose | null> = this.#pose;

  /** The newest state; the signal follows when the screen has to change. */
  #now: PracticeState = this.#state.value;
  readonly #pacing = new Pacing();
  readonly #sound = createSound(
    (n) => this.#now.name === "live" && this.#now.cue?.cue.n === n && this.#now.cue.standing,
  );
  readonly #wakeLock = createWakeLock();
  readonly #connection = new Connection(openWebSocket, () => this.#hello(), {
    state: (state) => this.#onConnection(state),
    message: (message) => this.#onMessage(message),
  });
  #connected = false;
  #lastFeedbackAt = 0;
  #lastScoreAt = 0;
  #countdown = 0;
  #eye: Eye | null = null;
  readonly #timer = setInterval(() => this.#tick(), TICK_MS);

  constructor(pose: ChosenPose | null) {
    this.#pose.value = pose;
  }

  attach(video: HTMLVideoElement, canvas: HTMLCanvasElement): void {
    this.#eye = new Eye(video, canvas, this.#pacing, this.#connection, (problem) =>
      this.#cameraFailed(problem),
    );
    this.#eye.setMirrored(preferences.value.mirrored);
  }

  /** Inside a click: it also lets sound through. */
  async turnOn(): Promise<void> {
    this.#sound.unlock();
    this.#dispatch({ type: "asked" });
    if (!(await this.#eye?.open(preferences.value.camera))) return;
    this.#dispatch({ type: "cameraReady" });
    this.#connection.start();
  }

  /** Another camera in the middle of a practice; the session goes on. */
  async changeCamera(): Promise<void> {
    await this.#eye?.open(preferences.value.camera);
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
    this.#send({ type: "pause", on: true });
  }

  goOn(): void {
    this.#send({ type: "pause", on: false });
    this.#dispatch({ type: "goOn" });
    if (!this.#connected) this.#dispatch({ type: "lost" });
  }

  end(): void {
    this.#dispatch({ type: "end", how: "asked" });
  }

  tryNow(): void {
    this.#connection.again();
  }

  choosePose(pose: ChosenPose | null): void {
    this.#pose.value = pose;
    this.#send({ type: "set", pose: pose?.id ?? "" });
  }

  chooseLevel(level: Level): void {
    this.#send({ type: "set", level });
  }

  setMirrored(mirrored: boolean): void {
    this.#eye?.setMirrored(mirrored);
  }

  /** After a new log-in in the middle of a practice. */
  renew(token: string): void {
    this.reauth.value = false;
    this.#send({ type: "reauth", token });
  }

  hasVoice(): boolean {
    return this.#sound.hasVoice();
  }

  /** The page is left: nothing stays on. */
  leave(): void {
    this.#send({ type: "stop" });
    clearInterval(this.#timer);
    this.#eye?.stop();
    this.#connection.close();
    this.#sound.close();
    this.#wakeLock.stop();
  }

  #hello(): Hello {
    const token = account.value?.token;
    const hello: Hello = { type: "hello", version: VERSION, language: "en", source: "jpeg", mirrored: false };
    const pose = this.#pose.value?.id;
    return { ...hello, level: preferences.value.level, ...(token && { token }), ...(pose && { pose }) };
  }

  #send(message: Control): void {
    this.#connection.send(message);
  }

  #cameraFailed(problem: CameraProblem): void {
    this.#connection.close();
    this.#connected = false;
    this.#dispatch({ type: "cameraFailed", problem });
  }

  #onConnection(state: ConnectionState): void {
    this.#connected = state.name === "open";
    switch (state.name) {
      case "opening":
        return;
      case "open":
        return this.#welcomed(state.welcome);
      case "waiting":
        if (this.#now.name === "ended") return this.#giveUpSummary();
        if (state.why === "busy")
          return this.#dispatch({ type: "busy", retryAt: state.retryAt, message: "" });
        return this.#dispatch({ type: "lost" });
      case "closed":
        if (state.why === "notAuthenticated") logInExpired();
        this.#dispatch({ type: "end", how: state.why === "finished" ? "server" : state.why });
        return this.#giveUpSummary();
      default:
        state satisfies never;
    }
  }

  #welcomed({ limits, stored }: Welcome): void {
    this.#pacing.limit(limits.max_frames_per_s);
    this.#eye?.setMaxBytes(limits.max_frame_bytes);
    this.stored.value = stored;
    this.#lastFeedbackAt = performance.now();
    this.#dispatch({ type: "welcome" });
    if (this.#now.name === "paused") this.#send({ type: "pause", on: true });
  }

  #onMessage(message: ServerMessage): void {
    switch (message.type) {
      case "feedback":
        return this.#onFeedback(message);
      case "error":
        return this.#onError(message);
      case "summary":
        return this.#onSummary(message);
      case "event":
        if (message.event === "reauth") this.reauth.value = true;
        return;
      // The connection has read these.
      case "welcome":
      case "going_away":
      // The page already shows what it asked for.
      case "status":
        return;
      default:
        message satisfies never;
    }
  }

  #onFeedback(feedback: Feedback): void {
    const now = performance.now();
    const ageMs = feedback.captured_us === null ? 0 : now - feedback.captured_us / 1000;
    this.#lastFeedbackAt = now;
    this.#pacing.answered(feedback.seq);
    this.#pacing.aged(ageMs, now);
    this.#eye?.see(feedback);
    const shown = this.#reading.value;
    const slow = this.#pacing.isLate;
    this.#reading.value = nextReading(shown, feedback, now - this.#lastScoreAt, slow);
    if (this.#reading.value.score !== shown.score) this.#lastScoreAt = now;
    this.#dispatch({ type: "feedback", feedback, ageMs });
  }

  #onError({ seq, code }: ErrorMessage): void {
    if (seq !== null) this.#pacing.answered(seq);
    if (code === "too_large") this.#pacing.tooLarge();
  }

  #onSummary(summary: Summary): void {
    if (!summary.stored && summary.frames_seen > 0) keepSummary(summary);
    this.#dispatch({ type: "summary", summary });
  }

  #tick(): void {
    this.#dispatch({ type: "tick" });
    if (!this.#connected || this.#pacing.inFlight === 0) return;
    const silentFor = performance.now() - this.#lastFeedbackAt;
    if (silentFor > SILENT_MS) this.#dispatch({ type: "lost" });
    if (silentFor > DEAD_MS) this.#connection.again();
  }

  #dispatch(event: PracticeEvent): void {
    const before = this.#now;
    const now = performance.now();
    const after = reduce(before, event, now, { countdown: this.#pose.value !== null });
    this.#count(after, now);
    if (after === before) return;
    this.#now = after;
    if (viewKey(after) !== viewKey(before)) this.#state.value = after;
    const saying = sayingFor(before, after, now, this.#pose.value?.name ?? null);
    if (saying) this.#sound.play(saying);
    if (after.name !== before.name) this.#entered(after);
  }

  #entered(state: PracticeState): void {
    const watching = ["placing", "ready", "live", "away", "reconnecting"].includes(state.name);
    this.#eye?.setOn(watching);
    this.#wakeLock.hold(watching);
    if (state.name === "reconnecting" || state.name === "paused") this.#eye?.clear();
    if (state.name === "ended") this.#finish(state.how);
  }

  #finish(how: HowEnded): void {
    if (how === "asked" || how === "away") this.#send({ type: "stop" });
    this.#eye?.close();
    this.#eye?.clear();
    setTimeout(() => this.#giveUpSummary(), SUMMARY_MS);
  }

  #giveUpSummary(): void {
    this.#connection.close();
    if (this.#now.name === "ended" && !this.#now.settled) this.#dispatch({ type: "noSummary" });
  }

  /** A tone for each second of the countdown. */
  #count(state: PracticeState, now: number): void {
    const second = state.name === "ready" ? 1 + Math.floor((now - state.since) / 1000) : 0;
    if (second > this.#countdown && second <= 3) this.#sound.tone("count");
    this.#countdown = second;
  }
}
