// Die Sätze der Betreiberseite.

import type { Words } from "../../words";

export const operatorWords: Words["operator"] = {
  title: "Jetzt",
  open: "Wer jetzt übt",
  stranger: "Diese Seite ist für die Betreiber dieses Servers.",
  nobody: "Gerade übt niemand.",
  stopping: "Der Server hält gleich an: niemand wird mehr eingelassen.",
  of: (some, all) => `${some} von ${all}`,
  percent: (share) => `${Math.round(share * 100)} %`,
  names: {
    practices: "Übende",
    busy: (limit) => `der Rechenzeit in Gebrauch; neue warten ab ${limit}`,
    lag: "verspätet sich der Server um",
    uploads: "Dateien in Arbeit",
    engine: "Verfahren",
  },
  columns: { who: "Wer", pose: "Haltung", since: "Seit", frames: "Bilder", silent: "Still seit" },
  who: (id) => `Konto ${id}`,
  guest: "Gast",
  any: "beliebig",
  frames: (seen, dropped) => `${seen} gelesen, ${dropped} ausgelassen`,
  state: { opening: "beginnt", live: "läuft", away: "unterbrochen", closing: "endet", closed: "vorbei" },
  source: { jpeg: "Bilder", video: "Video", landmarks: "nur Gelenke" },
  end: "Beenden",
};
