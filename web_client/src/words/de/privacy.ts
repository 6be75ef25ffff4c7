// German: what happens to the picture and the results. No speaker has reviewed it yet.

import type { Words } from "../../words";

export const privacyWords: Words["privacyPage"] = {
  lead: "Kein Bild wird je aufgehoben. Diese Seite fragt keine andere Seite nach etwas, und niemand sieht zu.",
  mode: "Wann",
  what: "Was geschieht",
  rows: (host) => [
    [
      "Gelenke werden auf diesem Gerät gefunden",
      "Dein Bild bleibt auf diesem Gerät. Nur 33 Punkte je Augenblick gehen an den Coach: wo deine Gelenke sind. Sie können weder dein Gesicht noch deinen Raum zeigen und sind etwa 2 MB in der Minute. Wähl es, bevor du die Kamera einschaltest, oder in den Einstellungen.",
    ],
    [
      "Gelenke werden auf dem Server gefunden",
      `Bilder gehen an ${host}, werden gelesen und weggeworfen. Sie werden nie gespeichert. Kein Ton wird gesendet: diese Seite fragt nie nach dem Mikrofon.`,
    ],
    [
      "Was dieses Gerät verlässt",
      "Bis zu 15 kleine Bilder in der Sekunde oder ebenso oft 33 Punkte, während du übst. Nichts, während du diesen Reiter verbirgst oder eine andere Seite ansiehst. In den ersten drei Minuten einer Pause bis zu 4 in der Sekunde, damit eine gehobene Hand sie beenden kann; nichts, wenn „Hände als Tasten“ aus ist.",
    ],
    [
      "Du übst als Gast",
      "Nur in diesem Browser gesichert: Wertungen, Haltezeiten, Hinweise und wo deine Gelenke in deinem besten Moment waren. Lösche eine Übung auf ihrer eigenen Seite oder die Daten dieser Seite in deinem Browser.",
    ],
    [
      "Du übst mit einem Konto",
      `Deine Ergebnisse hebt ${host} auf: Wertungen, Haltezeiten, Hinweise und wo deine Gelenke in deinem besten Moment waren. Keine Bilder. Lade oder lösche alles davon in den Einstellungen.`,
    ],
    [
      "Du meldest dich an",
      "Ein Cookie hält dich angemeldet: nur dieser Server kann es lesen, und beim Abmelden endet es. Es gibt kein anderes Cookie und nichts, das dich verfolgt.",
    ],
    [
      "Stimme",
      "Nur eine Stimme, die auf diesem Gerät liegt, wird benutzt. Eine Stimme, die die Worte woandershin schicken würde, nie.",
    ],
    [
      "Du stimmst zu, dass deine Gelenke aufgehoben werden",
      "33 Punkte, zehnmal in der Sekunde, 90 Tage lang. Keine Bilder. Wie du dich bewegst, kann persönlich sein: schalte es in den Einstellungen aus, dann werden alle sofort gelöscht.",
    ],
    ["Die Kamera ist aus", "Nichts wird gesendet."],
  ],
  https: (host) =>
    `Du bist auf einer einfachen http-Adresse. Für einen Server auf eben diesem Gerät (${host}) ist das in Ordnung; von anderswo nimm https, damit unterwegs niemand die Bilder sehen kann.`,
};
