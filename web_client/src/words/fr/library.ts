// French: the sentences of the pose library. No speaker has reviewed them yet.

import type { Words } from "../../words";
import { plural } from "./common";

export const libraryWords: Words["library"] = {
  title: "Postures",
  search: "Chercher par un nom",
  level: "Niveau",
  category: "Genre",
  camera: "Caméra",
  any: "Toutes",
  viewShort: { front: "De face", side: "De profil", any: "De face ou de profil" },
  none: "Aucune posture de ce nom.",
  clear: "Effacer les filtres",
  count: (n) => plural(n, "posture", "postures"),
  kinds: {
    arm_balance: "Équilibre sur les bras",
    arm_support: "Appui sur les bras",
    backbend: "Flexion arrière",
    balance: "Équilibre",
    inversion: "Inversion",
    kneeling: "À genoux",
    seated: "Assise",
    standing: "Debout",
    supine: "Allongée",
  },
  timed: "Celle-ci, je peux la chronométrer ; je ne la corrige pas.",
  hold: (seconds) => `${seconds} s`,
  try: "Essayer cette posture",
  into: "Comment y entrer",
  watch: "Ce que je dirai peut-être",
  safety: "Prends soin de toi",
  stand: "Où te placer",
  standText: {
    front: "À deux ou trois mètres, face à la caméra.",
    side: "À deux ou trois mètres, un côté vers la caméra.",
    any: "À deux ou trois mètres, dans n'importe quel sens.",
  },
  about: "En bref",
  holdFor: "Tenue",
  breaths: (n) => plural(n, "respiration", "respirations"),
  drishti: "Regard",
  lead: "Côté",
  also: "Aussi appelée",
  easier: "Plus facile",
  harder: "Plus difficile",
  yours: "Ta pratique",
  best: (seconds, score) =>
    score === null
      ? `Tenue la plus longue : ${seconds} s.`
      : `Tenue la plus longue : ${seconds} s, meilleur score : ${score}.`,
  last: (day) => `La dernière fois le ${day}.`,
  notYet: "Pas encore pratiquée.",
  unreviewed: "Aucune personne de langue maternelle française n'a encore relu ces textes.",
  missing: "Cette posture n'est pas ici.",
  all: "Toutes les postures",
};
