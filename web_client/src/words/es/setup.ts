// Spanish: the sentences before a practice, and of where the picture goes. No speaker has reviewed them yet.

import type { setupWords as english } from "../en/setup";

export const setupWords: typeof english = {
  camera: {
    refused: {
      title: "La cámara está bloqueada para este sitio.",
      steps: [
        "Pulsa el signo a la izquierda de la dirección.",
        "Pon Cámara en Permitir.",
        "Después inténtalo de nuevo.",
      ],
    },
    none: {
      title: "No encuentro ninguna cámara en este dispositivo.",
      steps: ["Conecta una, o abre esta página en un teléfono o portátil.", "Después inténtalo de nuevo."],
    },
    inUse: {
      title: "Otro programa está usando la cámara.",
      steps: ["Ciérralo e inténtalo de nuevo."],
    },
    insecure: {
      title: "Las cámaras solo funcionan en una página segura.",
      steps: ["Abre esta dirección con https."],
    },
    gone: {
      title: "La cámara dejó de enviar imágenes.",
      steps: ["Comprueba que está conectada.", "Después inténtalo de nuevo."],
    },
    finder: {
      title: "No encuentro tus articulaciones en este dispositivo.",
      steps: [
        "Hace falta un navegador reciente y, una vez, unos 19 MB de este servidor.",
        "Inténtalo de nuevo, o deja que mire el servidor. Nada ha salido de este dispositivo.",
      ],
    },
    failed: {
      title: "La cámara no arrancó.",
      steps: ["Inténtalo de nuevo, o elige otra cámara."],
    },
  },
  place: { server: "En el servidor", device: "En este dispositivo" },
  privacyLine: {
    server: (host) => `Las imágenes van a ${host}, se leen y se tiran.`,
    device: () => "Tu imagen se queda en este dispositivo.",
  },
  ways: { webrtc: "Por WebRTC.", websocket: "Por WebSocket." },
  ask: {
    title: "Déjame verte",
    lead: {
      server:
        "Tu imagen sirve para encontrar tus articulaciones y después se tira. Nunca se guarda ninguna imagen.",
      device: "Tu imagen se queda en este dispositivo. Solo 33 puntos de tu cuerpo van al coach.",
    },
    place: "Dónde buscar mis articulaciones",
    turnOn: "Encender la cámara",
    pending: "Tu navegador pregunta. Elige Permitir.",
    loading:
      "Quizá tu navegador pregunte: elige Permitir. La primera vez llegan unos 19 MB de este servidor.",
    what: "Practicar",
    kinds: { free: "Libre", pose: "Una postura", flow: "Una secuencia", class: "Una clase" },
    pose: "Postura",
    freePractice: "Práctica libre",
    flow: "Secuencia",
    flowLength: (name, minutes) => `${name}, ${minutes} min`,
    minutes: "Minutos",
    focus: "Enfoque",
    focuses: {
      all_round: "Un poco de todo",
      balance: "Equilibrio",
      strength: "Fuerza",
      hips: "Caderas",
      back: "Espalda",
      legs: "Piernas",
      calm: "Calma",
    },
    another: "Otra",
    noFlows: "No alcanzo al coach para las secuencias. La práctica libre funciona.",
    level: "Nivel",
    back: "Volver",
    steps: ["tú", "tus articulaciones", "tu puntuación"],
  },
  noCamera: {
    again: "Intentar de nuevo",
    help: "Revisar este dispositivo",
    home: "Volver al inicio",
    server: "Que mire el servidor",
  },
  connecting: "Despertando al coach…",
  busy: {
    title: "El coach está completo ahora mismo.",
    lead: (seconds) => `Lo intento de nuevo en ${seconds} s.`,
    now: "Intentar ya",
    home: "Volver al inicio",
  },
};
