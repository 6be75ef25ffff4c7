// The words for what was found between here and the coach.

import type { Finding } from "../transports/doctor";
import { words } from "../words";
import type { Check } from "./help";

export function told(finding: Finding): Check {
  const { name, found } = finding;
  const says = words.doctor;
  switch (found) {
    case "open": {
      const { openMs, tripMs, rate } = finding;
      return { name, fine: true, says: says.opens(openMs, tripMs) + (rate === null ? "" : says.rate(rate)) };
    }
    case "closed": {
      const refusals: Readonly<Record<string, string>> = says.refusals;
      return { name, fine: false, says: refusals[finding.code] ?? says.closed };
    }
    case "no relay":
      return { name, fine: true, says: says.noRelay };
    case "relays":
      return { name, fine: true, says: says.relays };
    case "does not relay":
      return { name, fine: false, says: says.doesNotRelay };
  }
}
