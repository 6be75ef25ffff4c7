// The sentences before a practice, and of where the picture goes.

import type { CameraProblem } from "../../camera";
import type { Place } from "../../capture/reader";
import type { Way } from "../../transports/best";

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

export const setupWords = {
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
    what: "Practise",
    kinds: { free: "Free practice", pose: "One pose", flow: "A flow", class: "A class" },
    pose: "Pose",
    freePractice: "Free practice",
    flow: "Flow",
    flowLength: (name: string, minutes: number) => `${name}, ${minutes} min`,
    minutes: "Minutes",
    focus: "Focus",
    focuses: {
      all_round: "A bit of all",
      balance: "Balance",
      strength: "Strength",
      hips: "Hips",
      back: "Back",
      legs: "Legs",
      calm: "Calm",
    },
    another: "Another",
    noFlows: "I can't reach the coach for its flows. Free practice works.",
    level: "Level",
    back: "Back",
    steps: ["you", "your joints", "your score"],
  },
  noCamera: {
    again: "Try again",
    help: "Check this device",
    home: "Back to the start",
    server: "Let the server look",
  },
  connecting: "Waking the coach…",
  busy: {
    title: "The coach is full right now.",
    lead: (seconds: number) => `I will try again in ${seconds} s.`,
    now: "Try now",
    home: "Back to the start",
  },
};
