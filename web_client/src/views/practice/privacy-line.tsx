// Where the picture goes, in one sentence beside the camera dot, whenever the camera is on.

import { preferences } from "../../storage";
import { words } from "../../words";

export function PrivacyLine() {
  return (
    <a class="privacy-line" href="/privacy" target="_blank" data-testid="privacy-line" rel="noopener">
      <span class="camera-dot" aria-hidden="true" />
      {words.privacyLine[preferences.value.place](location.hostname)}
    </a>
  );
}
