// Las frases de la página del operador.

import type { Words } from "../../words";

export const operatorWords: Words["operator"] = {
  title: "Ahora",
  open: "Quién practica ahora",
  stranger: "Esta página es para los operadores de este servidor.",
  nobody: "Ahora no practica nadie.",
  stopping: "El servidor está a punto de parar: ya no entra nadie.",
  of: (some, all) => `${some} de ${all}`,
  percent: (share) => `${Math.round(share * 100)} %`,
  names: {
    practices: "prácticas",
    busy: (limit) => `del tiempo de cálculo en uso; los nuevos esperan desde ${limit}`,
    lag: "de retraso del servidor",
    uploads: "archivos en análisis",
    engine: "motor",
  },
  columns: { who: "Quién", pose: "Postura", since: "Desde hace", frames: "Imágenes", silent: "Callado" },
  who: (id) => `Cuenta ${id}`,
  guest: "Invitado",
  any: "cualquiera",
  frames: (seen, dropped) => `${seen} leídas, ${dropped} omitidas`,
  state: { opening: "empieza", live: "en curso", away: "ausente", closing: "termina", closed: "terminada" },
  source: { jpeg: "imágenes", video: "vídeo", landmarks: "solo puntos" },
  end: "Terminar",
};
