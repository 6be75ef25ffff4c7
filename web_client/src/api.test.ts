import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { account, expired, loggedIn, logOut } from "./account";
import { type ApiError, deleteAccount, logIn, renew, sessions, stats } from "./api";

const mira = { token: "a.b.c", fullname: "Mira", email: "mira@example.com" };

function answer(status: number, body: unknown) {
  const fetch = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();
  fetch.mockResolvedValue(new Response(JSON.stringify(body), { status }));
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

beforeEach(() => loggedIn(mira));
afterEach(() => {
  logOut();
  vi.unstubAllGlobals();
});

const failure = async (call: Promise<unknown>) => (await call.catch((error: unknown) => error)) as ApiError;

test("the token travels in the header, never in the address", async () => {
  const fetch = answer(200, { success: true, data: [], message: "" });
  expect((await sessions()).data).toEqual([]);
  const [path, init] = fetch.mock.calls[0] ?? [];
  expect(path).not.toContain(mira.token);
  expect(init?.headers).toMatchObject({ Authorization: "Bearer a.b.c" });
});

test("older sessions are asked for by the one that was shown last", async () => {
  const asked = answers(["/api/sessions?limit=30&before=7", 200, { data: [], next_before: null }]);
  expect((await sessions(30, 7)).next_before).toBeNull();
  expect(asked).toHaveLength(1);
});

test("statistics are asked for in the person's own time zone", async () => {
  const fetch = answer(200, { data: {} });
  await stats();
  expect(fetch.mock.calls[0]?.[0]).toMatch(/tz=\w/);
});

test("a token that is no longer taken is forgotten, and the e-mail kept for the next log-in", async () => {
  answer(401, { detail: "The token has expired." });
  expect((await failure(sessions())).status).toBe(401);
  expect(account.value).toBeNull();
  expect(expired.value).toBe(mira.email);
});

const renewed = { access_token: "d.e.f", fullname: "Mira", email: mira.email, expires_in: 1800 };

/** Answers each path in turn; what is not listed is a mistake of the test. */
function answers(...list: [string, number, unknown][]) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    asked.push(`${init.method} ${path}`);
    const [wanted, status, body] = list.shift() ?? ["nothing", 500, {}];
    expect(path).toBe(wanted);
    return new Response(JSON.stringify(body), { status });
  });
  return asked;
}

test("a token that ran out is renewed by the cookie, and the call made again", async () => {
  const asked = answers(
    ["/api/sessions?limit=100", 401, {}],
    ["/auth/refresh", 200, renewed],
    ["/api/sessions?limit=100", 200, { data: [] }],
  );
  expect((await sessions()).data).toEqual([]);
  expect(asked).toEqual(["GET /api/sessions?limit=100", "POST /auth/refresh", "GET /api/sessions?limit=100"]);
  expect(account.value?.token).toBe("d.e.f");
});

test("renewals at the same time are one: a refresh token is good once", async () => {
  const asked = answers(["/auth/refresh", 200, renewed]);
  expect(await Promise.all([renew(), renew()])).toEqual([true, true]);
  expect(asked).toHaveLength(1);
});

test("without a good cookie a renewal is no, and nobody is told of an error", async () => {
  answers(["/auth/refresh", 401, { detail: "No." }]);
  expect(await renew()).toBe(false);
});

test("a deleted account is forgotten here, and with a wrong password it is not", async () => {
  answers(["/auth/me", 403, { detail: "The password is wrong." }], ["/auth/me", 200, {}]);
  expect((await failure(deleteAccount("x"))).message).toBe("The password is wrong.");
  expect(account.value).not.toBeNull();
  await deleteAccount("password123");
  expect(account.value).toBeNull();
});

test("a wrong password is no expired log-in", async () => {
  logOut();
  answer(401, { detail: "No." });
  expect((await failure(logIn("mira@example.com", "x"))).status).toBe(401);
  expect(expired.value).toBeNull();
});

test("logging in keeps what the page needs to greet", async () => {
  logOut();
  answer(200, {
    access_token: "d.e.f",
    token_type: "bearer",
    user_id: 1,
    fullname: "Mira",
    email: mira.email,
  });
  await logIn(mira.email, "password123");
  expect(account.value).toEqual({ ...mira, token: "d.e.f" });
});

test("wrong fields are told by name", async () => {
  answer(422, {
    detail: "One field.",
    code: "invalid",
    errors: [{ loc: ["body", "dob"], msg: "Too young." }],
  });
  const error = await failure(logIn("a", "b"));
  expect(error.message).toBe("One field.");
  expect([error.code, error.fields]).toEqual(["invalid", { dob: "Too young." }]);
});

test("a server that is not reached is status 0", async () => {
  vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("network")));
  expect(await failure(sessions())).toMatchObject({ status: 0 });
});
