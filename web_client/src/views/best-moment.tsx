// The best moment of a practice, drawn from where the joints were.

import { Skeleton } from "../figures/skeleton";
import { named } from "../names";
import type { BestMoment } from "../practice/keepsake";
import { preferences } from "../storage";
import { words } from "../words";

export function BestMomentFigure({ best }: { best: BestMoment }) {
  const { landmarks, aspect, unseen, poseId, poseName, score } = best;
  const told = words.summary.bestOf(named(poseId, poseName), Math.round(score));
  return (
    <figure class="best-moment" data-testid="best-moment">
      <figcaption>
        <strong>{words.summary.bestMoment}</strong>
        <span>{told}</span>
        <span class="small muted">{words.summary.noPicture}</span>
      </figcaption>
      <Skeleton
        points={landmarks}
        aspect={aspect}
        {...(unseen && { unseen })}
        mirrored={preferences.value.mirrored}
        close
        label={told}
      />
    </figure>
  );
}
