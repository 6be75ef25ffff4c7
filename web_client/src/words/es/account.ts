// Spanish: the sentences about passwords, addresses and what an account has. No speaker has reviewed them yet.

import type { Words } from "../../words";

export const recoveryWords: Words["recovery"] = {
  forgot: "¿Olvidaste tu contraseña?",
  lead: "Dinos tu correo. Recibirás un enlace para elegir una contraseña nueva.",
  ask: "Enviarme un enlace",
  again: "Pedir otro enlace",
  asked: {
    mail: "Si hay una cuenta con esta dirección, un mensaje va de camino. Su enlace vale 30 minutos y una sola vez. ¿No llega nada? Mira también en el correo no deseado.",
    operator: "Este servidor no envía correo. Quien lo lleva puede darte una contraseña nueva.",
  },
  choose: "Elegir una contraseña nueva",
  newPassword: "Contraseña nueva",
  chosen: "Tu contraseña ha cambiado y todos los dispositivos han salido de la cuenta.",
  weak: "Esa contraseña es demasiado conocida, corta o larga. Elige otra, por favor.",
  spent: "Este enlace ya no vale. Un enlace vale una sola vez y durante 30 minutos.",
  confirm: "Confirmar tu dirección nueva",
  confirmLead: "Desde ahora entras con ella.",
  confirmNow: "Confirmar",
  confirmed: "Tu dirección ha cambiado.",
  confirmSpent:
    "Este enlace ya no vale, o la dirección ya es de una cuenta. Puedes cambiar tu dirección en los ajustes.",
};
