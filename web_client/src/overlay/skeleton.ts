// The body as it is drawn: MediaPipe's landmark names, twelve limbs, a torso, a head; no face, no fingers.

export const NAMES = [
  "nose",
  "left_eye_inner",
  "left_eye",
  "left_eye_outer",
  "right_eye_inner",
  "right_eye",
  "right_eye_outer",
  "left_ear",
  "right_ear",
  "mouth_left",
  "mouth_right",
  "left_shoulder",
  "right_shoulder",
  "left_elbow",
  "right_elbow",
  "left_wrist",
  "right_wrist",
  "left_pinky",
  "right_pinky",
  "left_index",
  "right_index",
  "left_thumb",
  "right_thumb",
  "left_hip",
  "right_hip",
  "left_knee",
  "right_knee",
  "left_ankle",
  "right_ankle",
  "left_heel",
  "right_heel",
  "left_foot_index",
  "right_foot_index",
] as const;

const INDEX = new Map<string, number>(NAMES.map((name, index) => [name, index]));

export function indexOf(name: string): number | undefined {
  return INDEX.get(name);
}

/** Upper arms, forearms, hands, thighs, shins, feet. */
export const LIMBS: readonly (readonly [number, number])[] = [
  [11, 13],
  [12, 14],
  [13, 15],
  [14, 16],
  [15, 19],
  [16, 20],
  [23, 25],
  [24, 26],
  [25, 27],
  [26, 28],
  [27, 31],
  [28, 32],
];

export const TORSO = [11, 12, 24, 23] as const;
export const HEAD = [7, 8] as const;
export const NOSE = 0;

/** Body parts as the placement screen lists them. */
export const PARTS = {
  head: [0, 7, 8],
  arms: [11, 12, 13, 14, 15, 16],
  hips: [23, 24, 25, 26],
  feet: [27, 28],
} as const;

export type Part = keyof typeof PARTS;

/** Which parts are wholly seen; none where nobody is. */
export function seenParts(
  landmarks: readonly unknown[] | null,
  unseen: readonly string[],
): Record<Part, boolean> {
  const hidden = new Set(unseen.map(indexOf));
  const whole = (part: Part) => landmarks !== null && PARTS[part].every((index) => !hidden.has(index));
  return { head: whole("head"), arms: whole("arms"), hips: whole("hips"), feet: whole("feet") };
}
