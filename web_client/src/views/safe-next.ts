// Where to go after logging in.

/** Only a path of this page: an address in the query must not lead away. */
export function safeNext(next: string | null): string {
  return next?.startsWith("/") && !/^\/[/\\]/.test(next) ? next : "/";
}
