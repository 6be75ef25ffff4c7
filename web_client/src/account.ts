// Who is logged in: a token of half an hour, kept for this tab only until refresh tokens exist (decision 0041).

import { computed, effect, signal } from "@preact/signals";

export interface Account {
  token: string;
  fullname: string;
  email: string;
}

const KEY = "account";

function read(): Account | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Account | null;
  } catch {
    return null;
  }
}

export const account = signal<Account | null>(read());
/** The e-mail of a log-in that has run out, so that only the password is asked again. */
export const expired = signal<string | null>(null);
export const isGuest = computed(() => account.value === null);

effect(() => {
  const { value } = account;
  try {
    if (value) sessionStorage.setItem(KEY, JSON.stringify(value));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Storage is switched off: the log-in lasts as long as the page.
  }
});

export function loggedIn(value: Account): void {
  expired.value = null;
  account.value = value;
}

export function logOut(): void {
  expired.value = null;
  account.value = null;
}

/** The server no longer takes the token. */
export function logInExpired(): void {
  if (account.value) expired.value = account.value.email;
  account.value = null;
}
