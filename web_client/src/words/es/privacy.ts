// Spanish: what happens to the picture and the results. No speaker has reviewed it yet.

import type { Words } from "../../words";

export const privacyWords: Words["privacyPage"] = {
  lead: "Nunca se guarda ninguna imagen. Esta página no pide nada a ningún otro sitio, y nadie mira.",
  mode: "Cuándo",
  what: "Qué ocurre",
  rows: (host) => [
    [
      "Las articulaciones se buscan en este dispositivo",
      "Tu imagen se queda en este dispositivo. Solo 33 puntos por instante van al coach: dónde están tus articulaciones. No pueden mostrar tu cara ni tu habitación, y son unos 2 MB por minuto. Elígelo antes de encender la cámara, o en los ajustes.",
    ],
    [
      "Las articulaciones se buscan en el servidor",
      `Las imágenes van a ${host}, se leen y se tiran. Nunca se escriben en un disco. No se envía sonido: esta página nunca pide el micrófono.`,
    ],
    [
      "Qué sale de este dispositivo",
      "Hasta 15 imágenes pequeñas por segundo, u otras tantas veces 33 puntos, mientras practicas. Nada con esta pestaña oculta o mientras miras otra página. En los tres primeros minutos de una pausa, hasta 4 por segundo, para que una mano levantada pueda terminarla; nada si «Manos como botones» está apagado.",
    ],
    [
      "Practicas sin cuenta",
      "Guardado solo en este navegador: puntuaciones, tiempos, indicaciones y dónde estaban tus articulaciones en tu mejor momento. Borra una sesión en su propia página, o los datos de este sitio en tu navegador.",
    ],
    [
      "Practicas con una cuenta",
      `Tus resultados los guarda ${host}: puntuaciones, tiempos, indicaciones y dónde estaban tus articulaciones en tu mejor momento. Ninguna imagen. Descarga o borra todo en los ajustes.`,
    ],
    [
      "Entras en tu cuenta",
      "Una cookie mantiene tu sesión: solo este servidor puede leerla, y al salir termina. No hay otra cookie ni nada que te siga.",
    ],
    [
      "Voz",
      "Solo se usa una voz que vive en este dispositivo. Una voz que enviaría las palabras a otra parte no se usa nunca.",
    ],
    [
      "Aceptas guardar tus articulaciones",
      "33 puntos, diez veces por segundo de cada práctica, 90 días. Ninguna imagen. Cómo te mueves puede ser personal: apágalo en los ajustes y todos se borran al instante.",
    ],
    ["La cámara está apagada", "No se envía nada."],
  ],
  https: (host) =>
    `Estás en una dirección http simple. Está bien para un servidor en este mismo dispositivo (${host}); desde otro lugar usa https, para que nadie por el camino pueda ver las imágenes.`,
};
