/** A scene as a picture shows it: its name and the scenes to which it leads, in the order of its ways. */
export interface Node {
  id: string;
  to: readonly string[];
}

/** A scene in the picture; `x` and `y` are the middle of its box, in units of the picture. */
export interface PlacedNode {
  id: string;
  at: number;
  x: number;
  y: number;
  /** Led to from the first scene. */
  reached: boolean;
}

/** A way in the picture: `down` leads on to a later row, any other goes back, or stays in its row. `path` is that of an SVG. */
export interface PlacedWay {
  from: number;
  to: number;
  down: boolean;
  path: string;
}

export interface Picture {
  width: number;
  height: number;
  box: { width: number; height: number };
  nodes: PlacedNode[];
  ways: PlacedWay[];
}

const box = { width: 132, height: 36 };
const gap = { across: 24, down: 34 };
/** So far a way that skips a row swings out, for each row, and at most. */
const swing = { row: 18, most: 90 };

/**
 * The graph of a conversation laid out in rows: the first scene on top, each other one below all that lead to it without going round in a circle. In: scenes that may be half
 * written; a way to a scene that is not there is left out, of two scenes of one name the first counts. The same scenes always give the same picture.
 */
export function pictureOf(scenes: readonly Node[]): Picture {
  const index = new Map(scenes.map(({ id }, at) => [id, at] as const).reverse());
  const ways = scenes.map(({ to }) => [...new Set(to.flatMap((id) => index.get(id) ?? []))]);
  const { rows, reached } = rowsOf(ways);
  const widest = Math.max(1, ...rows.map((row) => row.length));
  const side = swing.most + 8;
  const width = widest * (box.width + gap.across) - gap.across + 2 * side;
  const nodes: PlacedNode[] = [];
  rows.forEach((row, y) =>
    row.forEach((at, x) => {
      const left = (width - (row.length * (box.width + gap.across) - gap.across)) / 2;
      nodes[at] = { id: scenes[at]!.id, at, x: left + x * (box.width + gap.across) + box.width / 2, y: 6 + y * (box.height + gap.down) + box.height / 2, reached: reached.has(at) };
    }),
  );
  const rowOf = new Map(rows.flatMap((row, y) => row.map((at) => [at, y] as const)));
  const placed = ways.flatMap((list, from) => list.map((to) => ({ from, to, ...wayBetween(nodes[from]!, nodes[to]!, rowOf.get(to)! - rowOf.get(from)!) })));
  return { width, height: rows.length * (box.height + gap.down) - gap.down + 12, box, nodes, ways: placed };
}

/** The scenes by row, by number. What cannot be reached stands in rows of its own below. */
function rowsOf(ways: readonly (readonly number[])[]): { rows: number[][]; reached: Set<number> } {
  const depth = new Map<number, number>();
  const reached = new Set<number>();
  let base = 0;
  for (let start = 0; start < ways.length; start++) {
    if (depth.has(start)) continue;
    const order = inOrder(ways, start, depth);
    if (start === 0) for (const at of order) reached.add(at);
    depth.set(start, base);
    const place = new Map(order.map((at, position) => [at, position]));
    for (const at of order)
      for (const to of ways[at]!) {
        // A way to one that stands before goes back; it moves nothing down.
        if ((place.get(to) ?? -1) > place.get(at)!) depth.set(to, Math.max(depth.get(to) ?? base, depth.get(at)! + 1));
      }
    base = Math.max(...depth.values()) + 1;
  }
  const rows: number[][] = Array.from({ length: base }, () => []);
  for (const at of ways.keys()) rows[depth.get(at)!]!.push(at);
  return { rows, reached };
}

/** What can be reached from here and is not yet placed, each before all to which it leads, circles apart. */
function inOrder(ways: readonly (readonly number[])[], start: number, placed: ReadonlyMap<number, number>): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  const visit = (at: number) => {
    if (seen.has(at) || placed.has(at)) return;
    seen.add(at);
    for (const to of ways[at]!.toReversed()) visit(to);
    order.unshift(at);
  };
  visit(start);
  return order;
}

/** To the next row from foot to head; over more rows, or back, round the side: on the right when it leads on, on the left when it goes back. */
function wayBetween(from: PlacedNode, to: PlacedNode, rows: number): { down: boolean; path: string } {
  if (rows === 1) {
    const [y1, y2] = [from.y + box.height / 2, to.y - box.height / 2 - 5];
    return { down: true, path: `M${from.x} ${y1}C${from.x} ${y1 + 14} ${to.x} ${y2 - 14} ${to.x} ${y2}` };
  }
  const down = rows > 0;
  const sign = down ? 1 : -1;
  const out = Math.min(swing.most, swing.row * (Math.abs(rows) + 1));
  const [x1, x2] = [from.x + (sign * box.width) / 2, to.x + sign * (box.width / 2 + 5)];
  const x = (down ? Math.max(x1, x2) : Math.min(x1, x2)) + sign * out;
  // A way back to the same scene leaves above its middle and comes in below it.
  const [y1, y2] = [from.y + (down ? 6 : -6), to.y + (down ? -6 : 6)];
  return { down, path: `M${x1} ${y1}C${x} ${y1} ${x} ${y2} ${x2} ${y2}` };
}
