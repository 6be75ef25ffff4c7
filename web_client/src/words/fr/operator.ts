// Les phrases de la page de l'opérateur.

import type { Words } from "../../words";

export const operatorWords: Words["operator"] = {
  title: "Maintenant",
  open: "Qui pratique maintenant",
  stranger: "Cette page est réservée aux opérateurs de ce serveur.",
  nobody: "Personne ne pratique en ce moment.",
  stopping: "Le serveur va s'arrêter : plus personne n'entre.",
  of: (some, all) => `${some} sur ${all}`,
  percent: (share) => `${Math.round(share * 100)} %`,
  names: {
    practices: "pratiques",
    busy: (limit) => `du temps de calcul utilisé ; les nouveaux attendent dès ${limit}`,
    lag: "de retard du serveur",
    uploads: "fichiers en cours",
    engine: "moteur",
  },
  columns: { who: "Qui", pose: "Posture", since: "Depuis", frames: "Images", silent: "Silence" },
  who: (id) => `Compte ${id}`,
  guest: "Invité",
  any: "libre",
  frames: (seen, dropped) => `${seen} lues, ${dropped} sautées`,
  state: { opening: "commence", live: "en cours", away: "absent", closing: "se termine", closed: "finie" },
  source: { jpeg: "images", video: "vidéo", landmarks: "points seuls" },
  end: "Terminer",
};
