// German: the sentences about passwords, addresses and what an account has. No speaker has reviewed them yet.

import type { Words } from "../../words";

export const recoveryWords: Words["recovery"] = {
  forgot: "Passwort vergessen?",
  lead: "Sag uns deine E-Mail. Du bekommst einen Link, um ein neues Passwort zu wählen.",
  ask: "Link schicken",
  again: "Noch einen Link anfordern",
  asked: {
    mail: "Gibt es ein Konto mit dieser Adresse, dann ist eine E-Mail dorthin unterwegs. Sein Link gilt 30 Minuten und einmal. Nichts da? Schau auch beim Spam nach.",
    operator: "Dieser Server verschickt keine E-Mails. Wer ihn betreibt, kann dir ein neues Passwort geben.",
  },
  choose: "Neues Passwort wählen",
  newPassword: "Neues Passwort",
  chosen: "Dein Passwort ist geändert, und jedes Gerät ist abgemeldet.",
  weak: "Dieses Passwort ist zu bekannt, zu kurz oder zu lang. Bitte wähle ein anderes.",
  spent: "Dieser Link gilt nicht mehr. Ein Link gilt einmal und 30 Minuten lang.",
  confirm: "Neue Adresse bestätigen",
  confirmLead: "Von jetzt an meldest du dich damit an.",
  confirmNow: "Bestätigen",
  confirmed: "Deine Adresse ist geändert.",
  confirmSpent:
    "Dieser Link gilt nicht mehr, oder die Adresse gehört schon zu einem Konto. In den Einstellungen kannst du deine Adresse ändern.",
};

export const changeWords: Words["change"] = {
  password: "Mein Passwort ändern",
  current: "Jetziges Passwort",
  passwordChanged: "Dein Passwort ist geändert; andere Geräte sind abgemeldet.",
  wrongPassword: "Das Passwort ist falsch.",
  address: "Meine E-Mail ändern",
  addressNow: (email) => `Jetzt ist es ${email}.`,
  newAddress: "Neue E-Mail",
  addressTaken: "Mit dieser E-Mail gibt es schon ein Konto.",
  addressAnswer: {
    changed: "Deine E-Mail ist geändert.",
    asked: "Eine E-Mail ist an die neue Adresse unterwegs. Sie zählt, sobald du den Link darin öffnest.",
  },
  table: "Meine Übungen als Tabelle herunterladen",
  board: "Rangliste",
  onBoard: (name) => `Du stehst als ${name} auf der Rangliste.`,
  offBoard:
    "Du stehst nicht auf der Rangliste. Mit einem Namen stehst du auf der Liste derer, die am meisten geübt haben; alle mit einem Konto auf diesem Server können sie sehen.",
  displayName: "Name, den andere sehen",
  show: "Mit diesem Namen zeigen",
  hide: "Von der Rangliste nehmen",
  nameTaken: "Diesen Namen hat schon jemand.",
  badName: "Ein Name hat 2 bis 40 sichtbare Zeichen.",
};

export const bringWords: Words["bring"] = {
  start: "In mein Konto holen",
  why: "Sie verlassen diesen Browser, und dein Konto hat sie auf jedem Gerät. Die gezeichneten besten Momente kommen mit.",
};
