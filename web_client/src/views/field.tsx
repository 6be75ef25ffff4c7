// One labelled field of a form, with why it is asked and what is amiss with it.

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { words } from "../words";

/** Preact's types tell inputs apart by a literal type; those used here all take the same attributes. */
const typed = (type: "text" | "email" | "date" | "password") => ({ type }) as { type: "text" };

export interface FieldProps {
  name: string;
  label: string;
  type?: "text" | "email" | "date";
  why?: string;
  amiss?: string | undefined;
  autocomplete?: string;
  value?: string;
  minLength?: number;
  maxLength?: number;
  max?: string;
}

export function Field({ name, label, type = "text", why, amiss, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        {...typed(type)}
        required
        aria-describedby={why ? `${id}-why` : undefined}
        aria-invalid={amiss ? true : undefined}
        {...rest}
      />
      <Hints id={id} why={why} amiss={amiss} />
    </div>
  );
}

interface HintsProps {
  id: string;
  why?: string | undefined;
  amiss?: string | undefined;
}

function Hints({ id, why, amiss }: HintsProps) {
  return (
    <>
      {why && (
        <p id={`${id}-why`} class="small muted">
          {why}
        </p>
      )}
      {amiss && <p class="amiss">{amiss}</p>}
    </>
  );
}

export interface PasswordProps {
  autocomplete: "current-password" | "new-password";
  name?: string;
  label?: string;
  why?: string;
  amiss?: string | undefined;
  minLength?: number;
}

export function Password({ autocomplete, name, label, why, amiss, minLength }: PasswordProps) {
  const id = useId();
  const shown = useSignal(false);
  return (
    <div class="field">
      <label for={id}>{label ?? words.form.password}</label>
      <span class="with-button">
        <input
          id={id}
          name={name ?? "password"}
          {...typed(shown.value ? "text" : "password")}
          required
          autocomplete={autocomplete}
          {...(minLength && { minLength })}
          maxLength={128}
          aria-describedby={why ? `${id}-why` : undefined}
        />
        <button
          type="button"
          class="button small-button"
          aria-pressed={shown.value}
          onClick={() => {
            shown.value = !shown.value;
          }}
        >
          {shown.value ? words.form.hide : words.form.show}
        </button>
      </span>
      <Hints id={id} why={why} amiss={amiss} />
    </div>
  );
}

export interface OptionsProps {
  name: string;
  label: string;
  why: string;
  options: Readonly<Record<string, string>>;
}

export function Options({ name, label, why, options }: OptionsProps) {
  return (
    <fieldset class="field options">
      <legend>{label}</legend>
      {Object.entries(options).map(([value, text]) => (
        <label key={value}>
          <input type="radio" name={name} value={value} required />
          {text}
        </label>
      ))}
      <p class="small muted">{why}</p>
    </fieldset>
  );
}
