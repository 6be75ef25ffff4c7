// One practice on this page: eye, link and sound around the state, from Start to the summary.

import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { account, logInExpired } from "../account";
import { renew, renewSoon } from "../api";
import type { CameraProblem } from "../camera";
import type { Place } from "../capture/reader";
import { keepSummary, preferences, stepText } from "../storage";
import { best, type Way } from "../transports/best";
import { webRtc } from "../transports/webrtc";
import { openWebSocket } from "../transports/websocket";
import {
  type Cue,
  type Feedback,
  type FlowChange,
  type Hello,
  type Level,
  type Side,
  type Summary,
  VERSION,
  type Welcome,
} from "../wire";
import { language } from "../words";
import { type Aim, FREE } from "./aim";
import { Eye } from "./eye";
import { Keepsake } from "./keepsake";
import { Lead } from "./lead";
import { Link } from "./link";
import { Meter } from "./meter";
import { Readout } from "./reading";
import { reduce } from "./reduce";
import { flowSaying, sayingFor } from "./sayings";
import { createSound } from "./sound";
import {
  canPause,
  type HowEnded,
  handsAre,
  isWatching,
  type PracticeEvent,
  type PracticeState,
  start,
  viewKey,
} from "./state";
import { createWakeLock } from "./wakelock";
import { ghostWish } from "./wish";

const TICK_MS = 250;
/** The server has two seconds for the summary (SPEC 6.1), the network one. */
const SUMMARY_MS = 3000;

export class Practice {
  readonly #state = signal<PracticeState>(start());
  readonly #aim = signal<Aim>(FREE);
  readonly #reauth = signal(false);
  readonly #stored = signal(false);
  readonly #resumable = signal(false);
  readonly #way = signal<Way | null>(null);
  readonly #engine = signal("");
  readonly state: ReadonlySignal<PracticeState> = this.#state;
  readonly aim: ReadonlySignal<Aim> = this.#aim;
  /** The server asks for a fresh token: the log-in ends soon. */
  readonly reauth: ReadonlySignal<boolean> = this.#reauth;
  /** Whether the server keeps this practice: false for a guest. */
  readonly stored: ReadonlySignal<boolean> = this.#stored;
  /** Whether a lost connection can carry the same session on. */
  readonly resumable: ReadonlySignal<boolean> = this.#resumable;
  /** How pictures travel now; null before the first connection. */
  readonly way: ReadonlySignal<Way | null> = this.#way;
  /** What finds the joints on the server. */
  readonly engine: ReadonlySignal<string> = this.#engine;
  readonly readout = new Readout();
  readonly meter = new Meter();
  readonly keepsake = new Keepsake();

