// The sentences about passwords, addresses and what an account has.

export const recoveryWords = {
  forgot: "Forgot your password?",
  lead: "Tell us your e-mail. You get a link to choose a new password.",
  ask: "Send me a link",
  again: "Ask for another link",
  asked: {
    mail: "If there is an account with this address, an e-mail is on its way to it. Its link is good for 30 minutes and works once. Nothing there? Look among the spam too.",
    operator: "This server sends no e-mail. Whoever runs it can give you a new password.",
  },
  choose: "Choose a new password",
  newPassword: "New password",
  chosen: "Your password is changed, and every device is logged out.",
  weak: "That password is too well known, too short or too long. Please choose another.",
  spent: "This link is no longer good. A link works once, and for 30 minutes.",
  confirm: "Confirm your new address",
  confirmLead: "From now on you log in with it.",
  confirmNow: "Confirm",
  confirmed: "Your address is changed.",
  confirmSpent:
    "This link is no longer good, or the address belongs to an account already. You can change your address in the settings.",
};

export const changeWords = {
  password: "Change my password",
  current: "Current password",
  passwordChanged: "Your password is changed; other devices are logged out.",
  wrongPassword: "The password is wrong.",
  address: "Change my e-mail",
  addressNow: (email: string) => `Now it is ${email}.`,
  newAddress: "New e-mail",
  addressTaken: "There is an account with this e-mail already.",
  addressAnswer: {
    changed: "Your e-mail is changed.",
    asked: "An e-mail is on its way to the new address. It counts once you open the link in it.",
  },
  table: "Download my sessions as a table",
  board: "Leaderboard",
  onBoard: (name: string) => `You are on the leaderboard as ${name}.`,
  offBoard:
    "You are not on the leaderboard. With a name you are on the list of who practised most; everybody with an account on this server can see it.",
  displayName: "Name for others to see",
  show: "Show me under this name",
  hide: "Take me off the leaderboard",
  nameTaken: "Somebody has this name already.",
  badName: "A name has 2 to 40 visible characters.",
};

export const bringWords = {
  start: "Bring them into my account",
  why: "They leave this browser, and your account has them on every device. The drawn best moments come along.",
};
