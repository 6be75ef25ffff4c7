// Which view belongs to which path; the practice comes in a piece of its own.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { url } from "./router";
import { LogIn, SignUp } from "./views/entry";
import { Help } from "./views/help";
import { Home } from "./views/home";
import { Page } from "./views/page";
import { Privacy } from "./views/privacy";
import { Session } from "./views/session";
import { Sessions } from "./views/sessions";
import { Settings } from "./views/settings";
import { words } from "./words";

export function App() {
  const path = url.value.pathname.replace(/\/$/, "") || "/";
  switch (path) {
    case "/":
      return <Home />;
    case "/practice":
      return <LazyPractice />;
    case "/sessions":
      return <Sessions />;
    case "/signup":
      return <SignUp />;
    case "/login":
      return <LogIn />;
    case "/privacy":
      return <Privacy />;
    case "/settings":
      return <Settings />;
    case "/help":
      return <Help />;
    default: {
      const id = path.match(/^\/sessions\/([^/]+)$/)?.[1];
      return id ? <Session id={id} /> : <NotFound />;
    }
  }
}

function LazyPractice() {
  const [View, setView] = useState<ComponentType | null>(null);
  useEffect(() => {
    import("./views/practice/practice-view").then(({ PracticeView }) => setView(() => PracticeView));
  }, []);
  return View ? <View /> : <main class="practice-loading" aria-busy="true" />;
}

function NotFound() {
  return (
    <Page title={words.notFound}>
      <a class="button" href="/">
        {words.noCamera.home}
      </a>
    </Page>
  );
}
