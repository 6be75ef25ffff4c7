// The sentences of a practice that is over.

import type { HowEnded } from "../../practice/state";
import { plural } from "./common";

const howEnded: Record<HowEnded, string> = {
  asked: "",
  away: "You were away for three minutes, so I ended here.",
  server: "The coach ended the practice.",
  badMessage: "This page and the coach don't understand each other. Load the page again.",
  notAuthenticated: "Log in to go on.",
  notAllowed: "This server doesn't let this practice go on.",
  timeUp: "It was quiet for a while, so I ended here.",
  replaced: "Your practice goes on in another window.",
  tooLarge: "The picture was larger than the coach takes.",
  tooFast: "Too many practices at once from here. Give it a minute.",
  engineFailed: "The coach lost its sight. Your practice is saved up to here.",
};

export const summaryWords = {
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
    better: "Improved",
    workOn: "To work on",
    gained: (joint: string, points: number) => `${joint}, ${points} points better`,
    bestMoment: "Your best moment",
    bestOf: (pose: string, score: number) => `${pose}, ${score} of 100`,
    noPicture: "Drawn from your joints. No picture was kept.",
    flow: (name: string, done: number, of: number) => `${name}: ${done} of ${of}`,
    replay: "Watch it again",
    replayAt: "Moment",
    play: "Play",
    halt: "Pause",
    replayWhy: "Only your joints are kept, for 90 days, because you agreed to it in Settings.",
    forgetReplay: "Delete the joints of this practice",
    cues: (fixed: number, given: number) => `${fixed} of ${plural(given, "cue", "cues")} fixed`,
    holds: (n: number) => plural(n, "hold", "holds"),
  },
};
