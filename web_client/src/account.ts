// Who is logged in: a token of half an hour, in memory only, renewed by a cookie no script can read (decision 0047).

import { computed, signal } from "@preact/signals";

export interface Account {
  token: string;
  fullname: string;
  email: string;
}

/** Says that there may be a refresh cookie, which no script can see; asked for in vain it costs a request. */
const KEY = "loggedIn";

export function mayBeLoggedIn(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

export const account = signal<Account | null>(null);
/** The e-mail of a log-in that has run out, so that only the password is asked again. */
export const expired = signal<string | null>(null);
export const isGuest = computed(() => account.value === null);

function remember(loggedIn: boolean): void {
  try {
    if (loggedIn) localStorage.setItem(KEY, "1");
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is switched off: the log-in lasts as long as the page.
  }
}

export function loggedIn(value: Account): void {
  expired.value = null;
  account.value = value;
  remember(true);
}

export function logOut(): void {
  expired.value = null;
  account.value = null;
  remember(false);
}

/** The server no longer takes the token. */
export function logInExpired(): void {
  if (account.value) expired.value = account.value.email;
  account.value = null;
  remember(false);
}
