// Days and times as the person's language and region write them.

import { locale } from "./words";

type Options = Intl.DateTimeFormatOptions;

/** A formatter is made once for each language: making one costs a millisecond. */
function dated(options: Options): (at: Date) => string {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (at) => {
    const format = made.get(locale.value) ?? new Intl.DateTimeFormat(locale.value, options);
    made.set(locale.value, format);
    return format.format(at);
  };
}

export const longDate = dated({ dateStyle: "long" });
export const dayAndTime = dated({ dateStyle: "full", timeStyle: "short" });
export const weekday = dated({ weekday: "long", day: "numeric", month: "long" });
export const shortDay = dated({ day: "numeric", month: "short" });
export const timeOfDay = dated({ hour: "2-digit", minute: "2-digit" });
