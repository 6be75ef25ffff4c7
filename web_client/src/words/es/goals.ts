// Spanish: the sentences about goals, deeds and the leaderboard. No speaker has reviewed them yet.

import type { Words } from "../../words";
import { plural } from "./common";

export const goalWords: Words["goals"] = {
  title: "Metas",
  minutes: (value, target) => `${value} de ${plural(target, "minuto", "minutos")} esta semana`,
  hold: (pose, value, target) =>
    `${pose}: lo más largo, ${value} de ${plural(target, "segundo", "segundos")}`,
  met: "lograda",
  letGo: "Dejarla",
  target: "Meta",
  add: "Otra meta",
  kind: "Para qué",
  kinds: { minutes: "Minutos por semana", hold: "Segundos en una postura" },
  pose: "Postura para la meta",
  set: "Fijar esta meta",
  enough: "Veinte metas es lo máximo. Deja otra primero.",
  amiss: "Esa meta no es posible.",
};

export const achievementWords: Words["achievements"] = {
  next: "Ya cerca",
  of: (value, target) => `${value} de ${target}`,
};

export const boardWords: Words["board"] = {
  title: "Clasificación",
  period: "Tiempo",
  periods: { week: "Esta semana", month: "Este mes", all: "Siempre" },
  nobody: "Nadie ha practicado aún en este tiempo.",
  leave: "Cambiar tu nombre o salir, en los ajustes",
  you: (name) => `${name} (tú)`,
  columns: { rank: "Puesto", name: "Nombre", minutes: "Minutos", sessions: "Sesiones" },
};
