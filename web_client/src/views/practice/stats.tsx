// How the practice runs, for who wants to know: from the picture to the screen, answers a second, and the way.

import type { Practice } from "../../practice/practice";
import { preferences } from "../../storage";
import { words } from "../../words";
import { useNow } from "./clock";

const WAYS = { webrtc: "WebRTC", websocket: "WebSocket" } as const;

export function Stats({ practice }: { practice: Practice }) {
  const { answered, shownMs } = practice.meter.read(useNow());
  const { stats, place } = words;
  const way = practice.served.way.value;
  const pictures = way === "websocket" && preferences.value.place === "server";
  const rows: [string, string][] = [
    [stats.cue, shownMs === null ? "–" : stats.ms(shownMs)],
    [stats.frames, stats.perSecond(answered)],
    [stats.way, way ? WAYS[way] : "–"],
    ...(pictures ? [[stats.sent, stats.pixels(practice.side)] as [string, string]] : []),
    [stats.engine, preferences.value.place === "device" ? place.device : practice.served.engine.value],
  ];
  return (
    <dl class="stats-live" data-testid="stats" data-ms={shownMs ?? ""} data-fps={answered}>
      {rows.map(([name, says]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  );
}
