// What a screen reader is told: never the same thing that our own voice says.

import type { PracticeState } from "../../practice/state";
import { words } from "../../words";

export interface Announcement {
  polite: string;
  urgent: string;
}

const SILENT: Announcement = { polite: "", urgent: "" };

export function announcement(state: PracticeState, voiceSpeaks: boolean): Announcement {
  const polite = (text: string): Announcement => ({ polite: text, urgent: "" });
  switch (state.name) {
    case "live": {
      const cue = state.cue?.cue;
      if (cue?.kind === "safety") return { polite: "", urgent: `${words.live.stop}. ${cue.text}` };
      if (voiceSpeaks) return SILENT;
      const said = cue ?? state.announced ?? state.notice;
      return polite(said?.text ?? (state.phase === "resting" ? words.live.rest : ""));
    }
    case "placing":
      return voiceSpeaks ? SILENT : polite(state.notice?.text ?? "");
    case "ready":
      return polite(words.ready.title);
    case "away":
      return polite(words.away.title);
    case "reconnecting":
      return polite(words.reconnecting.title);
    case "noCamera":
      return { polite: "", urgent: words.camera[state.problem].title };
    case "ended":
      return { polite: "", urgent: words.howEnded[state.how] || words.summary.title };
    // These take the focus, and their heading is read with it.
    case "asking":
    case "connecting":
    case "busy":
    case "paused":
      return SILENT;
    default:
      return state satisfies never;
  }
}
