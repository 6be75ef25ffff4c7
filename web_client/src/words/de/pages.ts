// German: the sentences of the pages around the practice. No speaker has reviewed them yet.

import type { VoiceLevel } from "../../voice/rules";
import type { Ending, Level } from "../../wire";
import type { pageWords as english } from "../en/pages";
import { plural, sides } from "./common";

const level: Record<Level, string> = {
  beginner: "Anfang",
  intermediate: "Geübt",
  advanced: "Fortgeschritten",
};
const voice: Record<VoiceLevel, string> = {
  full: "Alles",
  cues: "Nur Hinweise",
  ask: "Wenn ich frage",
  quiet: "Still",
};

const ending: Record<Ending, string> = {
  completed: "Beendet",
  interrupted: "Unterbrochen",
  idle: "Nach einer stillen Weile beendet",
  limit: "Die längste Übungszeit erreicht",
  engine_failed: "Der Coach hat nichts mehr gesehen",
  server_stopped: "Der Coach wurde neu gestartet",
  recovered: "Bis zu einem Neustart gesichert",
};

export const pageWords: typeof english = {
  name: "Yoga Assistant",
  notice: "Ein Begleiter, kein Arzt. Hör auf, wenn es schmerzt.",
  nav: {
    label: "Hauptmenü",
    practise: "Üben",
    flows: "Abfolgen",
    poses: "Haltungen",
    sessions: "Übungen",
    privacy: "Datenschutz",
    settings: "Einstellungen",
    help: "Hilfe",
    language: "Sprache",
    skip: "Zum Inhalt springen",
  },
  check: {
    camera: "Kamera",
    secure: "Sichere Seite",
    coach: "Coach",
    voice: "Stimme",
    there: "Es gibt eine.",
    yes: "Ja.",
    answers: (ms) => `Antwortet in ${ms} ms.`,
    hasVoice: "Dieses Gerät hat eine.",
    tips: [
      "Stell dich 2 bis 3 Meter vor die Kamera, so dass sie dich von Kopf bis Fuß sieht.",
      "Dreh ein Telefon für breite und liegende Haltungen auf die Seite.",
      "Licht von vorn hilft mehr als Licht von hinten.",
    ],
  },
  doctor: {
    title: "Was von hier aus geht",
    lead: "Jeder Weg zum Coach wird einige Sekunden lang mit einem gezeichneten Bild versucht: deine Kamera bleibt aus.",
    link: "Ansehen, was von hier aus geht",
  },
  home: {
    title: "Übe mit einem Coach, der dich sieht.",
    lead: "Stell dich vor deine Kamera. Ich nenne die Haltung, zähle die Sekunden und sage immer nur eines.",
    start: "Los",
    free: "Jede Haltung, die du magst. Ich folge dir.",
    choose: "Oder übe eine Haltung",
    flows: "Oder folge einer Abfolge",
    class: "Eine Stunde zusammenstellen",
    allFlows: "Alle Abfolgen",
    all: (n) => `Alle ${plural(n, "Haltung", "Haltungen")}`,
    hello: (name) => `Hallo, ${name}.`,
    week: (n) =>
      n === 0 ? "Diese Woche noch nicht geübt." : `Diese Woche ${plural(n, "Mal", "Mal")} geübt.`,
    minutes: (n) => (n === 0 ? "" : `Insgesamt ${plural(n, "Minute", "Minuten")}.`),
    notMedical: "Kein Medizinprodukt. Ein Begleiter, kein Arzt: hör auf, wenn es schmerzt.",
    noPoses: "Ich erreiche den Coach für die Liste der Haltungen nicht. Du kannst trotzdem anfangen.",
  },
  sessions: {
    title: "Übungen",
    empty: "Hier steht bald dein erstes Üben. Es dauert fünf Minuten.",
    guest: "Nur in diesem Browser aufgehoben.",
    here: "In diesem Browser",
    keep: "In einem Konto aufheben",
    stats: {
      week: "diese Woche",
      minutes: "Minuten",
      streak: "Tage in Folge",
      average: "mittlere Wertung",
    },
    missing: "Diese Übung gibt es hier nicht.",
    back: "Alle Übungen",
    pose: "Haltung",
    side: "Seite",
    hold: "Gehalten",
    score: "Wertung",
    best: "Beste",
    start: "Bei",
    notScored: "gemessen",
    remove: "Löschen",
    poses: (n) => plural(n, "Haltung", "Haltungen"),
    fixed: "Das hast du verbessert",
    live: "Noch nicht beendet",
    frames: (seen, dropped) => `${seen} Bilder gelesen, ${dropped} ausgelassen`,
  },
  side: (side) => (side ? sides[side] : "–"),
  ending,
  level,
  voice,
  form: {
    signup: "Konto anlegen",
    login: "Anmelden",
    logout: "Abmelden",
    name: "Name",
    nameWhy: "Um dich zu begrüßen.",
    email: "E-Mail",
    emailWhy: "Zum Anmelden.",
    password: "Passwort",
    passwordWhy: "Mindestens 8 Zeichen. Mehr wird nicht verlangt.",
    show: "Zeigen",
    hide: "Verbergen",
    dob: "Geburtsdatum",
    dobWhy: "Du musst mindestens 13 Jahre alt sein.",
    sex: "Geschlecht",
    sexWhy: "Gehört zum Profil; für die Wertung nicht benutzt.",
    sexes: { female: "Weiblich", male: "Männlich", other: "Anderes" },
    haveAccount: "Ich habe ein Konto",
    noAccount: "Ich habe noch kein Konto",
    amiss: "Einige Angaben brauchen noch einen Blick.",
    wrongPair: "E-Mail und Passwort passen nicht zusammen.",
    expired: "Deine Anmeldung ist abgelaufen. Melde dich wieder an und mach weiter, wo du warst.",
    guest: "Du kannst ohne Konto üben. Dann bleibt dein Verlauf in diesem Browser.",
    signedInAs: (name) => `Angemeldet als ${name}`,
  },
  account: {
    keep: "Meine Gelenke aufheben, um ein Üben wieder anzusehen",
    keepWhy:
      "33 Punkte zehnmal in der Sekunde, 90 Tage lang; nie ein Bild. Wie du dich bewegst, kann persönlich sein. Ausgeschaltet werden alle gelöscht.",
    title: "Konto",
    export: "Alles herunterladen, was von mir aufgehoben ist",
    delete: "Mein Konto löschen",
    deleteLead:
      "Dein Konto, jede Übung und alles, was von dir aufgehoben ist, werden sofort und für immer gelöscht.",
    deleteNow: "Alles löschen",
  },
  failure: {
    offline: "Ich erreiche den Server nicht. Sieh nach, ob er läuft, und versuch es noch einmal.",
    again: "Noch einmal versuchen",
    unknown: "Das ging nicht. Versuch es gleich noch einmal.",
  },
  notFound: "An dieser Adresse ist nichts.",
  units: {
    minutes: (n) => `${n} min`,
    seconds: (n) => `${n} s`,
  },
};
