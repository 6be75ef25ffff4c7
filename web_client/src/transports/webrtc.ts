// Video over WebRTC: the camera's track by WHIP, all messages on the data channel "practice" (SPEC 8).

import { FEW_FPS, type Rate } from "../capture/pacing";
import { type ErrorMessage, parse, type ServerMessage } from "../wire";
import { RtpClock, type Stat, wayOf } from "./rtp-clock";
import type { OpenTransport, TransportEvents } from "./transport";

const BITRATE = 1_500_000;
const FRAMES_PER_S = 30;
const LOST = 1006;
const MEASURE_MS = 1000;

/** SPEC 2.1: what a refusal would have closed a socket with. */
const CLOSE_OF_STATUS: Record<number, number> = { 401: 4401, 403: 4403, 429: 4429, 503: 1013 };
const CLOSE_OF_CODE: Record<string, number> = {
  bad_message: 4400,
  repeated_bad_input: 4400,
  not_authenticated: 4401,
  not_allowed: 4403,
  time_up: 4408,
  replaced: 4409,
  too_large: 4413,
  too_fast: 4429,
  busy: 1013,
  restarting: 1012,
  engine_failed: 1011,
  internal: 1011,
};

export interface Camera {
  /** As soon as the camera is on; null where there is none. */
  stream(): Promise<MediaStream | null>;
  token(): string | null;
}

/** ICE servers out of `Link` values such as `<turn:host>; rel="ice-server"; username="…"; credential="…"`. */
export function iceServers(link: string | null): RTCIceServer[] {
  return [...(link ?? "").matchAll(/<([^>]+)>([^<]*)/g)]
    .filter(([, , rest]) => /rel="?ice-server/.test(rest ?? ""))
    .map(([, urls = "", rest = ""]) => {
      const username = /username="([^"]*)"/.exec(rest)?.[1];
      const credential = /credential="([^"]*)"/.exec(rest)?.[1];
      return username && credential ? { urls, username, credential } : { urls };
    });
}

/** What the connection ends with after this message, if it is a last one (SPEC 8.6). */
export function closeAfter(message: ServerMessage): number | null {
  if (message.type === "going_away") return 1012;
  if (message.type === "error" && message.fatal) return closeOf(message);
  return message.type === "summary" && message.ending === "completed" ? 1000 : null;
}

function closeOf({ code }: ErrorMessage): number {
  return CLOSE_OF_CODE[code] ?? 1011;
}

export const webRtc = (camera: Camera): OpenTransport => {
  return (events) => {
    const call = new Call(camera, events);
    void call.begin();
    return call;
  };
};

class Call {
  readonly #token: string | null;
  readonly #events: TransportEvents;
  readonly #camera: Camera;
  /** A copy of the camera's own, so that it can be darkened while the page's picture stays. */
  #track: MediaStreamTrack | null = null;
  #sender: RTCRtpSender | null = null;
  #rate: Rate = "full";
  readonly #clock = new RtpClock();
  #connection: RTCPeerConnection | null = null;
  #channel: RTCDataChannel | null = null;
  #resource: string | null = null;
  #measuring: ReturnType<typeof setInterval> | undefined;
  #code = LOST;
  #ended = false;

  constructor(camera: Camera, events: TransportEvents) {
    this.#token = camera.token();
    this.#events = events;
    this.#camera = camera;
  }

  async begin(): Promise<void> {
    try {
      const code = await this.#dial();
      if (code !== null) this.#end(code);
    } catch {
      // No network, no WebRTC in this browser, or an answer that it does not take.
      this.#end(LOST);
    }
  }

