// Checks what practising needs, one line each, with what to do about it.

import { poses } from "../api";
import { cameras } from "../camera";
import { localVoice } from "../voice/rules";
import { language, words } from "../words";
import { useLoaded } from "./load";
import { Page } from "./page";

export interface Check {
  name: string;
  fine: boolean;
  /** What was found, or what to do. */
  says: string;
}

export async function camera(): Promise<Check> {
  const found = await cameras().catch(() => []);
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  const fine = found.length > 0 || devices.some((device) => device.kind === "videoinput");
  return { name: words.check.camera, fine, says: fine ? words.check.there : words.camera.none.title };
}

export function secure(): Check {
  const fine = window.isSecureContext;
  return {
    name: words.check.secure,
    fine,
    says: fine ? words.check.yes : words.camera.insecure.steps.join(" "),
  };
}

async function server(): Promise<Check> {
  const asked = performance.now();
  const fine = await poses().then(
    () => true,
    () => false,
  );
  const ms = Math.round(performance.now() - asked);
  return { name: words.check.coach, fine, says: fine ? words.check.answers(ms) : words.failure.offline };
}

function voice(): Check {
  const found = localVoice(window.speechSynthesis?.getVoices() ?? [], language.value);
  const says = found ? words.check.hasVoice : words.paused.noVoice;
  return { name: words.check.voice, fine: found !== null, says };
}

const check = async (): Promise<Check[]> => [secure(), await camera(), await server(), voice()];

export function Help() {
  const loaded = useLoaded("help", check).value;
  return (
    <Page title={words.nav.help} narrow>
      <ul class="checks" aria-busy={loaded.state === "loading"}>
        {loaded.state === "ready" &&
          loaded.value.map(({ name, fine, says }) => (
            <li key={name} class={fine ? "fine" : "amiss-check"}>
              <strong>{name}</strong>
              <span>{says}</span>
            </li>
          ))}
      </ul>
      <p>
        <a href="/doctor">{words.doctor.link}</a>
      </p>
      <ul class="sentences">
        {words.check.tips.map((tip) => (
          <li key={tip}>{tip}</li>
        ))}
        <li>{words.home.notMedical}</li>
      </ul>
    </Page>
  );
}
