import { graphlib, layout } from '@dagrejs/dagre';

/** A module as the picture shows it. */
export interface Drawn {
  readonly name: string;
  readonly description: string;
  readonly isCore: boolean;
  /** Names of the modules that it consumes. */
  readonly consumes: readonly string[];
}

const WIDTH = 190;
const LINE = 16;
const CHARACTERS = 27;
const MARGIN = 24;

/** Who consumes whom, as SVG. The same modules give the same picture. */
export function pictureOf(modules: readonly Drawn[]): string {
  const graph = new graphlib.Graph().setGraph({ rankdir: 'BT', nodesep: 28, ranksep: 64, marginx: MARGIN, marginy: MARGIN }).setDefaultEdgeLabel(() => ({}));
  for (const { name, description } of modules) graph.setNode(name, { width: WIDTH, height: 40 + LINE * linesOf(description).length });
  for (const { name, consumes } of modules) for (const other of consumes) graph.setEdge(name, other);
  layout(graph);

  const { width = 0, height = 0 } = graph.graph();
  // Lines may pass outside of all boxes, which the graph's width does not count.
  const bends = graph.edges().flatMap(edge => graph.edge(edge).points.map(({ x }: { x: number }) => x));
  const left = Math.floor(Math.min(0, ...bends.map(x => x - MARGIN)));
  const [w, h] = [Math.ceil(Math.max(width, ...bends.map(x => x + MARGIN))) - left, Math.ceil(height)];
  const told = modules.filter(({ consumes }) => consumes.length).map(({ name, consumes }) => `${name} consumes ${consumes.join(', ')}.`).join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} 0 ${w} ${h}" width="${w}" height="${h}" role="img" aria-labelledby="title desc" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif">`,
    '<title id="title">The modules of the solution, and who consumes whom</title>',
    `<desc id="desc">${escaped(told)}</desc>`,
    '<defs><marker id="end" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z" fill="#0f766e"/></marker></defs>',
    '<style>.name{font-size:14px;font-weight:600;fill:#0f172a}.text{font-size:12px;fill:#334155}.line{fill:none;stroke:#0f766e;stroke-width:1.4;stroke-opacity:.7}</style>',
    `<rect x="${left}" width="${w}" height="${h}" rx="12" fill="#ffffff"/>`,
    ...graph.edges().map(edge => `<path class="line" marker-end="url(#end)" d="${curve(graph.edge(edge).points)}"/>`),
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

/** A smooth line through the points of an edge. */
function curve([first, ...points]: readonly { x: number; y: number }[]): string {
  const at = ({ x, y }: { x: number; y: number }) => `${round(x)} ${round(y)}`;
  const last = points.pop()!;
  const bends = points.map((point, index) => {
    const next = points[index + 1] ?? last;
    return index === points.length - 1 ? `Q ${at(point)} ${at(last)}` : `Q ${at(point)} ${at({ x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`;
  });
  return [`M ${at(first)}`, ...bends.length ? bends : [`L ${at(last)}`]].join(' ');
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

const round = (value: number) => Math.round(value * 10) / 10;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
