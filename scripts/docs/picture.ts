import { graphlib, layout } from '@dagrejs/dagre';

/** A box of a diagram: a module of the solution, or a part of the source. */
export interface Drawn {
  readonly name: string;
  readonly description: string;
  /** Whether it is highlighted: core modules, or parts of the library. */
  readonly isCore: boolean;
  /** Names of the boxes that it consumes or imports. */
  readonly consumes: readonly string[];
}

/** The diagram's text for screen readers. */
export interface Caption {
  readonly title: string;
  /** The meaning of an arrow: `consumes`. */
  readonly verb: string;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Box extends Point {
  readonly height: number;
}

interface Row {
  readonly y: number;
  readonly top: number;
  readonly bottom: number;
}

const WIDTH = 190;
const LINE = 16;
const CHARACTERS = 27;
const MARGIN = 24;
/** Length of the straight end of a line, which its arrowhead needs. */
const HEAD = 10;

/** Draws the boxes and their dependencies as SVG. The same boxes give the same diagram. */
export function pictureOf(modules: readonly Drawn[], { title, verb }: Caption): string {
  const graph = new graphlib.Graph().setGraph({ rankdir: 'BT', nodesep: 28, ranksep: 72, marginx: MARGIN, marginy: MARGIN }).setDefaultEdgeLabel(() => ({}));
  for (const { name, description } of modules) graph.setNode(name, { width: WIDTH, height: 40 + LINE * linesOf(description).length });
  for (const { name, consumes } of modules) for (const other of consumes) graph.setEdge(name, other);
  layout(graph);

  const boxOf = (name: string): Box => graph.node(name) as Box;
  const rows = rowsOf(modules.map(({ name }) => boxOf(name)));
  /** The x coordinate of a line at one of its ends. A long line has different ones. */
  const beside = (v: string, w: string, at: string) => {
    const { points } = graph.edge(v, w) as { points: Point[] };
    return at === v ? points[1].x : points.at(-2)!.x;
  };
  const line = ({ v, w }: { v: string; w: string }) => {
    const [consumer, producer] = [boxOf(v), boxOf(w)];
    const from = portOf(w, graph.successors(v) as unknown as string[], consumer.x, name => beside(v, name, v));
    const to = portOf(v, graph.predecessors(w) as unknown as string[], producer.x, name => beside(name, w, w));
    const between = graph.edge(v, w).points.slice(1, -1);
    return curve({ x: from, y: consumer.y - consumer.height / 2 }, between, { x: to, y: producer.y + producer.height / 2 }, rows);
  };

  const { width = 0, height = 0 } = graph.graph();
  // Lines can be outside of all boxes, and the graph's width does not include them.
  const bends = graph.edges().flatMap(edge => graph.edge(edge).points.map(({ x }: { x: number }) => x));
  const left = Math.floor(Math.min(0, ...bends.map(x => x - MARGIN)));
  const [w, h] = [Math.ceil(Math.max(width, ...bends.map(x => x + MARGIN))) - left, Math.ceil(height)];
  const description = modules.filter(({ consumes }) => consumes.length).map(({ name, consumes }) => `${name} ${verb} ${consumes.join(', ')}.`).join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} 0 ${w} ${h}" width="${w}" height="${h}" role="img" aria-labelledby="title desc" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped(description)}</desc>`,
    '<defs><marker id="end" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z" fill="#0f766e"/></marker></defs>',
    '<style>.name{font-size:14px;font-weight:600;fill:#0f172a}.text{font-size:12px;fill:#334155}.line{fill:none;stroke:#0f766e;stroke-width:1.4;stroke-opacity:.7}</style>',
    `<rect x="${left}" width="${w}" height="${h}" rx="12" fill="#ffffff"/>`,
    ...graph.edges().map(edge => `<path class="line" marker-end="url(#end)" d="${line(edge)}"/>`),
    ...modules.flatMap(module => box(module, graph.node(module.name))),
    '</svg>',
    '',
  ].join('\n');
}

function box({ name, description, isCore }: Drawn, { x, y, height }: { x: number; y: number; height: number }): string[] {
  const [left, top] = [x - WIDTH / 2, y - height / 2];
  const [fill, stroke] = isCore ? ['#f0fdfa', '#0f766e'] : ['#f8fafc', '#94a3b8'];
  return [
    `<rect x="${round(left)}" y="${round(top)}" width="${WIDTH}" height="${round(height)}" rx="8" fill="${fill}" stroke="${stroke}"/>`,
    `<text x="${round(x)}" y="${round(top + 22)}" class="name" text-anchor="middle">${escaped(name)}</text>`,
    ...linesOf(description).map((line, index) =>
      `<text x="${round(x)}" y="${round(top + 42 + index * LINE)}" class="text" text-anchor="middle">${escaped(line)}</text>`),
  ];
}

/** A line from the top of a consumer to the bottom of its provider. It bends only between rows, so that no box hides it. */
function curve(from: Point, points: readonly Point[], to: Point, rows: readonly Row[]): string {
  const rowAt = (y: number) => rows.find(row => Math.abs(row.y - y) < 1);
  const passed = points.flatMap(({ x, y }) => rowAt(y) ? [{ x, ...rowAt(y)! }] : []);
  const [first, last] = [from, to].map(({ x, y }) => ({ x, ...rows.find(({ top, bottom }) => top <= y && y <= bottom)! }));
  const path = [`M ${at(from)}`, `V ${round(first.top)}`];
  let above = { x: first.x, y: first.top };
  for (const { x, top, bottom } of [...passed, last]) {
    const middle = (above.y + bottom) / 2;
    path.push(`C ${at({ x: above.x, y: middle })} ${at({ x, y: middle })} ${at({ x, y: bottom })}`, `V ${round(x === last.x && top === last.top ? to.y : top)}`);
    above = { x, y: top };
  }
  return path.join(' ');
}

/** The positions of lines along the side of a box, ordered from left to right by their other ends. */
function portOf(other: string, others: readonly string[], center: number, xOf: (name: string) => number): number {
  const sorted = [...others].sort((a, b) => xOf(a) - xOf(b));
  const step = Math.min(26, (WIDTH - 34) / Math.max(1, sorted.length - 1));
  return center + (sorted.indexOf(other) - (sorted.length - 1) / 2) * step;
}

/** The rows of boxes, each as high as its highest box. */
function rowsOf(boxes: readonly Box[]): Row[] {
  return [...new Set(boxes.map(({ y }) => y))].map(y => {
    const half = Math.max(...boxes.filter(one => one.y === y).map(({ height }) => height)) / 2;
    return { y, top: y - half, bottom: y + half + HEAD };
  });
}

function linesOf(text: string): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= CHARACTERS) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

const at = ({ x, y }: Point) => `${round(x)} ${round(y)}`;
const round = (value: number) => Math.round(value * 10) / 10;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