  /** The newest state; the signal follows when the screen has to change. */
  #now: PracticeState = this.#state.value;
  /** Summary of a part that a restart of the server cut off; shown if no other part follows. */
  #partial: Summary | null = null;
  #lastCue: Cue | null = null;
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
    flow: (change) => this.#led(change),
  });
  readonly #lead = new Lead((control) => this.#link.send(control));
  readonly #timer = setInterval(() => this.#tick(), TICK_MS);
  readonly #asks = computed(() => preferences.value.voice === "ask");
  readonly #forget = effect(() => this.#askOnly(this.#asks.value));

  constructor(aim: Aim) {
    this.aimAt(aim);
  }

  attach(video: HTMLVideoElement, canvas: HTMLCanvasElement): void {
    this.#eye = new Eye(video, canvas, this.#link, {
      failed: (problem) => this.#cameraFailed(problem),
      painted: (capturedAt, now) => this.meter.painted(capturedAt, now),
      raised: (hand) => this.#raised(hand),
    });
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

  /** Before a practice, or in the middle of one. */
  aimAt(aim: Aim): void {
    if (this.#link.connected) this.#lead.leave();
    this.#aim.value = aim;
    this.#lead.choose(aim);
    if (!this.#link.connected) return;
    this.#link.send({ type: "set", pose: aim.kind === "pose" ? aim.id : "" });
    this.#lead.begin();
  }

  /** The name of what is practised, as it becomes known. */
  called(aim: Aim, name: string): void {
    if (this.#aim.value === aim && aim.kind !== "free") this.#aim.value = { ...aim, name };
  }

  chooseLevel(level: Level): void {
    this.#link.send({ type: "set", level });
  }

  /** The next step of a flow. */
  next(): void {
    this.#lead.skip();
  }

  /** This step of a flow again. */
  stepAgain(): void {
    this.#lead.again();
  }

  leaveFlow(): void {
    this.#lead.leave();
  }

  /** "How am I doing?": answered once, whatever was said before. */
  ask(): void {
    if (this.#now.name === "live") this.#link.send({ type: "set", ask: true });
  }

  repeatCue(): void {
    if (this.#now.name !== "live" || !this.#lastCue) return;
    this.#dispatch({ type: "again", cue: this.#lastCue });
    // Asked for, it may cut what is being said, as only safety does otherwise.
    this.#sound.play({
      utterance: { text: this.#lastCue.text, kind: "safety", issuedAt: performance.now() },
      otherwise: "cue",
    });
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

  /** Longest side of the pictures that are sent now, in pixels. */
  get side(): number {
    return this.#link.pacing.quality.side;
  }

  /** The page is left: nothing stays on. */
  leave(): void {
    this.#link.send({ type: "stop" });
    clearInterval(this.#timer);
    this.#forget();
    this.#eye?.stop();
    this.#link.close();
    this.#sound.close();
    this.#wakeLock.stop();
  }

  #hello(): Hello {
    const token = account.value?.token;
    const aim = this.#aim.value;
    return {
      type: "hello",
      version: VERSION,
      language: language.value,
      level: preferences.value.level,
      source: this.#place === "device" ? "landmarks" : "jpeg",
      mirrored: false,
      ...(token && { token }),
      ...(aim.kind === "pose" && { pose: aim.id }),
    };
  }

  #isStanding(n: number): boolean {
    const shown = this.#now.name === "live" ? this.#now.cue : null;
    return shown?.cue.n === n && shown.standing;
  }

  #askOnly(on: boolean): void {
    if (this.#link.connected) this.#link.send({ type: "set", cues: !on });
  }

  #welcomed({ stored, resume, resumed, engine }: Welcome): void {
    this.#stored.value = stored;
    this.#resumable.value = resume !== null;
    this.#engine.value = engine;
    this.#dispatch({ type: "welcome", resumed });
    if (this.#asks.value) this.#askOnly(true);
    this.#lead.welcomed(resumed);
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
    this.#lead.see(feedback.flow);
    this.#lastCue = feedback.cue ?? this.#lastCue;
    this.readout.take(feedback, this.#link.pacing.isLate);
    this.#dispatch({ type: "feedback", feedback, ageMs });
    if (!this.#eye) return;
    const { ghost, gestures } = preferences.value;
    this.#eye.wish(ghost ? ghostWish(this.#now, this.#lead.plan, feedback.pose) : null);
    this.#eye.see(feedback, gestures && handsAre(this.#now, feedback.flow));
    this.keepsake.see(feedback, this.#eye.aspect);
  }

  #led(change: FlowChange): void {
    if (this.#lead.changed(change)) {
      this.#aim.value = FREE;
      this.readout.leaveFlow();
    } else if (change.change === "stopped") return;
    const live = this.#now.name === "live";
    this.#dispatch({ type: "flow", flow: change });
    const saying = live ? flowSaying(change, performance.now()) : null;
    if (saying) this.#sound.play(saying);
  }

  /** Right goes on, left does the other thing. */
  #raised(hand: Side): void {
    this.#sound.play({ tone: "fixed" });
    if (this.#now.name === "placing") {
      if (hand === "right") this.startAnyway();
      else stepText(1);
    } else if (this.#now.name === "live") {
      if (this.readout.reading.value.flow === null) this.ask();
      else if (hand === "right") this.next();
      else this.stepAgain();
    }
  }

  #summed(summary: Summary): void {
    if (!summary.stored && summary.frames_scored > 0)
      keepSummary({ summary, best: this.keepsake.best, endedAt: new Date().toISOString() });
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
    const { plan } = this.#lead;
    const after = reduce(before, event, now, plan);
    if (after === before) return;
    this.#now = after;
    if (viewKey(after) !== viewKey(before)) this.#state.value = after;
    const saying = sayingFor(before, after, now, this.#wanted());
    if (saying) this.#sound.play(saying);
    if (after.name !== before.name) this.#entered(after);
  }

  /** Name of the pose that is to be taken. */
  #wanted(): string | null {
    const { flow } = this.readout.reading.value;
    const aim = this.#aim.value;
    return flow?.now?.name ?? (aim.kind === "free" ? null : aim.name);
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
