// French: the sentences of the pages around the practice. No speaker has reviewed them yet.

import type { VoiceLevel } from "../../voice/rules";
import type { Ending, Level } from "../../wire";
import type { pageWords as english } from "../en/pages";
import { plural, sides } from "./common";

const level: Record<Level, string> = {
  beginner: "Débutant",
  intermediate: "Intermédiaire",
  advanced: "Avancé",
};
const voice: Record<VoiceLevel, string> = {
  full: "Tout",
  cues: "Conseils seuls",
  ask: "Quand je demande",
  quiet: "Silence",
};

const ending: Record<Ending, string> = {
  completed: "Terminée",
  interrupted: "Interrompue",
  idle: "Terminée après un moment calme",
  limit: "Durée maximale atteinte",
  engine_failed: "Le coach n'a plus rien vu",
  server_stopped: "Le coach a été redémarré",
  recovered: "Enregistrée jusqu'à un redémarrage",
};

export const pageWords: typeof english = {
  name: "Yoga Assistant",
  notice: "Un guide, pas un médecin. Arrête si tu as mal.",
  nav: {
    label: "Menu principal",
    practise: "Pratiquer",
    flows: "Enchaînements",
    poses: "Postures",
    sessions: "Séances",
    privacy: "Vie privée",
    settings: "Réglages",
    help: "Aide",
    language: "Langue",
    skip: "Aller au contenu",
  },
  check: {
    camera: "Caméra",
    secure: "Page sécurisée",
    coach: "Coach",
    voice: "Voix",
    there: "Il y en a une.",
    yes: "Oui.",
    answers: (ms) => `Répond en ${ms} ms.`,
    hasVoice: "Cet appareil en a une.",
    tips: [
      "Place-toi à 2 ou 3 mètres de la caméra, pour qu'elle te voie de la tête aux pieds.",
      "Couche le téléphone pour les postures larges ou allongées.",
      "Une lumière devant toi aide plus qu'une lumière derrière.",
    ],
  },
  doctor: {
    title: "Ce qui marche d'ici",
    lead: "Chaque chemin vers le coach est essayé quelques secondes avec une image dessinée : ta caméra reste éteinte.",
    link: "Voir ce qui marche d'ici",
  },
  home: {
    title: "Pratique avec un coach qui te voit.",
    lead: "Place-toi devant ta caméra. Je nomme la posture, je compte la tenue et je ne dis qu'une chose à la fois.",
    start: "Commencer",
    free: "La posture que tu veux. Je te suis.",
    choose: "Ou travaille une posture",
    flows: "Ou suis un enchaînement",
    class: "Composer un cours",
    allFlows: "Tous les enchaînements",
    all: (n) => `Les ${plural(n, "posture", "postures")}`,
    hello: (name) => `Bonjour, ${name}.`,
    week: (n) =>
      n === 0
        ? "Pas encore de pratique cette semaine."
        : `${plural(n, "pratique", "pratiques")} cette semaine.`,
    minutes: (n) => (n === 0 ? "" : `${plural(n, "minute", "minutes")} en tout.`),
    notMedical: "Pas un dispositif médical. Un guide, pas un médecin : arrête si tu as mal.",
    noPoses: "Je n'arrive pas à joindre le coach pour la liste des postures. Tu peux quand même commencer.",
  },
  sessions: {
    title: "Séances",
    empty: "Ta première pratique sera ici. Elle prend cinq minutes.",
    guest: "Gardé dans ce navigateur seulement.",
    here: "Dans ce navigateur",
    keep: "Les garder dans un compte",
    stats: { week: "cette semaine", minutes: "minutes", streak: "jours de suite", average: "score moyen" },
    missing: "Cette séance n'est pas ici.",
    back: "Toutes les séances",
    pose: "Posture",
    side: "Côté",
    hold: "Tenue",
    score: "Score",
    best: "Meilleur",
    start: "À",
    notScored: "chronométrée",
    remove: "Supprimer",
    poses: (n) => plural(n, "tenue", "tenues"),
    fixed: "Tu as corrigé",
    live: "Pas encore finie",
    frames: (seen, dropped) => `${seen} images lues, ${dropped} passées`,
  },
  side: (side) => (side ? sides[side] : "–"),
  ending,
  level,
  voice,
  form: {
    signup: "Créer un compte",
    login: "Se connecter",
    logout: "Se déconnecter",
    name: "Nom",
    nameWhy: "Pour te saluer.",
    email: "E-mail",
    emailWhy: "Pour te connecter.",
    password: "Mot de passe",
    passwordWhy: "Au moins 8 caractères. Rien d'autre n'est demandé.",
    show: "Montrer",
    hide: "Cacher",
    dob: "Date de naissance",
    dobWhy: "Il faut avoir 13 ans ou plus.",
    sex: "Sexe",
    sexWhy: "Fait partie du profil ; ne sert pas au score.",
    sexes: { female: "Féminin", male: "Masculin", other: "Autre" },
    haveAccount: "J'ai un compte",
    noAccount: "Je n'ai pas encore de compte",
    amiss: "Certaines réponses demandent encore un regard.",
    wrongPair: "Cet e-mail et ce mot de passe ne vont pas ensemble.",
    expired: "Ta connexion a expiré. Reconnecte-toi et reprends où tu en étais.",
    guest: "Tu peux pratiquer sans compte. Ton historique reste alors dans ce navigateur.",
    signedInAs: (name) => `Connecté : ${name}`,
  },
  account: {
    keep: "Garder mes articulations, pour revoir une pratique",
    keepWhy:
      "33 points dix fois par seconde, 90 jours ; jamais une image. Ta façon de bouger peut être personnelle. Éteint, tous sont supprimés.",
    title: "Compte",
    export: "Télécharger tout ce qui est gardé de moi",
    delete: "Supprimer mon compte",
    deleteLead:
      "Ton compte, chaque séance et tout ce qui est gardé de toi sont supprimés tout de suite, pour toujours.",
    deleteNow: "Tout supprimer",
  },
  failure: {
    offline: "Je n'arrive pas à joindre le serveur. Vérifie qu'il tourne, puis réessaie.",
    again: "Réessayer",
    unknown: "Ça n'a pas marché. Réessaie dans un instant.",
  },
  notFound: "Il n'y a rien à cette adresse.",
  units: {
    minutes: (n) => `${n} min`,
    seconds: (n) => `${n} s`,
  },
};
