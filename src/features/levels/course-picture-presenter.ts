/** A point of the course: its moment (ISO-8601 UTC) and, in logits, the estimate with the band of one standard error. */
export interface CoursePoint {
  at: string;
  theta: number;
  low: number;
  high: number;
}

/** The course as a still picture: paths in a box of `width` by `height`, and the marks of the upright axis from top to bottom. */
export interface CoursePicture {
  width: number;
  height: number;
  /** The estimate over time, and its last point. */
  line: string;
  last: string;
  /** The area between the lower and the upper end of the band. */
  band: string;
  /** How far down the cut of the level lies. */
  cut: number;
  /** Logits at equal distances, the first at the top; `y` is how far down. */
  ticks: { value: number; y: number }[];
}

const box = { width: 600, height: 200 };
const mostSteps = 6;
/** A single moment is drawn as wide as this, or nobody would see its band. */
const alone = 24;

/** Draws a course of at least one point, oldest first, against the cut of the level; time runs evenly from left to right. */
export function drawCourse(points: readonly CoursePoint[], cut: number): CoursePicture {
  const { values, top, bottom } = axis([cut, ...points.flatMap(({ low, high }) => [low, high])]);
  const [from, to] = [Date.parse(points[0]!.at), Date.parse(points.at(-1)!.at)];
  const x = (at: string) => (from === to ? box.width / 2 : (box.width * (Date.parse(at) - from)) / (to - from));
  const y = (value: number) => (box.height * (top - value)) / (top - bottom);
  const place = (at: string, value: number, aside = 0) => `${round(x(at) + aside)} ${round(y(value))}`;
  const aside = from === to ? alone / 2 : 0;
  const above = points.map(({ at, high }) => place(at, high, -aside));
  const below = points.map(({ at, low }) => place(at, low, -aside)).toReversed();
  const [first, final] = [points[0]!, points.at(-1)!];
  const corners = aside === 0 ? [] : [place(final.at, final.high, aside), place(first.at, first.low, aside)];
  return {
    ...box,
    line: `M${points.map(({ at, theta }) => place(at, theta)).join('L')}`,
    last: `M${place(final.at, final.theta)}h0`,
    band: `M${[...above, ...corners, ...below].join('L')}Z`,
    cut: round(y(cut)),
    ticks: values.map((value) => ({ value, y: round(y(value)) })),
  };
}

/** Whole steps that hold all values: halves, ones, twos, as many as can be read; from top to bottom. */
function axis(values: readonly number[]): { values: number[]; top: number; bottom: number } {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  let step = 0.5;
  const range = () => [Math.floor(least / step), Math.max(Math.ceil(most / step), Math.floor(least / step) + 1)] as const;
  while (range()[1] - range()[0] > mostSteps) step *= 2;
  const [low, high] = range();
  const steps = Array.from({ length: high - low + 1 }, (_, index) => (high - index) * step);
  return { values: steps, top: high * step, bottom: low * step };
}

const round = (value: number): number => Math.round(value * 10) / 10;
