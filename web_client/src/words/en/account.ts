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
