// What is amiss where the server takes something back: by field, and by the code of its answer.

export const refusedWords = {
  fields: {
    fullname: "A name has 2 to 100 visible characters.",
    email: "That does not look like an e-mail address.",
    password: "A password has 8 to 128 characters.",
    new_password: "A password has 8 to 128 characters.",
    dob: "A date such as 1990-05-17; you have to be 13 or older.",
    sex: "Please choose one.",
  },
  codes: {
    busy: "There is too much to do right now. Try again in a moment.",
    email_taken: "There is an account with this e-mail already.",
    not_allowed: "Your account may not do that.",
    not_authenticated: "Please log in again.",
    not_found: "That is not here, or not here any more.",
    restarting: "The coach is being restarted. Try again in a moment.",
    still_live: "This practice is not finished yet.",
    store_unavailable: "Nothing can be kept right now. Try again in a moment.",
    too_fast: "That was often. Wait a minute, then try again.",
    weak_password: "That password is too well known. Please choose another.",
  },
};
