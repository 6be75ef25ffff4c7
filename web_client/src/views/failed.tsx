// What is shown where the server did not answer as hoped.

import type { ApiError } from "../api";
import { words } from "../words";

export function Failed({ error }: { error: ApiError }) {
  const text = error.status === 0 ? words.failure.offline : error.message || words.failure.unknown;
  return (
    <div class="empty" role="alert">
      <p class="lead">{text}</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        {words.failure.again}
      </button>
    </div>
  );
}
