// What happens to the picture and the results, mode by mode, in plain words.

import { words } from "../words";
import { Page } from "./page";

export function Privacy() {
  const host = location.hostname;
  const text = words.privacyPage;
  return (
    <Page title={words.nav.privacy}>
      <p class="lead">{text.lead}</p>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{text.mode}</th>
            <th scope="col">{text.what}</th>
          </tr>
        </thead>
        <tbody>
          {text.rows(host).map(([mode, what]) => (
            <tr key={mode}>
              <th scope="row">{mode}</th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {location.protocol === "http:" && <p class="note">{text.https(host)}</p>}
      <p class="small muted">{words.home.notMedical}</p>
    </Page>
  );
}
