// Puts the page into the document.

import "@fontsource-variable/sofia-sans-semi-condensed/wght.css";
import { render } from "preact";
import { App } from "./app";
import { followLinks } from "./router";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/figures.css";
import "./styles/pages.css";
import "./styles/forms.css";
import "./styles/history.css";
import "./styles/pages-small.css";

const root = document.getElementById("app");
if (root) {
  root.addEventListener("click", followLinks);
  render(<App />, root);
}
