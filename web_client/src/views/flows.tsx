// All flows of the library.

import { words } from "../words";
import { FlowCards } from "./flow-cards";
import { Page } from "./page";

export function Flows() {
  return (
    <Page title={words.nav.flows}>
      <FlowCards />
      <p class="actions after-cards">
        <a class="button" href="/practice?class">
          {words.home.class}
        </a>
      </p>
    </Page>
  );
}
