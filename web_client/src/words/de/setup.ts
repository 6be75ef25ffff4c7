// German: the sentences before a practice, and of where the picture goes. No speaker has reviewed them yet.

import type { setupWords as english } from "../en/setup";

export const setupWords: typeof english = {
  camera: {
    refused: {
      title: "Die Kamera ist für diese Seite gesperrt.",
      steps: [
        "Klick auf das Zeichen links neben der Adresse.",
        "Stell die Kamera auf Zulassen.",
        "Dann versuch es noch einmal.",
      ],
    },
    none: {
      title: "Ich finde an diesem Gerät keine Kamera.",
      steps: [
        "Steck eine an oder öffne diese Seite auf einem Telefon oder Laptop.",
        "Dann versuch es noch einmal.",
      ],
    },
    inUse: {
      title: "Ein anderes Programm benutzt die Kamera.",
      steps: ["Schließ es und versuch es noch einmal."],
    },
    insecure: {
      title: "Kameras gehen nur auf einer sicheren Seite.",
      steps: ["Öffne diese Adresse mit https."],
    },
    gone: {
      title: "Die Kamera schickt keine Bilder mehr.",
      steps: ["Sieh nach, ob sie angesteckt ist.", "Dann versuch es noch einmal."],
    },
    finder: {
      title: "Ich finde deine Gelenke auf diesem Gerät nicht.",
      steps: [
        "Es braucht einen neueren Browser und einmal etwa 19 MB von diesem Server.",
        "Versuch es noch einmal oder lass den Server hinsehen. Nichts hat dieses Gerät verlassen.",
      ],
    },
    failed: {
      title: "Die Kamera ist nicht angegangen.",
      steps: ["Versuch es noch einmal oder wähl eine andere Kamera."],
    },
  },
  place: { server: "Auf dem Server", device: "Auf diesem Gerät" },
  privacyLine: {
    server: (host) => `Bilder gehen an ${host}, werden gelesen und weggeworfen.`,
    device: () => "Dein Bild bleibt auf diesem Gerät.",
  },
  ways: { webrtc: "Über WebRTC.", websocket: "Über WebSocket." },
  ask: {
    title: "Lass mich dich sehen",
    lead: {
      server:
        "In deinem Bild werden deine Gelenke gesucht, dann wird es weggeworfen. Kein Bild wird je aufgehoben.",
      device: "Dein Bild bleibt auf diesem Gerät. Nur 33 Punkte deines Körpers gehen an den Coach.",
    },
    place: "Gelenke finden",
    turnOn: "Kamera einschalten",
    pending: "Dein Browser fragt. Wähl Zulassen.",
    loading:
      "Dein Browser fragt vielleicht: wähl Zulassen. Beim ersten Mal kommen etwa 19 MB von diesem Server.",
    what: "Üben",
    kinds: { free: "Frei", pose: "Eine Haltung", flow: "Eine Abfolge", class: "Eine Stunde" },
    pose: "Haltung",
    freePractice: "Frei üben",
    flow: "Abfolge",
    flowLength: (name, minutes) => `${name}, ${minutes} min`,
    minutes: "Minuten",
    focus: "Schwerpunkt",
    focuses: {
      all_round: "Von allem etwas",
      balance: "Balance",
      strength: "Kraft",
      hips: "Hüften",
      back: "Rücken",
      legs: "Beine",
      calm: "Ruhe",
    },
    another: "Eine andere",
    noFlows: "Ich erreiche den Coach für die Abfolgen nicht. Frei üben geht.",
    level: "Stufe",
    back: "Zurück",
    steps: ["du", "deine Gelenke", "deine Wertung"],
  },
  noCamera: {
    again: "Noch einmal versuchen",
    help: "Dieses Gerät prüfen",
    home: "Zurück zum Anfang",
    server: "Den Server hinsehen lassen",
  },
  connecting: "Der Coach wacht auf …",
  busy: {
    title: "Beim Coach ist gerade alles besetzt.",
    lead: (seconds) => `In ${seconds} s versuche ich es noch einmal.`,
    now: "Jetzt versuchen",
    home: "Zurück zum Anfang",
  },
};
