// The size at which room text fits its zone: chosen before it appears, so that nothing jumps (ux 1).

/** Fractions of the largest size; the first three are 88, 76 and 68 px on a laptop. */
const STEPS = [1, 0.864, 0.773, 0.68, 0.58, 0.48, 0.4];

/** Width of a text in em. */
export type Measure = (text: string) => number;

/** Lines that a greedy wrap makes of the text at this width in em; infinite where a word is wider. */
export function lines(text: string, width: number, measure: Measure): number {
  let count = 0;
  for (const paragraph of text.split("\n")) {
    let line = "";
    count += 1;
    for (const word of paragraph.split(" ")) {
      if (measure(word) > width) return Number.POSITIVE_INFINITY;
      const longer = line ? `${line} ${word}` : word;
      if (measure(longer) <= width) line = longer;
      else {
        count += 1;
        line = word;
      }
    }
  }
  return count;
}

/**
 * Largest step at which `text` needs no more than the height of two lines at full size. A script that reaches further
 * up and down has taller lines: `tall` is their height by that of Latin ones.
 */
export function fitting(text: string, widthInEm: number, measure: Measure, tall = 1): number {
  const fits = (step: number) => lines(text, widthInEm / step, measure) * step * tall <= 2.001;
  return STEPS.find(fits) ?? STEPS.at(-1) ?? 1;
}

let context: CanvasRenderingContext2D | null | undefined;

/** Measures with the page's own font at the weight of a cue. */
export function measureIn(family: string): Measure {
  context ??= document.createElement("canvas").getContext("2d");
  return (text) => {
    if (!context) return text.length / 2;
    context.font = `600 100px ${family}`;
    return context.measureText(text).width / 100;
  };
}
