// Spanish: the sentences of the pose library. No speaker has reviewed them yet.

import type { Words } from "../../words";
import { plural } from "./common";

export const libraryWords: Words["library"] = {
  title: "Posturas",
  search: "Buscar por un nombre",
  level: "Nivel",
  category: "Tipo",
  camera: "Cámara",
  any: "Todas",
  viewShort: { front: "De frente", side: "De lado", any: "De frente o de lado" },
  none: "No hay ninguna postura así.",
  clear: "Quitar los filtros",
  count: (n) => plural(n, "postura", "posturas"),
  kinds: {
    arm_balance: "Equilibrio sobre brazos",
    arm_support: "Apoyo de brazos",
    backbend: "Extensión",
    balance: "Equilibrio",
    inversion: "Inversión",
    kneeling: "De rodillas",
    seated: "Sentada",
    standing: "De pie",
    supine: "Tumbada",
  },
  timed: "Esta la puedo cronometrar; no la corrijo.",
  hold: (seconds) => `${seconds} s`,
  try: "Probar esta postura",
  into: "Cómo llegar a ella",
  watch: "Lo que quizá diga",
  safety: "Cuídate",
  stand: "Dónde ponerte",
  standText: {
    front: "A dos o tres metros, de cara a la cámara.",
    side: "A dos o tres metros, con un lado hacia la cámara.",
    any: "A dos o tres metros, en cualquier dirección.",
  },
  about: "En breve",
  holdFor: "Mantener",
  breaths: (n) => plural(n, "respiración", "respiraciones"),
  drishti: "Mirada",
  lead: "Lado",
  also: "También llamada",
  easier: "Más fácil",
  harder: "Más difícil",
  yours: "Tu práctica",
  best: (seconds, score) =>
    score === null
      ? `Lo más largo, ${seconds} s.`
      : `Lo más largo, ${seconds} s; mejor puntuación, ${score}.`,
  last: (day) => `La última vez, el ${day}.`,
  notYet: "Aún no practicada.",
  unreviewed: "Ningún hablante nativo ha revisado aún estos textos.",
  missing: "Aquí no hay tal postura.",
  all: "Todas las posturas",
};
