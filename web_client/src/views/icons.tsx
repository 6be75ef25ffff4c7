// The few signs beside words; all decoration, each stands next to its name.

const PATHS = {
  pause: "M8 5v14M16 5v14",
  play: "M7 4l13 8-13 8z",
  stop: "M6 6h12v12H6z",
  check: "M4 12l5 5L20 6",
  arrow: "M4 12h16M13 5l7 7-7 7",
  next: "M6 5l10 7-10 7zM19 5v14",
  back: "M20 12H4M11 5l-7 7 7 7",
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
