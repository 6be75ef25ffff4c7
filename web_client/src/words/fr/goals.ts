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
