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
  titles: {
    first_practice: "Zum ersten Mal geübt",
    ten_practices: "Zehnmal geübt",
    hundred_practices: "Hundertmal geübt",
    ten_days: "Zehn Tage geübt",
    fifty_days: "Fünfzig Tage geübt",
    three_days_in_a_row: "Drei Tage in Folge",
    seven_days_in_a_row: "Eine ganze Woche",
    hundred_minutes: "Hundert Minuten",
    thousand_minutes: "Tausend Minuten",
    five_poses: "Fünf verschiedene Haltungen",
    twenty_five_poses: "Fünfundzwanzig verschiedene Haltungen",
    both_sides: "Eine Haltung auf beiden Seiten",
    half_a_minute: "Eine halbe Minute in einer Haltung",
    a_minute: "Eine ganze Minute in einer Haltung",
    two_minutes: "Zwei Minuten in einer Haltung",
    finely_done: "Eine Haltung mit Wertung 90",
  },
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
