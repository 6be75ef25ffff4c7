// French: the sentences about passwords, addresses and what an account has. No speaker has reviewed them yet.

import type { Words } from "../../words";

export const recoveryWords: Words["recovery"] = {
  forgot: "Mot de passe oublié ?",
  lead: "Donne-nous ton e-mail. Tu reçois un lien pour choisir un nouveau mot de passe.",
  ask: "M'envoyer un lien",
  again: "Demander un autre lien",
  asked: {
    mail: "S'il y a un compte à cette adresse, un e-mail est en route. Son lien vaut 30 minutes et une seule fois. Rien reçu ? Regarde aussi dans le courrier indésirable.",
    operator:
      "Ce serveur n'envoie pas d'e-mails. La personne qui le tient peut te donner un nouveau mot de passe.",
  },
  choose: "Choisir un nouveau mot de passe",
  newPassword: "Nouveau mot de passe",
  chosen: "Ton mot de passe est changé, et chaque appareil est déconnecté.",
  weak: "Ce mot de passe est trop connu, trop court ou trop long. Choisis-en un autre.",
  spent: "Ce lien n'est plus bon. Un lien vaut une seule fois, pendant 30 minutes.",
  confirm: "Confirmer ta nouvelle adresse",
  confirmLead: "Dès maintenant, tu te connectes avec elle.",
  confirmNow: "Confirmer",
  confirmed: "Ton adresse est changée.",
  confirmSpent:
    "Ce lien n'est plus bon, ou l'adresse appartient déjà à un compte. Tu peux changer ton adresse dans les réglages.",
};

export const changeWords: Words["change"] = {
  password: "Changer mon mot de passe",
  current: "Mot de passe actuel",
  passwordChanged: "Ton mot de passe est changé ; les autres appareils sont déconnectés.",
  wrongPassword: "Le mot de passe n'est pas bon.",
  address: "Changer mon e-mail",
  addressNow: (email) => `Maintenant, c'est ${email}.`,
  newAddress: "Nouvel e-mail",
  addressTaken: "Il y a déjà un compte avec cet e-mail.",
  addressAnswer: {
    changed: "Ton e-mail est changé.",
    asked: "Un e-mail est en route vers la nouvelle adresse. Elle compte dès que tu ouvres son lien.",
  },
  table: "Télécharger mes séances en tableau",
  board: "Classement",
  onBoard: (name) => `Tu es au classement sous le nom ${name}.`,
  offBoard:
    "Tu n'es pas au classement. Avec un nom, tu es sur la liste de qui a le plus pratiqué ; tous ceux qui ont un compte sur ce serveur peuvent la voir.",
  displayName: "Nom que voient les autres",
  show: "Me montrer sous ce nom",
  hide: "Me retirer du classement",
  nameTaken: "Quelqu'un a déjà ce nom.",
  badName: "Un nom a de 2 à 40 caractères visibles.",
};

export const bringWords: Words["bring"] = {
  start: "Les apporter dans mon compte",
  why: "Elles quittent ce navigateur, et ton compte les a sur chaque appareil. Les meilleurs moments dessinés suivent.",
};
