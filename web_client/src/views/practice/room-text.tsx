// Text to be read from the mat: as large as its zone takes, in at most the height of two lines.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { preferences } from "../../storage";
import { fitting, measureIn } from "./fit";
import { useMedia } from "./media";

/** Height of a line of Latin letters in em, for which the zone is made. */
const LINE = 1.1;

export interface RoomTextProps {
  text: string;
  /** For an upright phone. */
  short?: string;
  class?: string;
  testId?: string;
}

export function RoomText({ text, short, class: name = "", testId }: RoomTextProps) {
  const upright = useMedia("(orientation: portrait)");
  const shown = upright && short ? short : text;
  const element = useRef<HTMLParagraphElement>(null);
  const [step, setStep] = useState(1);
  const scale = preferences.value.text;

  useLayoutEffect(() => {
    const place = element.current;
    if (!place) return;
    const measure = () => {
      const style = getComputedStyle(place);
      const full = Number.parseFloat(style.getPropertyValue("font-size")) / Number(place.dataset.step ?? 1);
      const tall = Number.parseFloat(style.lineHeight) / Number.parseFloat(style.fontSize) / LINE;
      setStep(fitting(shown, place.clientWidth / full, measureIn(style.fontFamily), tall));
    };
    measure();
    // The bundled font may come later than the text.
    document.fonts.ready.then(measure);
    const observer = new ResizeObserver(measure);
    observer.observe(place);
    return () => observer.disconnect();
  }, [shown, scale]);

  return (
    <p ref={element} class={`room ${name}`} data-step={step} data-testid={testId} style={{ "--step": step }}>
      {shown}
    </p>
  );
}
