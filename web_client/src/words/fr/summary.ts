// French: the sentences of a practice that is over. No speaker has reviewed them yet.

import type { summaryWords as english } from "../en/summary";
import { plural } from "./common";

export const summaryWords: typeof english = {
  howEnded: {
    asked: "",
    away: "Tu es parti trois minutes, j'ai donc terminé ici.",
    server: "Le coach a terminé la séance.",
    badMessage: "Cette page et le coach ne se comprennent pas. Recharge la page.",
    notAuthenticated: "Connecte-toi pour continuer.",
    notAllowed: "Ce serveur ne laisse pas continuer cette pratique.",
    timeUp: "C'était calme un moment, j'ai donc terminé ici.",
    replaced: "Ta pratique continue dans une autre fenêtre.",
    tooLarge: "L'image était plus grande que ce que le coach accepte.",
    tooFast: "Trop de séances à la fois depuis ici. Attends une minute.",
    engineFailed: "Le coach n'a plus rien vu. Ta pratique est enregistrée jusqu'ici.",
  },
  summary: {
    title: "Belle pratique.",
    short: "C'était court. Ça compte quand même.",
    saving: "J'enregistre ta pratique…",
    lost: "Le coach n'a pas envoyé de résumé.",
    lostStored: "Ce qui est enregistré est dans tes séances.",
    well: "Réussi",
    next: "À venir",
    longest: (pose, seconds) => `${pose}, ${seconds} s : ta plus longue tenue.`,
    seen: "Tu as bougé. Tiens une posture quelques secondes et je pourrai en dire plus.",
    kept: "Enregistré dans tes séances.",
    keptHere: "Gardé dans ce navigateur seulement. Avec un compte, je garde les prochaines pour toi.",
    keep: "Créer un compte",
    again: "Encore",
    done: "Terminé",
    details: "Détails",
    score: "Score au fil du temps",
    better: "En progrès",
    workOn: "À travailler",
    gained: (joint, points) => `${joint}, ${points} points de mieux`,
    bestMoment: "Ton meilleur moment",
    bestOf: (pose, score) => `${pose}, ${score} sur 100`,
    noPicture: "Dessiné d'après tes articulations. Aucune image n'a été gardée.",
    flow: (name, done, of) => `${name} : ${done} sur ${of}`,
    replay: "Revoir",
    replayAt: "Moment",
    play: "Lire",
    halt: "Arrêter",
    replayWhy:
      "Seules tes articulations sont gardées, 90 jours, parce que tu l'as accepté dans les réglages.",
    forgetReplay: "Supprimer les articulations de cette séance",
    cues: (fixed, given) => `${fixed} sur ${plural(given, "conseil suivi", "conseils suivis")}`,
    holds: (n) => plural(n, "tenue", "tenues"),
  },
};
