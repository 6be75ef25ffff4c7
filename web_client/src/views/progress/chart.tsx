// One chart: heading, what it says in a sentence, the lines, a cursor for the keyboard, and the same as a table.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { words } from "../../words";

export interface Series {
  name: string;
  /** One for each row; null where there is none, and then the line breaks. */
  values: (number | null)[];
  dashed?: boolean;
}

export interface ChartProps {
  title: string;
  /** The chart in one sentence. */
  finding: string;
  /** What each row is called. */
  rows: string[];
  series: Series[];
  form: "bars" | "points" | "steps";
  unit: string;
  /** Highest value of the axis; otherwise that of the data. */
  top?: number;
}

const HEIGHT = 240;

function css(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function pathsOf(form: ChartProps["form"]): uPlot.Series.PathBuilder | undefined {
  if (form === "bars") return uPlot.paths.bars?.({ size: [0.6, 48] });
  return form === "steps" ? uPlot.paths.stepped?.({ align: 1 }) : uPlot.paths.linear?.();
}

function optionsOf({ rows, series, form, top }: ChartProps, width: number): uPlot.Options {
  const [accent, muted, line] = [css("--accent"), css("--muted"), css("--line")];
  const font = `16px ${css("--font")}`;
  const axis = { stroke: muted, font, grid: { stroke: line, width: 0.3 }, ticks: { show: false } };
  const highest = Math.max(top ?? 1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const paths = pathsOf(form);
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: [-0.6, rows.length - 0.4] },
      y: { range: [0, highest * 1.05] },
    },
    axes: [
      { ...axis, grid: { show: false }, space: 90, values: (_, at) => at.map((i) => rows[i] ?? "") },
      { ...axis, size: 48 },
    ],
    series: [
      {},
      ...series.map(({ dashed }) => ({
        stroke: accent,
        width: 3,
        // Between the sides: where one has no value, the other has it.
        spanGaps: series.length > 1,
        ...(form === "bars" && { fill: accent }),
        ...(dashed && { dash: [8, 8] }),
        ...(paths && { paths }),
        points: { show: form !== "bars", size: 9, fill: accent },
      })),
    ],
  };
}

/** "12 May: left 80 points", for the cursor. */
function spoken({ rows, series, unit }: ChartProps, row: number): string {
  const values = series.flatMap(({ name, values }) =>
    values[row] === null ? [] : [`${name} ${values[row]} ${unit}`],
  );
  return `${rows[row]}: ${values.join(", ") || words.progress.nothing}`;
}

export function Chart(props: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const row = useSignal<number | null>(null);

  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const data: uPlot.AlignedData = [
      props.rows.map((_, i) => i),
      ...props.series.map(({ values }) => values),
    ];
    const made = new uPlot(optionsOf(props, box.clientWidth), data, box);
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: box.clientWidth, height: HEIGHT }));
    resized.observe(box);
    return () => {
      resized.disconnect();
      made.destroy();
    };
  }, [props.title, props.rows.join(), JSON.stringify(props.series)]);

  const moved = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(props.rows.length - 1, (row.value ?? props.rows.length) + by));
    row.value = next;
    plot.current?.setCursor({ left: plot.current.valToPos(next, "x"), top: 0 });
  };
  return (
    <section class="chart" data-testid="chart">
      <h2>{props.title}</h2>
      <p>{props.finding}</p>
      {props.series.length > 1 && <Legend series={props.series} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move its cursor. */}
      <div ref={place} class="plot" role="img" aria-label={props.title} tabIndex={0} onKeyDown={moved} />
      <p class="small muted" role="status">
        {row.value === null ? words.progress.arrows : spoken(props, row.value)}
      </p>
      <Table {...props} />
    </section>
  );
}

function Legend({ series }: { series: Series[] }) {
  return (
    <ul class="legend">
      {series.map(({ name, dashed }) => (
        <li key={name}>
          <span class={dashed ? "stroke dashed" : "stroke"} aria-hidden="true" />
          {name}
        </li>
      ))}
    </ul>
  );
}

function Table({ title, rows, series, unit }: ChartProps) {
  return (
    <details>
      <summary>{words.progress.table}</summary>
      <table>
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.progress.when}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name} ({unit})
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((name, i) => (
            <tr key={`${name}${i}`}>
              <th scope="row">{name}</th>
              {series.map(({ name: column, values }) => (
                <td key={column}>{values[i] ?? "–"}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
