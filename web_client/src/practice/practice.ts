// One practice on this page: eye, link and sound around the state, from Start to the summary.

import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import { account, logInExpired } from "../account";
import { renewSoon } from "../api";
import type { CameraProblem } from "../camera";
import type { Rate } from "../capture/pacing";
import type { Place } from "../capture/reader";
import { prefer, preferences, stepText } from "../storage";
import { best } from "../transports/best";
import { webRtc } from "../transports/webrtc";
import { openWebSocket } from "../transports/websocket";
import type { Cue, Feedback, FlowChange, Level, Side, Summary, Welcome } from "../wire";
import type { Aim } from "./aim";
import { Eye } from "./eye";
import { handMeans } from "./gesture";
import { helloOf } from "./hello";
import { Horizon } from "./horizon";
import { Keepsake } from "./keepsake";
import { Lead } from "./lead";
import { Link } from "./link";
import { Login } from "./login";
import { Machine } from "./machine";
import { Meter } from "./meter";
import { Outcome } from "./outcome";
import { Readout } from "./reading";
import { cueAgain, flowSaying, sayingFor } from "./sayings";
import { Served } from "./served";
import { createSound } from "./sound";
import { canPause, type HowEnded, handsAre, type PracticeState, rateOf } from "./state";
import { createWakeLock } from "./wakelock";
import { ghostWish } from "./wish";

const TICK_MS = 250;
/** The server has two seconds for the summary (SPEC 6.1), the network one. */
const SUMMARY_MS = 3000;

export class Practice {
  readonly #raising = signal(0);
  /** How far a raised hand is from ending the pause, 0..1. */
  readonly raising: ReadonlySignal<number> = this.#raising;
  readonly served = new Served();
  readonly readout = new Readout();
  readonly meter = new Meter();
  readonly keepsake = new Keepsake();

