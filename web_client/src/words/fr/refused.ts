// French: what is amiss where the server takes something back. No speaker has reviewed it yet.

import type { Words } from "../../words";

export const refusedWords: Words["refused"] = {
  fields: {
    fullname: "Un nom a de 2 à 100 caractères visibles.",
    email: "Cela ne ressemble pas à une adresse e-mail.",
    password: "Un mot de passe a de 8 à 128 caractères.",
    new_password: "Un mot de passe a de 8 à 128 caractères.",
    dob: "Une date comme 1990-05-17 ; il faut avoir 13 ans ou plus.",
    sex: "Choisis une réponse.",
  },
  codes: {
    busy: "Il y a trop à faire en ce moment. Réessaie dans un instant.",
    email_taken: "Il y a déjà un compte avec cet e-mail.",
    not_allowed: "Ton compte ne peut pas faire cela.",
    not_authenticated: "Reconnecte-toi, s'il te plaît.",
    not_found: "Cela n'est pas ici, ou plus ici.",
    restarting: "Le coach redémarre. Réessaie dans un instant.",
    still_live: "Cette séance n'est pas encore terminée.",
    store_unavailable: "Rien ne peut être gardé en ce moment. Réessaie dans un instant.",
    too_fast: "Trop d'essais. Attends une minute, puis réessaie.",
    weak_password: "Ce mot de passe est trop connu. Choisis-en un autre.",
  },
};