  send(message: unknown): void {
    if (this.#channel?.readyState === "open") this.#channel.send(JSON.stringify(message));
  }

  sendFrame(): void {}

  /** The video flows by itself: no picture is to be taken for it. */
  backlog(): number {
    return Number.POSITIVE_INFINITY;
  }

  setRate(rate: Rate): void {
    this.#rate = rate;
    if (this.#track) this.#track.enabled = rate !== "off";
    void this.#limit();
  }

  close(): void {
    this.#ended = true;
    clearInterval(this.#measuring);
    this.#track?.stop();
    // What was said last, such as "stop", has to get out first.
    const connection = this.#connection;
    setTimeout(() => connection?.close(), 200);
  }

  /** Null once the offer has been answered; else the code of a refusal. */
  async #dial(): Promise<number | null> {
    const servers = await fetch("/whip", { method: "OPTIONS", headers: this.#headers() });
    if (!servers.ok) return CLOSE_OF_STATUS[servers.status] ?? LOST;
    const connection = new RTCPeerConnection({ iceServers: iceServers(servers.headers.get("Link")) });
    this.#connection = connection;
    connection.onconnectionstatechange = () => {
      if (["failed", "disconnected", "closed"].includes(connection.connectionState)) this.#end(this.#code);
    };
    this.#addVideo(connection);
    this.#listen(connection.createDataChannel("practice"));
    await connection.setLocalDescription();
    return this.#offer(connection);
  }

  async #offer(connection: RTCPeerConnection): Promise<number | null> {
    const response = await fetch("/whip", {
      method: "POST",
      headers: { ...this.#headers(), "Content-Type": "application/sdp" },
      body: connection.localDescription?.sdp ?? "",
    });
    if (response.status !== 201) return CLOSE_OF_STATUS[response.status] ?? LOST;
    this.#resource = response.headers.get("Location");
    if (this.#ended) {
      this.#delete();
      return null;
    }
    await connection.setRemoteDescription({ type: "answer", sdp: await response.text() });
    return null;
  }

  /** The way is dialled while the camera still wakes up: the picture follows. */
  #addVideo(connection: RTCPeerConnection): void {
    this.#sender = connection.addTransceiver("video", {
      direction: "sendonly",
      // Without these Chromium settles at 480 × 360.
      sendEncodings: [{ maxBitrate: BITRATE, maxFramerate: FRAMES_PER_S, scaleResolutionDownBy: 1 }],
    }).sender;
    this.#show(this.#sender).catch(() => this.#end(LOST));
  }

  async #show(sender: RTCRtpSender): Promise<void> {
    const track = (await this.#camera.stream())?.getVideoTracks()[0]?.clone();
    if (!track || this.#ended) {
      track?.stop();
      return this.#end(LOST);
    }
    this.#track = track;
    track.contentHint = "detail";
    track.enabled = this.#rate !== "off";
    await sender.replaceTrack(track);
  }

  /** In a pause the same video, a few pictures a second. */
  async #limit(): Promise<void> {
    const parameters = this.#sender?.getParameters();
    if (!parameters?.encodings?.length) return;
    const maxFramerate = this.#rate === "few" ? FEW_FPS : FRAMES_PER_S;
    for (const encoding of parameters.encodings) encoding.maxFramerate = maxFramerate;
    // Refused where another change is on its way: then all of them come, and no harm is done.
    await this.#sender?.setParameters(parameters).catch(() => {});
  }

  #listen(channel: RTCDataChannel): void {
    this.#channel = channel;
    channel.onopen = () => this.#opened();
    channel.onclose = () => this.#end(this.#code);
    channel.onmessage = ({ data }) => {
      const message = typeof data === "string" && !this.#ended ? parse(data) : null;
      if (!message) return;
      this.#code = closeAfter(message) ?? this.#code;
      this.#events.received(this.#timed(message));
      if (message.type === "summary") this.#end(this.#code);
    };
  }

  #opened(): void {
    if (this.#ended) return;
    this.#measuring = setInterval(() => void this.#measure(), MEASURE_MS);
    this.#events.opened();
  }

  async #measure(): Promise<void> {
    const stats: Stat[] = [];
    (await this.#connection?.getStats())?.forEach((entry: Stat) => {
      stats.push(entry);
    });
    this.#clock.way = wayOf(stats, this.#clock.way.roundTrip);
  }

  /** From here on feedback tells when its frame was captured, as over the socket. */
  #timed(message: ServerMessage): ServerMessage {
    if (message.type !== "feedback" || message.rtp_time === null) return message;
    const at = this.#clock.capturedAt(message.rtp_time, message.spent.total_ms, performance.now());
    return { ...message, captured_us: Math.round(at * 1000) };
  }

  #end(code: number): void {
    if (this.#ended) return;
    this.close();
    this.#events.closed(code);
  }

  #delete(): void {
    if (this.#resource) void fetch(this.#resource, { method: "DELETE", headers: this.#headers() });
    this.#connection?.close();
  }

  #headers(): Record<string, string> {
    return this.#token ? { Authorization: `Bearer ${this.#token}` } : {};
  }
}
