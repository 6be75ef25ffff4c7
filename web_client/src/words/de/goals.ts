// German: the sentences about goals, deeds and the leaderboard. No speaker has reviewed them yet.

import type { Words } from "../../words";
import { plural } from "./common";

export const goalWords: Words["goals"] = {
  title: "Ziele",
  minutes: (value, target) => `${value} von ${plural(target, "Minute", "Minuten")} diese Woche`,
  hold: (pose, value, target) => `${pose}: am längsten ${value} von ${plural(target, "Sekunde", "Sekunden")}`,
  met: "erreicht",
  letGo: "Loslassen",
  target: "Ziel",
  add: "Noch ein Ziel",
  kind: "Wofür",
  kinds: { minutes: "Minuten je Woche", hold: "Sekunden in einer Haltung" },
  pose: "Haltung dafür",
  set: "Ziel setzen",
  enough: "Mehr als zwanzig Ziele gehen nicht. Lass erst ein anderes los.",
  amiss: "Dieses Ziel ist nicht möglich.",
};

export const achievementWords: Words["achievements"] = {
  next: "Nicht mehr weit",
  of: (value, target) => `${value} von ${target}`,
};

export const boardWords: Words["board"] = {
  title: "Rangliste",
  period: "Zeit",
  periods: { week: "Diese Woche", month: "Diesen Monat", all: "Insgesamt" },
  nobody: "In dieser Zeit hat noch niemand geübt.",
  leave: "In den Einstellungen den Namen ändern oder gehen",
  you: (name) => `${name} (du)`,
  columns: { rank: "Rang", name: "Name", minutes: "Minuten", sessions: "Übungen" },
};
