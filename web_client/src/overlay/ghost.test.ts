import { expect, test } from "vitest";
import figures from "../../../server/analysis/library/figures.json";
import { Bones, limbOf, onSide, shaped, standing, turnOf } from "./ghost";

type Body = number[][];
const ASPECT = 4 / 3;
const FRONT = { axis: 0, sign: 1 } as const;
const all = () => true;

/** The library's own body as a picture would show it: metres to normalised points. */
function picture(figure: Body, { size = 0.4, x = 0.5, ground = 0.9, axis = 0, sign = 1 } = {}): Body {
  const low = Math.max(...figure.map(([, y = 0]) => y));
  return figure.map((point) => [
    x + (sign * (point[axis] ?? 0) * size) / ASPECT,
    ground + ((point[1] ?? 0) - low) * size,
    0,
    0.9,
  ]);
}

function bonesOf(...bodies: Body[]): Bones {
  const bones = new Bones();
  for (const body of bodies) for (let i = 0; i < 20; i++) bones.see(body, ASPECT, all);
  return bones;
}

const at = (points: readonly (readonly number[])[], i: number) => points[i] ?? [Number.NaN, Number.NaN];

test("somebody who stands is shown the pose on their own ground, above their own hips, as large as they are", () => {
  const me = picture(figures.mountain, { size: 0.42, x: 0.3, ground: 0.8 });
  const shape = shaped(figures.mountain, bonesOf(me), FRONT);
  if (!shape) throw new Error("no shape");
  const ghost = standing(shape, { points: me, aspect: ASPECT, seen: all });
  for (const joint of [11, 16, 23, 26, 27]) {
    expect(at(ghost, joint)[0]).toBeCloseTo(at(me, joint)[0] ?? 0, 2);
    expect(at(ghost, joint)[1]).toBeCloseTo(at(me, joint)[1] ?? 0, 1);
  }
});

test("longer legs make a taller ghost, and one wrong reading does not make a giant", () => {
  const me = picture(figures.mountain);
  const stretched = me.map(([x = 0, y = 0, ...rest], i) => [x, i >= 25 ? y + 0.6 : y, ...rest]);
  const bones = bonesOf(me);
  const before = shaped(figures.mountain, bones, FRONT);
  bones.see(stretched, ASPECT, all);
  const after = shaped(figures.mountain, bones, FRONT);
  const height = (shape: typeof before) => (at(shape ?? [], 27)[1] ?? 0) - (at(shape ?? [], 11)[1] ?? 0);
  expect(height(after)).toBeLessThan(height(before) * 1.3);
  expect(height(after)).toBeGreaterThan(height(before));
});

test("before enough of somebody is seen there is no ghost", () => {
  const bones = new Bones();
  bones.see(picture(figures.mountain), ASPECT, (i) => i < 13);
  expect(shaped(figures.mountain, bones, FRONT)).toBeNull();
});

test("the other side is the mirror image, limb for limb", () => {
  const right = onSide(figures.warrior2, "right");
  expect(at(right, 25)[0]).toBeCloseTo(-(at(figures.warrior2, 26)[0] ?? 0));
  expect(at(right, 2)[0]).toBeCloseTo(-(at(figures.warrior2, 5)[0] ?? 0));
  expect(at(right, 0)[0]).toBeCloseTo(-(at(figures.warrior2, 0)[0] ?? 0));
  expect(onSide(right, "right")).toEqual(figures.warrior2.map(([x = 0, ...rest]) => [x + 0, ...rest]));
  expect(onSide(figures.warrior2, "left")).toBe(figures.warrior2);
});

test("a pose seen from the side faces the way its practitioner faces", () => {
  for (const sign of [1, -1] as const) {
    const me = picture(figures.downdog, { axis: 2, sign });
    expect(turnOf(figures.downdog, "side", me, ASPECT)).toEqual({ axis: 2, sign });
  }
  expect(turnOf(figures.tree, "front", picture(figures.tree), ASPECT)).toEqual(FRONT);
});

test("a leg with its foot on the ground is built up from the ankle, an arm from the shoulder", () => {
  const me = picture(figures.mountain);
  const where = { points: me, aspect: ASPECT, seen: all };
  const shape = shaped(figures.warrior2, bonesOf(me), FRONT);
  if (!shape) throw new Error("no shape");
  const leg = limbOf(shape, 25, where);
  expect(leg?.chain).toEqual([27, 25, 23]);
  expect(leg?.places[0]?.[1]).toBeCloseTo(at(me, 27)[1] ?? 0);
  const arm = limbOf(shape, 13, where);
  expect(arm?.chain).toEqual([11, 13, 15]);
  expect(arm?.places[0]?.[1]).toBeCloseTo(at(me, 11)[1] ?? 0);
  // Warrior's arms are level.
  expect(arm?.places[2]?.[1]).toBeCloseTo(at(me, 11)[1] ?? 0, 1);
  expect(limbOf(shape, 13, { ...where, seen: (i) => i !== 11 })).toBeNull();
});
