// French: the sentences of the progress page. No speaker has reviewed them yet.

import type { Words } from "../../words";
import { plural } from "./common";

export const progressWords: Words["progress"] = {
  title: "Progrès",
  days: (done, goal) => `${done} sur ${plural(goal, "jour", "jours")} cette semaine`,
  row: (n) => `${plural(n, "semaine", "semaines")} de suite.`,
  goal: "Jours par semaine",
  calendar: "Les cinq dernières semaines",
  weekdays: ["Lu", "Ma", "Me", "Je", "Ve", "Sa", "Di"],
  practised: (day, minutes) => `${day} : ${plural(minutes, "minute", "minutes")}`,
  rest: (day) => `${day} : pas de pratique`,
  minutes: "Minutes par semaine",
  minutesOf: "Pratique",
  minutesFinding: (minutes) => `${plural(minutes, "minute", "minutes")} ces douze dernières semaines.`,
  minuteUnit: "min",
  pose: "Posture",
  score: (pose) => `${pose} : score`,
  scoreFinding: {
    few: "Encore quelques-unes et je peux tracer une ligne.",
    same: "À peu près pareil.",
    up: "Ton score a monté.",
    down: "Plus bas qu'au début. Les jours ne se ressemblent pas.",
  },
  scoreUnit: "points",
  holds: (pose) => `${pose} : secondes tenues`,
  holdsFinding: {
    few: "Encore quelques-unes et je peux tracer une ligne.",
    same: "À peu près aussi longtemps qu'avant.",
    up: "Tu restes plus longtemps qu'au début.",
    down: "Moins longtemps qu'au début. Les jours ne se ressemblent pas.",
  },
  holdUnit: "s",
  sides: { left: "Gauche", right: "Droite", none: "Tenue" },
  deeds: "Accompli",
  deed: {
    first: "Première pratique",
    bothSides: "Une posture des deux côtés",
    fivePoses: "Cinq postures différentes",
    minute: "Une minute entière dans une posture",
    tenDays: "Dix jours de pratique",
  },
  when: "Quand",
  nothing: "rien",
  table: "Montrer en tableau",
  arrows: "Les flèches du clavier lisent les valeurs.",
  sessions: "Toutes les séances",
};
