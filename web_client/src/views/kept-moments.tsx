// What is kept of how somebody moved in one session: the best moment, and the whole where they agreed to it.

import { useSignal } from "@preact/signals";
import { timelineOf } from "../movement";
import { BestMomentFigure } from "./best-moment";
import { useLoaded } from "./load";
import { Replay } from "./replay";

/** For a practice from before the picture's shape was kept: what the page asks cameras for. */
const USUAL_ASPECT = 4 / 3;

export interface KeptMomentsProps {
  id: number;
  /** Names of the poses by their ids, as the session tells them. */
  names: ReadonlyMap<string, string>;
}

export function KeptMoments({ id, names }: KeptMomentsProps) {
  const forgotten = useSignal(false);
  const loaded = useLoaded(`timeline ${id}`, () => timelineOf(id)).value;
  // Without it the rest of the session still stands.
  if (loaded.state !== "ready") return null;
  const { best, duration_s, landmarks_until_at } = loaded.value;
  const aspect = loaded.value.aspect ?? USUAL_ASPECT;
  return (
    <>
      {best && (
        <BestMomentFigure
          best={{
            poseId: best.pose_id,
            poseName: names.get(best.pose_id) ?? best.pose_id,
            side: null,
            score: best.score,
            landmarks: best.landmarks,
            aspect,
          }}
        />
      )}
      {landmarks_until_at !== null && !forgotten.value && (
        <Replay
          id={id}
          durationS={duration_s ?? 0}
          aspect={aspect}
          forgotten={() => {
            forgotten.value = true;
          }}
        />
      )}
    </>
  );
}
