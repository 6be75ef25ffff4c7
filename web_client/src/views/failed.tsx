// What is shown where the server did not answer as hoped.

import type { ApiError } from "../api";
import { words } from "../words";
import { told } from "./told";

export function Failed({ error }: { error: ApiError }) {
  return (
    <div class="empty" role="alert">
      <p class="lead">{told(error)}</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        {words.failure.again}
      </button>
    </div>
  );
}
