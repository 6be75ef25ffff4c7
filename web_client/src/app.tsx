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

const VIEWS: Readonly<Record<string, ComponentType>> = {
  "/": Home,
  "/practice": Practice,
  "/progress": Progress,
  "/flows": Flows,
  "/poses": Poses,
  "/sessions": Sessions,
  "/signup": SignUp,
  "/login": LogIn,
  "/forgot": Forgot,
  "/reset": Reset,
  "/confirm-email": ConfirmEmail,
  "/privacy": Privacy,
  "/settings": Settings,
  "/doctor": Doctor,
  "/operator": Operator,
  "/help": Help,
};

const placeOf = ({ pathname }: URL) => pathname.replace(/\/$/, "") || "/";

export function App() {
  const place = placeOf(url.value);
  const View = VIEWS[place];
  if (View) return <View />;
  const [, kind, id] = place.match(/^\/(sessions|poses)\/([^/]+)$/) ?? [];
  if (!id) return <NotFound />;
  return kind === "poses" ? <Pose name={decoded(id)} /> : <Session id={id} />;
}

/** An address that is no text is the name of nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

interface Lazily {
  load?(): Promise<unknown>;
}

/** The file of a view, where it is one of its own, loaded before it is drawn. */
export async function preload(to: URL): Promise<void> {
  await (VIEWS[placeOf(to)] as Lazily | undefined)?.load?.();
}

/** A view in a file of its own; until it is here, something calm stands for it. */
function lazy<P extends object>(load: () => Promise<ComponentType<P>>, meanwhile: VNode = <NoPage />) {
  let known: ComponentType<P> | null = null;
  // Without a network the page stays as it is; its navigation still works.
  const get = () =>
    load().then(
      (view) => {
        known = view;
      },
      () => {},
    );
  function Lazy(props: P) {
    const [View, setView] = useState(() => known);
    useEffect(() => {
      if (!View) get().then(() => setView(() => known));
    }, []);
    return View ? <View {...props} /> : meanwhile;
  }
  return Object.assign(Lazy, { load: get });
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
