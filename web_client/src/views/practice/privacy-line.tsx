// Where the picture goes and how, beside the camera dot, whenever the camera is on.

import { preferences } from "../../storage";
import type { Way } from "../../transports/best";
import { words } from "../../words";

export function PrivacyLine({ way = null }: { way?: Way | null }) {
  return (
    <a class="privacy-line" href="/privacy" target="_blank" data-testid="privacy-line" rel="noopener">
      <span class="camera-dot" aria-hidden="true" />
      {words.privacyLine[preferences.value.place](location.hostname)}
      {way && ` ${words.ways[way]}`}
    </a>
  );
}
