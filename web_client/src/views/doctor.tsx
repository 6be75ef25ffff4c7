// What works from here: camera, both transports, round trip, frame rate, TURN.

import { account } from "../account";
import { examine } from "../transports/doctor";
import { words } from "../words";
import { told } from "./finding";
import { type Check, camera, secure } from "./help";
import { useLoaded } from "./load";
import { Page } from "./page";

const look = async (): Promise<Check[]> => [
  secure(),
  await camera(),
  ...(await examine(account.value?.token ?? null)).map(told),
];

export function Doctor() {
  const loaded = useLoaded("doctor", look).value;
  return (
    <Page title={words.doctor.title} narrow>
      <p>{words.doctor.lead}</p>
      <ul class="checks" data-testid="checks" aria-busy={loaded.state === "loading"}>
        {loaded.state === "ready" &&
          loaded.value.map(({ name, fine, says }) => (
            <li key={name} class={fine ? "fine" : "amiss-check"}>
              <strong>{name}</strong>
              <span>{says}</span>
            </li>
          ))}
      </ul>
    </Page>
  );
}
