// Puts the page into the document.

import "@fontsource-variable/sofia-sans-semi-condensed/wght.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { mayBeLoggedIn } from "./account";
import { renew } from "./api";
import { App, preload } from "./app";
import { languageFor } from "./language";
import { followLinks, url } from "./router";
import { preferences } from "./storage";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/figures.css";
import "./styles/pages.css";
import "./styles/forms.css";
import "./styles/history.css";
import "./styles/pages-small.css";
import { language, speak } from "./words";

/** A server that does not answer must not keep the page blank. */
const PATIENCE_MS = 1500;

const speakAsWanted = () => speak(languageFor(preferences.value.language, navigator.languages));

async function start(root: HTMLElement): Promise<void> {
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const loggedIn = mayBeLoggedIn() ? renew() : null;
  await Promise.race([Promise.all([speakAsWanted(), loggedIn, preload(url.value)]), patience]);
  root.addEventListener("click", followLinks);
  render(<App />, root);
  effect(() => void speakAsWanted());
  effect(() => {
    document.documentElement.lang = language.value;
  });
}

// In development nothing may stand between the sources and the page.
if (import.meta.env.PROD) navigator.serviceWorker?.register("/sw.js").catch(() => {});

const root = document.getElementById("app");
if (root) start(root);
