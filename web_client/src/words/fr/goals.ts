// French: the sentences about goals, deeds and the leaderboard. No speaker has reviewed them yet.

import type { Words } from "../../words";
import { plural } from "./common";

export const goalWords: Words["goals"] = {
  title: "Objectifs",
  minutes: (value, target) => `${value} sur ${plural(target, "minute", "minutes")} cette semaine`,
  hold: (pose, value, target) =>
    `${pose} : au plus long, ${value} sur ${plural(target, "seconde", "secondes")}`,
  met: "atteint",
  letGo: "Y renoncer",
  target: "But",
  add: "Un autre objectif",
  kind: "Pour quoi",
  kinds: { minutes: "Minutes par semaine", hold: "Secondes dans une posture" },
  pose: "Posture à tenir",
  set: "Fixer cet objectif",
  enough: "Vingt objectifs au plus. Renonce d'abord à un autre.",
  amiss: "Cet objectif n'est pas possible.",
};

export const achievementWords: Words["achievements"] = {
  next: "Presque là",
  of: (value, target) => `${value} sur ${target}`,
  titles: {
    first_practice: "Première pratique",
    ten_practices: "Dix pratiques",
    hundred_practices: "Cent pratiques",
    ten_days: "Dix jours de pratique",
    fifty_days: "Cinquante jours de pratique",
    three_days_in_a_row: "Trois jours de suite",
    seven_days_in_a_row: "Une semaine entière",
    hundred_minutes: "Cent minutes",
    thousand_minutes: "Mille minutes",
    five_poses: "Cinq postures différentes",
    twenty_five_poses: "Vingt-cinq postures différentes",
    both_sides: "Une posture des deux côtés",
    half_a_minute: "Une demi-minute dans une posture",
    a_minute: "Une minute entière dans une posture",
    two_minutes: "Deux minutes dans une posture",
    finely_done: "Une posture avec un score de 90",
  },
};

export const boardWords: Words["board"] = {
  title: "Classement",
  period: "Durée",
  periods: { week: "Cette semaine", month: "Ce mois", all: "Depuis toujours" },
  nobody: "Personne n'a encore pratiqué dans cette durée.",
  leave: "Changer ton nom ou en sortir, dans les réglages",
  you: (name) => `${name} (toi)`,
  columns: { rank: "Rang", name: "Nom", minutes: "Minutes", sessions: "Séances" },
};
