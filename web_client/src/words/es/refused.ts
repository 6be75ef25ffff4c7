// Spanish: what is amiss where the server takes something back. No speaker has reviewed it yet.

import type { Words } from "../../words";

export const refusedWords: Words["refused"] = {
  fields: {
    fullname: "Un nombre tiene de 2 a 100 caracteres visibles.",
    email: "Eso no parece una dirección de correo.",
    password: "Una contraseña tiene de 8 a 128 caracteres.",
    new_password: "Una contraseña tiene de 8 a 128 caracteres.",
    dob: "Una fecha como 1990-05-17; hay que tener 13 años o más.",
    sex: "Elige una opción.",
  },
  codes: {
    busy: "Ahora mismo hay demasiado que hacer. Inténtalo de nuevo en un momento.",
    email_taken: "Ya hay una cuenta con este correo.",
    not_allowed: "Tu cuenta no puede hacer eso.",
    not_authenticated: "Vuelve a iniciar sesión.",
    not_found: "Eso no está aquí, o ya no está.",
    restarting: "El entrenador se está reiniciando. Inténtalo de nuevo en un momento.",
    still_live: "Esta práctica aún no ha terminado.",
    store_unavailable: "Ahora mismo no se puede guardar nada. Inténtalo de nuevo en un momento.",
    too_fast: "Demasiadas veces seguidas. Espera un minuto e inténtalo de nuevo.",
    weak_password: "Esa contraseña es demasiado conocida. Elige otra.",
  },
};
