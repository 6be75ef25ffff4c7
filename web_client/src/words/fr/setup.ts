// French: the sentences before a practice, and of where the picture goes. No speaker has reviewed them yet.

import type { setupWords as english } from "../en/setup";

export const setupWords: typeof english = {
  camera: {
    refused: {
      title: "La caméra est bloquée pour ce site.",
      steps: ["Clique sur le signe à gauche de l'adresse.", "Mets Caméra sur Autoriser.", "Puis réessaie."],
    },
    none: {
      title: "Je ne trouve pas de caméra sur cet appareil.",
      steps: ["Branches-en une, ou ouvre cette page sur un téléphone ou un portable.", "Puis réessaie."],
    },
    inUse: {
      title: "Un autre programme utilise la caméra.",
      steps: ["Ferme-le, puis réessaie."],
    },
    insecure: {
      title: "Les caméras ne marchent que sur une page sécurisée.",
      steps: ["Ouvre cette adresse en https."],
    },
    gone: {
      title: "La caméra n'envoie plus d'images.",
      steps: ["Vérifie qu'elle est branchée.", "Puis réessaie."],
    },
    finder: {
      title: "Je ne trouve pas tes articulations sur cet appareil.",
      steps: [
        "Il faut un navigateur récent et, une fois, environ 19 Mo de ce serveur.",
        "Réessaie, ou laisse le serveur regarder. Rien n'a quitté cet appareil.",
      ],
    },
    failed: {
      title: "La caméra n'a pas démarré.",
      steps: ["Réessaie, ou choisis une autre caméra."],
    },
  },
  place: { server: "Sur le serveur", device: "Sur cet appareil" },
  privacyLine: {
    server: (host) => `Les images vont à ${host}, sont lues, puis jetées.`,
    device: () => "Ton image reste sur cet appareil.",
  },
  ways: { webrtc: "Par WebRTC.", websocket: "Par WebSocket." },
  ask: {
    title: "Laisse-moi te voir",
    lead: {
      server:
        "Ton image sert à trouver tes articulations, puis elle est jetée. Aucune image n'est jamais gardée.",
      device: "Ton image reste sur cet appareil. Seuls 33 points de ton corps vont au coach.",
    },
    place: "Trouver mes articulations",
    turnOn: "Allumer la caméra",
    pending: "Ton navigateur demande. Choisis Autoriser.",
    loading:
      "Ton navigateur demandera peut-être : choisis Autoriser. La première fois, environ 19 Mo viennent de ce serveur.",
    what: "Pratiquer",
    kinds: { free: "Librement", pose: "Une posture", flow: "Un enchaînement", class: "Un cours" },
    pose: "Posture",
    freePractice: "Pratique libre",
    flow: "Enchaînement",
    flowLength: (name, minutes) => `${name}, ${minutes} min`,
    minutes: "Minutes",
    focus: "Accent",
    focuses: {
      all_round: "Un peu de tout",
      balance: "Équilibre",
      strength: "Force",
      hips: "Hanches",
      back: "Dos",
      legs: "Jambes",
      calm: "Calme",
    },
    another: "Un autre",
    noFlows: "Je n'arrive pas à joindre le coach pour les enchaînements. La pratique libre marche.",
    level: "Niveau",
    back: "Retour",
    steps: ["toi", "tes articulations", "ton score"],
  },
  noCamera: {
    again: "Réessayer",
    help: "Vérifier cet appareil",
    home: "Retour au début",
    server: "Laisser le serveur regarder",
  },
  connecting: "Le coach se réveille…",
  busy: {
    title: "Le coach est complet en ce moment.",
    lead: (seconds) => `Je réessaie dans ${seconds} s.`,
    now: "Essayer maintenant",
    home: "Retour au début",
  },
};
