// The frame around every page but the practice: navigation, content, the one line about doctors.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { account } from "../account";
import { url } from "../router";
import { words } from "../words";

const items = () => [
  { path: "/", name: words.nav.practise },
  { path: "/poses", name: words.nav.poses },
  { path: "/progress", name: words.progress.title },
  { path: "/settings", name: words.nav.settings },
];

function isHere(path: string): boolean {
  const here = url.value.pathname;
  // The sessions are a part of the progress.
  if (path === "/progress" && here.startsWith("/sessions")) return true;
  return path === "/" ? here === "/" : here.startsWith(path);
}

function Navigation() {
  return (
    <nav class="nav" aria-label={words.nav.label}>
      <a class="brand" href="/">
        <img src="/icon.svg" alt="" width="32" height="32" />
        <span>{words.name}</span>
      </a>
      <div class="nav-items">
        {items().map(({ path, name }) => (
          <a key={path} href={path} aria-current={isHere(path) ? "page" : undefined}>
            {name}
          </a>
        ))}
      </div>
      <AccountLink />
    </nav>
  );
}

function AccountLink() {
  const name = account.value?.fullname;
  if (name)
    return (
      <a class="nav-account" href="/settings">
        {name}
      </a>
    );
  return (
    <a class="nav-account" href="/login">
      {words.form.login}
    </a>
  );
}

export interface PageProps {
  title: string;
  children: ComponentChildren;
  /** The heading is part of the content already. */
  ownHeading?: boolean;
  narrow?: boolean;
}

export function Page({ title, children, ownHeading = false, narrow = false }: PageProps) {
  useEffect(() => {
    document.title = title === words.name ? title : `${title} · ${words.name}`;
  }, [title]);
  return (
    <div class="page">
      <a class="skip" href="#content">
        {words.nav.skip}
      </a>
      <Navigation />
      <main id="content" class={narrow ? "content narrow" : "content"} tabIndex={-1}>
        {!ownHeading && <h1>{title}</h1>}
        {children}
      </main>
      <footer class="footer">
        <span>{words.notice}</span>
        <a href="/privacy">{words.nav.privacy}</a>
        <a href="/help">{words.nav.help}</a>
      </footer>
    </div>
  );
}
