// German: what is amiss where the server takes something back. No speaker has reviewed it yet.

import type { Words } from "../../words";

export const refusedWords: Words["refused"] = {
  fields: {
    fullname: "Ein Name hat 2 bis 100 sichtbare Zeichen.",
    email: "Das sieht nicht nach einer E-Mail-Adresse aus.",
    password: "Ein Passwort hat 8 bis 128 Zeichen.",
    new_password: "Ein Passwort hat 8 bis 128 Zeichen.",
    dob: "Ein Datum wie 1990-05-17; du musst mindestens 13 sein.",
    sex: "Bitte wähle eines aus.",
  },
  codes: {
    busy: "Gerade ist zu viel zu tun. Versuch es gleich noch einmal.",
    email_taken: "Mit dieser E-Mail gibt es schon ein Konto.",
    not_allowed: "Dein Konto darf das nicht.",
    not_authenticated: "Bitte melde dich neu an.",
    not_found: "Das gibt es hier nicht, oder nicht mehr.",
    restarting: "Der Coach wird neu gestartet. Versuch es gleich noch einmal.",
    still_live: "Diese Übung ist noch nicht zu Ende.",
    store_unavailable: "Gerade kann nichts gespeichert werden. Versuch es gleich noch einmal.",
    too_fast: "Das war oft. Warte eine Minute und versuch es dann noch einmal.",
    weak_password: "Dieses Passwort ist zu bekannt. Bitte wähle ein anderes.",
  },
};
