// The sentences of the pages around the practice.

import type { VoiceLevel } from "../voice/rules";
import type { Ending, Level, Side } from "../wire";
import { plural, sides } from "./common";

const level: Record<Level, string> = {
  beginner: "Beginner",
  intermediate: "Intermediate",
  advanced: "Advanced",
};
const voice: Record<VoiceLevel, string> = { full: "Full", cues: "Cues only", quiet: "Quiet" };

const ending: Record<Ending, string> = {
  completed: "Finished",
  interrupted: "Interrupted",
  idle: "Ended after a quiet while",
  limit: "Reached the longest practice",
  engine_failed: "The coach lost its sight",
  server_stopped: "The coach was restarted",
  recovered: "Saved up to a restart",
};

export const pageWords = {
  name: "Yoga Assistant",
  notice: "A guide, not a doctor. Stop if it hurts.",
  nav: {
    label: "Main",
    practise: "Practise",
    poses: "Poses",
    sessions: "Sessions",
    privacy: "Privacy",
    settings: "Settings",
    help: "Help",
    skip: "Skip to the content",
  },
  doctor: {
    title: "What works from here",
    lead: "Each way to the coach is tried for some seconds, with a drawn picture: your camera stays off.",
    link: "See what works from here",
  },
  home: {
    title: "Practise with a coach that sees you.",
    lead: "Stand in front of your camera. I name the pose, count the hold and say one thing at a time.",
    start: "Start",
    free: "Any pose you like. I follow you.",
    choose: "Or work on one pose",
    all: (n: number) => `All ${plural(n, "pose", "poses")}`,
    hello: (name: string) => `Hello, ${name}.`,
    week: (n: number) =>
      n === 0 ? "No practice yet this week." : `${plural(n, "practice", "practices")} this week.`,
    minutes: (n: number) => (n === 0 ? "" : `${plural(n, "minute", "minutes")} in all.`),
    notMedical: "Not a medical device. A guide, not a doctor: stop if it hurts.",
    noPoses: "I can't reach the coach for its list of poses. You can still try to start.",
  },
  sessions: {
    title: "Sessions",
    empty: "Your first practice will be here. It takes five minutes.",
    guest: "Kept only in this browser.",
    here: "In this browser",
    keep: "Keep the next ones in an account",
    stats: { week: "this week", minutes: "minutes", streak: "days in a row", average: "average score" },
    missing: "There is no such session here.",
    back: "All sessions",
    pose: "Pose",
    side: "Side",
    hold: "Hold",
    score: "Score",
    best: "Best",
    start: "At",
    notScored: "timed",
    remove: "Delete",
    poses: (n: number) => plural(n, "hold", "holds"),
    fixed: "You fixed",
    live: "Not finished yet",
    frames: (seen: number, dropped: number) => `${seen} pictures read, ${dropped} passed over`,
  },
  side: (side: Side | null) => (side ? sides[side] : "–"),
  ending,
  level,
  voice,
  form: {
    signup: "Make an account",
    login: "Log in",
    logout: "Log out",
    name: "Name",
    nameWhy: "To greet you.",
    email: "E-mail",
    emailWhy: "To log in.",
    password: "Password",
    passwordWhy: "At least 8 characters. Nothing else is asked of it.",
    show: "Show",
    hide: "Hide",
    dob: "Birth date",
    dobWhy: "You have to be 13 or older.",
    sex: "Sex",
    sexWhy: "Part of the profile; not used for scoring.",
    sexes: { female: "Female", male: "Male", other: "Other" },
    haveAccount: "I have an account",
    noAccount: "I have no account yet",
    amiss: "Some answers need another look.",
    wrongPair: "That e-mail and password don't match.",
    expired: "Your log-in has run out. Log in again and go on where you were.",
    guest: "You can practise without an account. Then your history stays in this browser.",
    signedInAs: (name: string) => `Logged in as ${name}`,
  },
  account: {
    title: "Account",
    export: "Download all that is kept of me",
    delete: "Delete my account",
    deleteLead: "Your account, every session and everything kept of you are deleted at once, for good.",
    deleteNow: "Delete everything",
  },
  failure: {
    offline: "I can't reach the server. Check that it runs, then try again.",
    again: "Try again",
    unknown: "That did not work. Try again in a moment.",
  },
  notFound: "There is nothing at this address.",
  units: {
    minutes: (n: number) => `${n} min`,
    seconds: (n: number) => `${n} s`,
  },
};
