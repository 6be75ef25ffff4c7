// Passwords and addresses: what the page asks of the server about them.

import { account, loggedIn, logOut } from "./account";
import { call, renew } from "./api";
import type { components } from "./openapi";

type Schemas = components["schemas"];

/** How a new password comes about on this server: by a letter, or by whoever runs it. */
export type By = Schemas["Asked"]["by"];

export async function askForLetter(email: string): Promise<By> {
  const body: Schemas["Forgotten"] = { email };
  return (await call<Schemas["Asked"]>("POST", "/auth/reset", body)).by;
}

/** By the token of a letter. Every log-in of the account ends, and so does the one here. */
export async function resetPassword(token: string, password: string): Promise<void> {
  const body: Schemas["Reset"] = { token, new_password: password };
  await call("POST", "/auth/reset/confirm", body);
  logOut();
}

/** By the token of a letter. */
export async function confirmAddress(token: string): Promise<void> {
  const body: Schemas["Confirmation"] = { token };
  await call("POST", "/auth/email/confirm", body);
  // The page shows the address that the log-in brought.
  if (account.value) await renew();
}

/** Every other log-in of the account ends. */
export async function changePassword(password: string, next: string): Promise<void> {
  const body: Schemas["PasswordChange"] = { password, new_password: next };
  await call("PUT", "/auth/password", body);
}

/** False: the new address counts once the link of a letter is opened. */
export async function changeAddress(email: string, password: string): Promise<boolean> {
  const body: Schemas["EmailChange"] = { email, password };
  const { changed } = await call<Schemas["EmailChanged"]>("PUT", "/auth/email", body);
  if (changed && account.value) loggedIn({ ...account.value, email });
  return changed;
}
