// Which view belongs to which path; the practice and the library come in pieces of their own.

import type { ComponentType, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { url } from "./router";
import { LogIn, SignUp } from "./views/entry";
import { Flows } from "./views/flows";
import { Help } from "./views/help";
import { Home } from "./views/home";
import { Page } from "./views/page";
import { Privacy } from "./views/privacy";
import { Session } from "./views/session";
import { Sessions } from "./views/sessions";
import { words } from "./words";

const Practice = lazy(
  () => import("./views/practice/practice-view").then((module) => module.PracticeView),
  <main class="practice-loading" aria-busy="true" />,
);
const Poses = lazy(() => import("./views/poses").then((module) => module.Poses));
const Progress = lazy(() => import("./views/progress/progress").then((module) => module.Progress));
const Settings = lazy(() => import("./views/settings").then((module) => module.Settings));
const Doctor = lazy(() => import("./views/doctor").then((module) => module.Doctor));
const Operator = lazy(() => import("./views/operator").then((module) => module.Operator));
const Forgot = lazy(() => import("./views/recovery").then((module) => module.Forgot));
const Reset = lazy(() => import("./views/recovery").then((module) => module.Reset));
const ConfirmEmail = lazy(() => import("./views/recovery").then((module) => module.ConfirmEmail));
const Pose = lazy(() => import("./views/pose").then((module) => module.Pose));

export function App() {
  const path = url.value.pathname.replace(/\/$/, "") || "/";
  switch (path) {
    case "/":
      return <Home />;
    case "/practice":
      return <Practice />;
    case "/progress":
      return <Progress />;
    case "/flows":
      return <Flows />;
    case "/poses":
      return <Poses />;
    case "/sessions":
      return <Sessions />;
    case "/signup":
      return <SignUp />;
    case "/login":
      return <LogIn />;
    case "/forgot":
      return <Forgot />;
    case "/reset":
      return <Reset />;
    case "/confirm-email":
      return <ConfirmEmail />;
    case "/privacy":
      return <Privacy />;
    case "/settings":
      return <Settings />;
    case "/doctor":
      return <Doctor />;
    case "/operator":
      return <Operator />;
    case "/help":
      return <Help />;
    default: {
      const [, place, id] = path.match(/^\/(sessions|poses)\/([^/]+)$/) ?? [];
      if (!id) return <NotFound />;
      return place === "poses" ? <Pose name={decodeURIComponent(id)} /> : <Session id={id} />;
    }
  }
}

/** A view in a file of its own; until it is here, something calm stands for it. */
function lazy<P extends object>(load: () => Promise<ComponentType<P>>, meanwhile: VNode = <NoPage />) {
  return function Lazy(props: P) {
    const [View, setView] = useState<ComponentType<P> | null>(null);
    useEffect(() => {
      // Without a network the page stays as it is; its navigation still works.
      load()
        .then((view) => setView(() => view))
        .catch(() => {});
    }, []);
    return View ? <View {...props} /> : meanwhile;
  };
}

function NoPage() {
  return (
    <Page title={words.name}>
      <p aria-busy="true" />
    </Page>
  );
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
