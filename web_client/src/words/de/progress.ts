// German: the sentences of the progress page. No speaker has reviewed them yet.

import type { Words } from "../../words";
import { plural } from "./common";

export const progressWords: Words["progress"] = {
  title: "Fortschritt",
  days: (done, goal) => `${done} von ${plural(goal, "Tag", "Tagen")} diese Woche`,
  row: (n) => `${plural(n, "Woche", "Wochen")} in Folge.`,
  goal: "Tage je Woche",
  calendar: "Die letzten fünf Wochen",
  weekdays: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
  practised: (day, minutes) => `${day}: ${plural(minutes, "Minute", "Minuten")}`,
  rest: (day) => `${day}: nicht geübt`,
  minutes: "Minuten je Woche",
  minutesOf: "Üben",
  minutesFinding: (minutes) => `${plural(minutes, "Minute", "Minuten")} in den letzten zwölf Wochen.`,
  minuteUnit: "min",
  pose: "Haltung",
  score: (pose) => `${pose}: Wertung`,
  scoreFinding: {
    few: "Noch einige Male, dann zeige ich eine Linie.",
    same: "Etwa gleich.",
    up: "Deine Wertung ist gestiegen.",
    down: "Niedriger als zuerst. Tage sind verschieden.",
  },
  scoreUnit: "Punkte",
  holds: (pose) => `${pose}: Sekunden gehalten`,
  holdsFinding: {
    few: "Noch einige Male, dann zeige ich eine Linie.",
    same: "Etwa so lang wie vorher.",
    up: "Du bleibst länger als zuerst.",
    down: "Kürzer als zuerst. Tage sind verschieden.",
  },
  holdUnit: "s",
  sides: { left: "Links", right: "Rechts", none: "Gehalten" },
  deeds: "Geschafft",
  deed: {
    first: "Zum ersten Mal geübt",
    bothSides: "Eine Haltung auf beiden Seiten",
    fivePoses: "Fünf verschiedene Haltungen",
    minute: "Eine ganze Minute in einer Haltung",
    tenDays: "Zehn Tage geübt",
  },
  when: "Wann",
  nothing: "nichts",
  table: "Als Tabelle zeigen",
  arrows: "Die Pfeiltasten lesen die Werte.",
  sessions: "Alle Übungen",
};
