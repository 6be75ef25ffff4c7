// French: what happens to the picture and the results. No speaker has reviewed it yet.

import type { Words } from "../../words";

export const privacyWords: Words["privacyPage"] = {
  lead: "Aucune image n'est jamais gardée. Cette page ne demande rien à aucun autre site, et personne ne regarde.",
  mode: "Quand",
  what: "Ce qui se passe",
  rows: (host) => [
    [
      "Les articulations sont trouvées sur cet appareil",
      "Ton image reste sur cet appareil. Seuls 33 points par instant vont au coach : où sont tes articulations. Ils ne montrent ni ton visage ni ta pièce, et font environ 2 Mo par minute. Choisis-le avant d'allumer la caméra, ou dans les réglages.",
    ],
    [
      "Les articulations sont trouvées sur le serveur",
      `Les images vont à ${host}, sont lues, puis jetées. Elles ne sont jamais écrites sur un disque. Aucun son n'est envoyé : cette page ne demande jamais le micro.`,
    ],
    [
      "Ce qui quitte cet appareil",
      "Jusqu'à 15 petites images par seconde, ou autant de fois 33 points, pendant que tu pratiques. Rien quand cet onglet est caché ou quand tu regardes une autre page. Dans les trois premières minutes d'une pause, jusqu'à 4 par seconde, pour qu'une main levée puisse la terminer ; rien si « Mains comme boutons » est désactivé.",
    ],
    [
      "Tu pratiques sans compte",
      "Enregistré dans ce navigateur seulement : scores, durées, conseils, et où étaient tes articulations à ton meilleur moment. Supprime une séance sur sa page, ou efface les données de ce site dans ton navigateur.",
    ],
    [
      "Tu pratiques avec un compte",
      `Tes résultats sont gardés par ${host} : scores, durées, conseils, et où étaient tes articulations à ton meilleur moment. Aucune image. Télécharge ou supprime le tout dans les réglages.`,
    ],
    [
      "Tu te connectes",
      "Un cookie garde ta connexion : seul ce serveur peut le lire, et te déconnecter y met fin. Il n'y a pas d'autre cookie ni de pisteur.",
    ],
    [
      "La voix",
      "Seule une voix qui vit sur cet appareil est utilisée. Une voix qui enverrait les mots ailleurs ne l'est jamais.",
    ],
    [
      "Tu acceptes que tes articulations soient gardées",
      "33 points, dix fois par seconde, 90 jours. Aucune image. Ta façon de bouger peut être personnelle : éteins-le dans les réglages, et tous sont supprimés aussitôt.",
    ],
    ["La caméra est éteinte", "Rien n'est envoyé."],
  ],
  https: (host) =>
    `Tu es sur une simple adresse http. C'est bien pour un serveur sur cet appareil même (${host}) ; d'ailleurs, utilise https, pour que personne en chemin ne puisse voir les images.`,
};
