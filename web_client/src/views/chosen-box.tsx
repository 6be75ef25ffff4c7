// What an account has chosen: whether joints are kept, and whether others may see how much it practises.

import { type Signal, useSignal } from "@preact/signals";
import type { ApiError } from "../api";
import { type Chosen, choose, chosen } from "../chosen";
import { words } from "../words";
import { Field } from "./field";
import { Form, textOf } from "./form";
import { asApiError, useLoaded } from "./load";
import { Switch } from "./practice/choices";
import { told } from "./told";

export function ChosenBox() {
  const loaded = useLoaded<Chosen>("chosen", chosen).value;
  if (loaded.state === "loading") return null;
  if (loaded.state === "failed") return <p class="amiss">{told(loaded.error)}</p>;
  return (
    <>
      <KeepMovement first={loaded.value.keep_landmarks} />
      <DisplayName first={loaded.value.display_name} />
    </>
  );
}

/** Consent, which the server keeps: off until it is given. */
function KeepMovement({ first }: { first: boolean }) {
  const on = useSignal(first);
  const problem = useSignal<ApiError | null>(null);
  async function toggle() {
    problem.value = null;
    try {
      on.value = (await choose({ keep_landmarks: !on.value })).keep_landmarks;
    } catch (error) {
      problem.value = asApiError(error);
    }
  }
  return (
    <div data-testid="keep-landmarks">
      <Switch name={words.account.keep} on={on.value} toggle={toggle} />
      <p class="small muted">{words.account.keepWhy}</p>
      <p class="amiss" role="alert">
        {problem.value && told(problem.value)}
      </p>
    </div>
  );
}

/** Nobody is on the leaderboard who has not given a name for it. */
function DisplayName({ first }: { first: string | null }) {
  const name = useSignal(first);
  const error = useSignal<ApiError | null>(null);
  const send = async (form: FormData) => {
    name.value = (await choose({ display_name: textOf(form, "display_name") })).display_name;
  };
  return (
    <details>
      <summary>{words.change.board}</summary>
      <p role="status">{name.value ? words.change.onBoard(name.value) : words.change.offBoard}</p>
      <Form
        button={words.change.show}
        error={error}
        refusals={{ 409: words.change.nameTaken, 422: words.change.badName }}
        send={send}
      >
        <Field
          name="display_name"
          label={words.change.displayName}
          autocomplete="nickname"
          minLength={2}
          maxLength={40}
          value={name.value ?? ""}
        />
      </Form>
      {name.value && <Hide name={name} error={error} />}
    </details>
  );
}

interface HideProps {
  name: Signal<string | null>;
  error: Signal<ApiError | null>;
}

function Hide({ name, error }: HideProps) {
  async function hide() {
    error.value = null;
    try {
      name.value = (await choose({ display_name: null })).display_name;
    } catch (problem) {
      error.value = asApiError(problem);
    }
  }
  return (
    <button type="button" class="button" onClick={hide}>
      {words.change.hide}
    </button>
  );
}
