// Spanish: the sentences of the progress page. No speaker has reviewed them yet.

import type { Words } from "../../words";
import { plural } from "./common";

export const progressWords: Words["progress"] = {
  title: "Progreso",
  days: (done, goal) => `${done} de ${plural(goal, "día", "días")} esta semana`,
  row: (n) => `${plural(n, "semana seguida", "semanas seguidas")}.`,
  goal: "Días por semana",
  calendar: "Las últimas cinco semanas",
  weekdays: ["Lu", "Ma", "Mi", "Ju", "Vi", "Sá", "Do"],
  practised: (day, minutes) => `${day}: ${plural(minutes, "minuto", "minutos")}`,
  rest: (day) => `${day}: sin práctica`,
  minutes: "Minutos por semana",
  minutesOf: "Práctica",
  minutesFinding: (minutes) => `${plural(minutes, "minuto", "minutos")} en las últimas doce semanas.`,
  minuteUnit: "min",
  pose: "Postura",
  score: (pose) => `${pose}: puntuación`,
  scoreFinding: {
    few: "Unas cuantas más y puedo mostrar una línea.",
    same: "Más o menos igual.",
    up: "Tu puntuación ha subido.",
    down: "Más baja que al principio. Los días son distintos.",
  },
  scoreUnit: "puntos",
  holds: (pose) => `${pose}: segundos mantenidos`,
  holdsFinding: {
    few: "Unas cuantas más y puedo mostrar una línea.",
    same: "Más o menos el mismo tiempo que antes.",
    up: "Te mantienes más tiempo que al principio.",
    down: "Menos tiempo que al principio. Los días son distintos.",
  },
  holdUnit: "s",
  sides: { left: "Izquierda", right: "Derecha", none: "Tiempo" },
  deeds: "Logrado",
  deed: {
    first: "Primera práctica",
    bothSides: "Una postura por ambos lados",
    fivePoses: "Cinco posturas distintas",
    minute: "Un minuto entero en una postura",
    tenDays: "Diez días de práctica",
  },
  when: "Cuándo",
  nothing: "nada",
  table: "Mostrar como tabla",
  arrows: "Las flechas del teclado leen los valores.",
  sessions: "Todas las sesiones",
};
