// Checks what practising needs, one line each, with what to do about it.

import { poses } from "../api";
import { cameras } from "../camera";
import { localVoice } from "../voice/rules";
import { words } from "../words";
import { useLoaded } from "./load";
import { Page } from "./page";

interface Check {
  name: string;
  fine: boolean;
  /** What was found, or what to do. */
  says: string;
}

export async function camera(): Promise<Check> {
  const found = await cameras().catch(() => []);
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  const fine = found.length > 0 || devices.some((device) => device.kind === "videoinput");
  return { name: "Camera", fine, says: fine ? "There is one." : words.camera.none.title };
}

export function secure(): Check {
  const fine = window.isSecureContext;
  return { name: "Secure page", fine, says: fine ? "Yes." : words.camera.insecure.steps.join(" ") };
}

async function server(): Promise<Check> {
  const asked = performance.now();
  const fine = await poses().then(
    () => true,
    () => false,
  );
  const ms = Math.round(performance.now() - asked);
  return { name: "Coach", fine, says: fine ? `Answers in ${ms} ms.` : words.failure.offline };
}

function voice(): Check {
  const found = localVoice(window.speechSynthesis?.getVoices() ?? [], "en");
  return { name: "Voice", fine: found !== null, says: found ? "This device has one." : words.paused.noVoice };
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
        <li>Stand 2 to 3 metres from the camera, so that it sees you from head to feet.</li>
        <li>On a phone, turn it on its side for wide and lying poses.</li>
        <li>Light in front of you helps more than light behind you.</li>
        <li>{words.paused.keys}</li>
        <li>{words.home.notMedical}</li>
      </ul>
    </Page>
  );
}
