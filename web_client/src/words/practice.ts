// The sentences of the practice screen.

import type { CameraProblem } from "../camera";
import type { Place } from "../capture/reader";
import type { HowEnded } from "../practice/state";
import type { Way } from "../transports/best";
import type { Side } from "../wire";
import { plural, sides } from "./common";

const camera: Record<CameraProblem, { title: string; steps: readonly string[] }> = {
  refused: {
    title: "The camera is blocked for this site.",
    steps: ["Click the sign left of the address.", "Set Camera to Allow.", "Then try again."],
  },
  none: {
    title: "I can't find a camera on this device.",
    steps: ["Plug one in, or open this page on a phone or laptop.", "Then try again."],
  },
  inUse: {
    title: "Another program is using the camera.",
    steps: ["Close it, then try again."],
  },
  insecure: {
    title: "Cameras only work on a secure page.",
    steps: ["Open this address with https."],
  },
  gone: {
    title: "The camera stopped sending pictures.",
    steps: ["Check that it is plugged in.", "Then try again."],
  },
  finder: {
    title: "I can't find your joints on this device.",
    steps: [
      "It needs a recent browser and, once, some 19 MB from this server.",
      "Try again, or let the server look. Nothing has left this device.",
    ],
  },
  failed: {
    title: "The camera did not start.",
    steps: ["Try again, or choose another camera."],
  },
};

const howEnded: Record<HowEnded, string> = {
  asked: "",
  away: "You were away for three minutes, so I ended here.",
  server: "The coach ended the practice.",
  badMessage: "This page and the coach don't understand each other. Load the page again.",
  notAuthenticated: "Log in to go on.",
  notAllowed: "This account can't practise here.",
  timeUp: "It was quiet for a while, so I ended here.",
  replaced: "Your practice goes on in another window.",
  tooLarge: "The picture was larger than the coach takes.",
  tooFast: "Too many practices at once from here. Give it a minute.",
  engineFailed: "The coach lost its sight. Your practice is saved up to here.",
};

const place: Record<Place, string> = { server: "On the server", device: "On this device" };

/** What happens to the picture, as it is told before the camera goes on. */
const lead: Record<Place, string> = {
  server: "Your picture is used to find your joints, then thrown away. No picture is ever kept.",
  device: "Your picture stays on this device. Only 33 points of your body go to the coach.",
};

/** The same in one line, wherever the camera is on. */
const privacyLine: Record<Place, (host: string) => string> = {
  server: (host) => `Pictures go to ${host}, are read, and are thrown away.`,
  device: () => "Your picture stays on this device.",
};

/** How pictures or points travel, as it is told beside the line above. */
const ways: Record<Way, string> = { webrtc: "Over WebRTC.", websocket: "Over WebSocket." };

export const practiceWords = {
  camera,
  place,
  privacyLine,
  ways,
  ask: {
    title: "Let me see you",
    lead,
    place: "Find my joints",
    turnOn: "Turn on the camera",
    pending: "Your browser is asking. Choose Allow.",
    loading: "Your browser may ask: choose Allow. The first time, some 19 MB come from this server.",
    how: "How it works",
    pose: "Pose",
    freePractice: "Free practice",
    level: "Level",
    back: "Back",
    steps: ["you", "your joints", "your score"],
  },
  noCamera: {
    again: "Try again",
    other: "Other camera",
    help: "Check this device",
    home: "Back to the start",
    server: "Let the server look",
  },
  connecting: "Waking the coach…",
  placing: {
    good: "Good, now I can see you.",
    hidden: "Stand where the camera sees all of you.",
    see: "I can see",
    parts: { head: "head", arms: "arms", hips: "hips", feet: "feet" },
    seen: "seen",
    notSeen: "not seen",
    anyway: "Start anyway",
    meter: (met: number, of: number) => `${met} of ${of} in view`,
  },
  ready: {
    title: "Get ready",
    spoken: (pose: string) => `${pose}. Three, two, one.`,
  },
  live: {
    anyPose: "Take any pose.",
    into: (pose: string) => `Come into ${pose}.`,
    pose: (name: string, side: Side | null) => (side ? `${name}, ${sides[side]}` : name),
    steady: "Steady",
    spokenSteady: "Good. Hold here.",
    rest: "Done. Rest.",
    restHeld: (seconds: number) => `Done. Held ${seconds} s.`,
    back: "Back. On we go.",
    slow: "I'm a little behind, so I'll say less.",
    reauth: "Your log-in ends soon. Pause to log in again.",
    stop: "Stop",
    score: "Score",
    scoreIs: (score: number) => `Score ${score} of 100`,
    noScore: "No score yet",
    hold: "Hold",
    holdIs: (seconds: number) => `Held ${seconds} seconds`,
    seconds: "s",
    held: "s held",
    off: "To adjust",
    joint: (name: string) => name.replaceAll("_", " "),
    scoreWord: (score: number) => (score >= 80 ? "Good" : score >= 60 ? "Nearly" : "Finding it"),
  },
  away: {
    title: "I'll wait.",
    kept: (seconds: number) => `Step back in and we go on. ${seconds} s held so far.`,
    lead: "Step back in and we go on.",
    endsIn: (clock: string) => `Ends by itself in ${clock}`,
  },
  reconnecting: {
    title: "Connecting again.",
    kept: "Your place is kept.",
    saved: "What you did is saved.",
    guest: "One moment.",
    now: "Try now",
  },
  busy: {
    title: "The coach is full right now.",
    lead: (seconds: number) => `I will try again in ${seconds} s.`,
    now: "Try now",
    home: "Back to the start",
  },
  paused: {
    title: "Paused",
    camera: "Camera is on",
    goOn: "Go on",
    end: "End and save",
    endGuest: "End",
    voice: "Voice",
    sound: "Sound",
    soundOn: "On",
    soundOff: "Off",
    noVoice: "This device has no voice of its own, so you hear tones.",
    mirror: "Mirror",
    score: "Score",
    video: "My video",
    shown: "Shown",
    hidden: "Hidden",
    text: "Text",
    smaller: "Smaller text",
    larger: "Larger text",
    cameraChoice: "Camera",
    keys: "Space or Esc pauses · V hides your video · H hides the score · M turns sound off · + and − change the text · F fills the screen",
  },
  controls: { pause: "Pause", end: "End", endSave: "End and save" },
  howEnded,
  summary: {
    title: "Nice practice.",
    short: "That was short. It still counts.",
    saving: "Saving your practice…",
    lost: "The coach did not send a summary.",
    lostStored: "What was saved is in your sessions.",
    well: "Went well",
    next: "Next time",
    longest: (pose: string, seconds: number) => `${pose}, ${seconds} s: your longest hold.`,
    seen: "You moved. Hold a pose for a few seconds and I can say more.",
    kept: "Saved in your sessions.",
    keptHere: "Kept only in this browser. With an account, I keep the next ones for you.",
    keep: "Make an account",
    again: "Again",
    done: "Done",
    details: "Details",
    score: "Score over time",
    cues: (fixed: number, given: number) => `${fixed} of ${plural(given, "cue", "cues")} fixed`,
    holds: (n: number) => plural(n, "hold", "holds"),
  },
};
