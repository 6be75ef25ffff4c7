// German: the sentences of a practice that is over. No speaker has reviewed them yet.

import type { summaryWords as english } from "../en/summary";
import { plural } from "./common";

export const summaryWords: typeof english = {
  howEnded: {
    asked: "",
    away: "Du warst drei Minuten weg, darum habe ich beendet.",
    server: "Der Coach hat beendet.",
    badMessage: "Diese Seite und der Coach verstehen sich nicht. Lade die Seite neu.",
    notAuthenticated: "Melde dich an, um weiterzumachen.",
    notAllowed: "Dieser Server lässt dieses Üben nicht weitergehen.",
    timeUp: "Es war eine Weile still, darum habe ich beendet.",
    replaced: "Dein Üben geht in einem anderen Fenster weiter.",
    tooLarge: "Das Bild war größer, als der Coach annimmt.",
    tooFast: "Von hier aus üben gerade zu viele. Warte eine Minute.",
    engineFailed: "Der Coach hat nichts mehr gesehen. Bis hierher ist alles gesichert.",
  },
  summary: {
    title: "Schön geübt.",
    short: "Das war kurz. Es zählt trotzdem.",
    saving: "Ich sichere dein Üben …",
    lost: "Der Coach hat keine Zusammenfassung geschickt.",
    lostStored: "Was gesichert ist, steht bei deinen Übungen.",
    well: "Gelungen",
    next: "Nächstes Mal",
    longest: (pose, seconds) => `${pose}, ${seconds} s: am längsten gehalten.`,
    seen: "Du hast dich bewegt. Halte eine Haltung einige Sekunden, dann kann ich mehr sagen.",
    kept: "Bei deinen Übungen gesichert.",
    keptHere: "Nur in diesem Browser aufgehoben. Mit einem Konto hebe ich die nächsten für dich auf.",
    keep: "Konto anlegen",
    again: "Noch einmal",
    done: "Fertig",
    details: "Einzelheiten",
    score: "Wertung im Verlauf",
    better: "Verbessert",
    workOn: "Daran üben",
    gained: (joint, points) => `${joint}, ${points} Punkte besser`,
    bestMoment: "Dein bester Moment",
    bestOf: (pose, score) => `${pose}, ${score} von 100`,
    noPicture: "Aus deinen Gelenken gezeichnet. Kein Bild wurde aufgehoben.",
    flow: (name, done, of) => `${name}: ${done} von ${of}`,
    replay: "Noch einmal ansehen",
    replayAt: "Moment",
    play: "Abspielen",
    halt: "Anhalten",
    replayWhy:
      "Nur deine Gelenke sind aufgehoben, 90 Tage lang, weil du in den Einstellungen zugestimmt hast.",
    forgetReplay: "Die Gelenke dieser Übung löschen",
    cues: (fixed, given) => `${fixed} von ${plural(given, "Hinweis", "Hinweisen")} umgesetzt`,
    holds: (n) => plural(n, "Haltung", "Haltungen"),
  },
};
