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

export const changeWords: Words["change"] = {
  password: "Cambiar mi contraseña",
  current: "Contraseña actual",
  passwordChanged: "Tu contraseña ha cambiado; los otros dispositivos han salido de la cuenta.",
  wrongPassword: "La contraseña no es correcta.",
  address: "Cambiar mi correo",
  addressNow: (email) => `Ahora es ${email}.`,
  newAddress: "Correo nuevo",
  addressTaken: "Ya hay una cuenta con este correo.",
  addressAnswer: {
    changed: "Tu correo ha cambiado.",
    asked: "Un mensaje va de camino a la dirección nueva. Cuenta en cuanto abras su enlace.",
  },
  table: "Descargar mis sesiones como tabla",
  board: "Clasificación",
  onBoard: (name) => `Estás en la clasificación como ${name}.`,
  offBoard:
    "No estás en la clasificación. Con un nombre apareces en la lista de quienes más han practicado; la ven todos los que tienen una cuenta en este servidor.",
  displayName: "Nombre que ven los demás",
  show: "Mostrarme con este nombre",
  hide: "Quitarme de la clasificación",
  nameTaken: "Alguien tiene ya este nombre.",
  badName: "Un nombre tiene de 2 a 40 caracteres visibles.",
};

export const bringWords: Words["bring"] = {
  start: "Llevarlas a mi cuenta",
  why: "Salen de este navegador y tu cuenta las tiene en todos tus dispositivos. Los mejores momentos dibujados se llevan también.",
};