  #lastCue: Cue | null = null;
  #eye: Eye | null = null;
  /** Where the joints of this practice are found: decided when the camera goes on, and kept. */
  #place: Place = preferences.value.place;
  readonly #outcome = new Outcome(this.keepsake);
  readonly #sound = createSound((n) => this.#isStanding(n));
  readonly #wakeLock = createWakeLock();
  readonly #open = best({
    webrtc: webRtc({
      stream: async () => this.#eye?.stream ?? null,
      token: () => account.value?.token ?? null,
    }),
    websocket: openWebSocket,
    mayVideo: () => this.#place === "server",
    using: (way) => this.served.using(way),
  });
  readonly #link = new Link(this.#open, () => helloOf(this.lead.aim.value, this.#place), {
    welcome: (welcome) => this.#welcomed(welcome),
    lost: () => this.#lost(),
    busy: (retryAt) =>
      this.#machine.now.name === "ended" ? this.#settle() : this.#machine.dispatch({ type: "busy", retryAt }),
    closed: (how) => this.#closed(how),
    feedback: (feedback, ageMs) => this.#saw(feedback, ageMs),
    summary: (summary) => this.#summed(summary),
    reauth: () => this.login.asked(),
    flow: (change) => this.#led(change),
  });
  readonly login = new Login((control) => this.#link.send(control));
  readonly lead = new Lead((control) => this.#link.send(control));
  readonly #horizon = new Horizon((control) => this.#link.send(control));
  readonly #machine = new Machine({
    plan: () => this.lead.plan,
    changed: (before, after, now) => this.#changed(before, after, now),
  });
  readonly state = this.#machine.state;
  readonly #timer = setInterval(() => this.#tick(), TICK_MS);
  readonly #asks = computed(() => preferences.value.voice === "ask");
  readonly #rate = computed(() => rateOf(this.state.value, preferences.value.gestures));
  readonly #forget = [
    effect(() => this.#askOnly(this.#asks.value)),
    effect(() => {
      const rate = this.#rate.value;
      untracked(() => this.#watchAt(rate));
    }),
  ];

  constructor(aim: Aim) {
    this.lead.aimAt(aim);
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
    const { camera, place, turnedOn } = preferences.value;
    this.#place = place;
    this.#machine.dispatch({ type: "asked" });
    // Who has been here will hardly refuse, so the coach is woken while the camera still is.
    const known = turnedOn === place;
    if (known) void this.#connect();
    if (!(await this.#eye?.open(camera, place))) return;
    // The server may have turned us away meanwhile.
    if (this.#machine.now.name === "ended") return this.#eye?.close();
    this.#horizon.watch(this.#eye?.facing ?? null);
    prefer({ turnedOn: place });
    this.#machine.dispatch({ type: "cameraReady" });
    if (!known) void this.#connect();
    else if (this.#link.connected) this.#machine.dispatch({ type: "welcome", resumed: false });
  }

  async #connect(): Promise<void> {
    await renewSoon();
    const { name } = this.#machine.now;
    if (name === "asking" || name === "connecting") this.#link.start();
  }

  /** Another camera in the middle of a practice; the session goes on. */
  async changeCamera(): Promise<void> {
    await this.#eye?.open(preferences.value.camera, this.#place);
    this.#horizon.watch(this.#eye?.facing ?? null);
    if (this.served.way.value === "webrtc") this.#link.again();
  }

  startAnyway(): void {
    this.#machine.dispatch({ type: "startAnyway" });
  }

  togglePause(): void {
    if (this.#machine.now.name === "paused") this.goOn();
    else if (canPause(this.#machine.now)) this.pause();
  }

  pause(): void {
    this.#sound.silence();
    this.#machine.dispatch({ type: "pause" });
  }

  goOn(): void {
    this.#link.send({ type: "pause", on: false });
    this.#machine.dispatch({ type: "goOn" });
    if (!this.#link.connected) this.#machine.dispatch({ type: "lost" });
  }

  end(): void {
    this.#machine.dispatch({ type: "end", how: "asked" });
  }

  tryNow(): void {
    this.#link.again();
  }

  chooseLevel(level: Level): void {
    this.#link.send({ type: "set", level });
  }

  /** "How am I doing?": answered once, whatever was said before. */
  ask(): void {
    if (this.#machine.now.name === "live") this.#link.send({ type: "set", ask: true });
  }

  repeatCue(): void {
    if (this.#machine.now.name !== "live" || !this.#lastCue) return;
    this.#machine.dispatch({ type: "again", cue: this.#lastCue });
    this.#sound.play(cueAgain(this.#lastCue, performance.now()));
  }

  setMirrored(mirrored: boolean): void {
    this.#eye?.setMirrored(mirrored);
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
    for (const forget of this.#forget) forget();
    this.#eye?.stop();
    this.#horizon.stop();
    this.#link.close();
    this.#sound.close();
    this.#wakeLock.stop();
  }

  #isStanding(n: number): boolean {
    const shown = this.#machine.now.name === "live" ? this.#machine.now.cue : null;
    return shown?.cue.n === n && shown.standing;
  }

  #askOnly(on: boolean): void {
    if (this.#link.connected) this.#link.send({ type: "set", cues: !on });
  }

  #watchAt(rate: Rate): void {
    this.#eye?.setRate(rate);
    this.#link.setRate(rate);
    this.#wakeLock.hold(rate === "full");
    this.#raising.value = 0;
    if (this.#machine.now.name === "paused") this.#tellPause();
  }

  #tellPause(): void {
    this.#link.send({ type: "pause", on: true, look: this.#rate.value === "few" });
  }

  #welcomed(welcome: Welcome): void {
    this.served.welcomed(welcome);
    this.#machine.dispatch({ type: "welcome", resumed: welcome.resumed });
    if (this.#asks.value) this.#askOnly(true);
    this.lead.welcomed(welcome.resumed);
    this.#horizon.welcomed(welcome.resumed);
    if (this.#machine.now.name === "paused") this.#tellPause();
  }

  #lost(): void {
    this.readout.clear();
    if (this.#machine.now.name === "ended") this.#settle();
    else this.#machine.dispatch({ type: "lost" });
  }

  #closed(how: HowEnded): void {
    if (how === "notAuthenticated") logInExpired();
    this.#machine.dispatch({ type: "end", how });
    this.#settle();
  }

  #cameraFailed(problem: CameraProblem): void {
    this.#link.close();
    this.#machine.dispatch({ type: "cameraFailed", problem });
  }

  #saw(feedback: Feedback, ageMs: number): void {
    this.lead.see(feedback.flow);
    this.#lastCue = feedback.cue ?? this.#lastCue;
    this.readout.take(feedback, this.#link.pacing.isLate);
    this.#machine.dispatch({ type: "feedback", feedback, ageMs });
    if (!this.#eye) return;
    const { ghost, gestures } = preferences.value;
    this.#eye.wish(ghost ? ghostWish(this.#machine.now, this.lead.plan, feedback.pose) : null);
    const raising = this.#eye.see(feedback, gestures && handsAre(this.#machine.now, feedback.flow));
    this.#raising.value = this.#machine.now.name === "paused" && raising?.hand === "right" ? raising.done : 0;
    this.keepsake.see(feedback, this.#eye.aspect);
  }

  #led(change: FlowChange): void {
    if (this.lead.changed(change)) this.readout.leaveFlow();
    else if (change.change === "stopped") return;
    const live = this.#machine.now.name === "live";
    this.#machine.dispatch({ type: "flow", flow: change });
    const saying = live ? flowSaying(change, performance.now()) : null;
    if (saying) this.#sound.play(saying);
  }

  #raised(hand: Side): void {
    const meant = handMeans(hand, this.#machine.now.name, this.readout.reading.value.flow !== null);
    if (!meant) return;
    this.#sound.play({ tone: "fixed" });
    if (meant === "largerText") stepText(1);
    else if (meant === "next") this.lead.next();
    else if (meant === "stepAgain") this.lead.again();
    else this[meant]();
  }

  #summed(summary: Summary): void {
    const event = this.#outcome.summed(summary);
    if (event) this.#machine.dispatch(event);
  }

  #tick(): void {
    this.#machine.dispatch({ type: "tick" });
    this.#link.watch(performance.now());
  }

  #changed(before: PracticeState, after: PracticeState, now: number): void {
    const saying = sayingFor(before, after, now, this.#wanted());
    if (saying) this.#sound.play(saying);
    if (after.name === "ended" && before.name !== "ended") this.#finish(after.how);
  }

  /** Name of the pose that is to be taken. */
  #wanted(): string | null {
    const { flow } = this.readout.reading.value;
    const aim = this.lead.aim.value;
    return flow?.now?.name ?? (aim.kind === "free" ? null : aim.name);
  }

  #finish(how: HowEnded): void {
    if (how === "asked" || how === "away") this.#link.send({ type: "stop" });
    this.#eye?.close();
    setTimeout(() => this.#settle(), this.#link.connected ? SUMMARY_MS : 0);
  }

  /** Nothing more will come from the server. */
  #settle(): void {
    this.#link.close();
    if (this.#machine.now.name === "ended" && !this.#machine.now.settled)
      this.#machine.dispatch(this.#outcome.settled());
  }
}
