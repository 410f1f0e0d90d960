/** Nets as tables for people: a line a layer with its shape, its parameters and how fast it learns, and what there is in all. */
import { type Expr, normal } from '../../expr/expr.ts';
import type { Line, Role, Sheet, Span, Table } from '../../kernel/shown.ts';
import { type ArrayRates, arrayRates } from '../model/array-rates.ts';
import { coderBox } from '../model/coder.ts';
import { learningOf } from '../model/learning.ts';
import {
  type ArrayPlace,
  arrayKey,
  arrayPlaces,
  type ContainerNet,
  type LayerNet,
  type Net,
  type Path,
} from '../model/net.ts';
import { cellsOf, cutText, grouped } from './cells.ts';
import { layerParameters, shapeText } from './form.ts';

interface Row {
  readonly name: string;
  readonly layer: string;
  readonly output: string;
  readonly parameters: string;
  readonly multiplier: string;
  readonly role?: Role;
}
const columns = ['name', 'layer', 'output', 'parameters', 'multiplier'] as const;
const rightAligned: ReadonlySet<string> = new Set(['parameters', 'multiplier']);

const elements = (p: ArrayPlace): number | undefined =>
  p.shape?.every((a) => typeof a === 'number') ? p.shape.reduce((n, a) => n * a, 1) : undefined;
const rateText = (rate: number): string => (rate === 0 ? 'frozen' : String(rate));

class NetTable {
  readonly #write: (e: Expr) => string;
  readonly #rates: ArrayRates;
  readonly #places: ReadonlyMap<string, readonly ArrayPlace[]>;
  readonly rows: Row[] = [];

  constructor(net: ContainerNet, write: (e: Expr) => string) {
    this.#write = write;
    this.#rates = arrayRates(net);
    const places = new Map<string, ArrayPlace[]>();
    for (const p of arrayPlaces(net)) {
      const key = JSON.stringify(p.path.slice(0, -1));
      places.set(key, [...(places.get(key) ?? []), p]);
    }
    this.#places = places;
    this.#ports(net, 'inputs');
    this.#nodes(net, []);
    this.#ports(net, 'outputs');
  }

  readonly rate = (p: ArrayPlace): number => this.#rates.of(arrayKey(p)).multiplier.value;

  /** Ports with coders; inputs in any case, as a table begins with what goes in. */
  #ports(net: ContainerNet, side: 'inputs' | 'outputs'): void {
    for (const [name, port] of net[side]) {
      const coder = net.coders.get(name);
      if (coder === undefined && side === 'outputs') continue;
      const layer = coder === undefined ? '' : this.#write(coderBox(coder));
      this.rows.push({ name, layer, output: shapeText(port, '×'), parameters: '', multiplier: '', role: 'label' });
    }
  }

  #nodes(net: ContainerNet, path: Path): void {
    for (const node of net.nodes) {
      const inner = [...path, node.name];
      if (node.net.kind === 'layer') this.#layer(node.net, inner);
      else {
        this.#row(inner, node.net.head.name, outputText(node.net), [], 'label');
        this.#nodes(node.net, inner);
      }
    }
  }

  #layer(layer: LayerNet, path: Path): void {
    const places = this.#places.get(JSON.stringify(path)) ?? [];
    const made = this.#write(normal(layer.head, ...layerParameters(layer)));
    this.#row(path, made, outputText(layer), places);
    // Arrays that learn at different rates come one by one.
    if (new Set(places.map(this.rate)).size > 1)
      for (const p of places) this.#row(p.path, '', shapeText({ shape: p.shape }, '×'), [p]);
  }

  #row(path: Path, layer: string, output: string, places: readonly ArrayPlace[], role?: Role): void {
    const counts = places.map(elements);
    const rates = [...new Set(places.map(this.rate))];
    const frozen = rates.length === 1 && rates[0] === 0;
    const shown = frozen ? 'faint' : role;
    this.rows.push({
      name: `${'  '.repeat(path.length - 1)}${path.at(-1)}`,
      layer,
      output,
      parameters: places.length === 0 ? '' : counts.includes(undefined) ? '?' : grouped(sum(counts as number[])),
      multiplier: rates.length === 1 ? rateText(rates[0]!) : '',
      ...(shown !== undefined && { role: shown }),
    });
  }
}

const sum = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0);
const outputText = (net: Net): string => [...net.outputs.values()].map((p) => shapeText(p, '×')).join(', ');

const padded = (text: string, width: number, right: boolean): string => {
  const space = ' '.repeat(Math.max(0, width - cellsOf(text)));
  return right ? space + text : text + space;
};

const GAP = '  ';
/** Less than this is too little for names and layers beside the numbers. */
const LEAST_TEXT = 10;

/** One line a row, or two where the place is too narrow. */
function laidOut(rows: readonly Row[], width: number): Line[] {
  const natural = columns.map((c) => Math.max(c.length, ...rows.map((r) => cellsOf(r[c]))));
  const numbers = sum(natural.slice(2)) + GAP.length * (columns.length - 1);
  const text = width - numbers;
  if (text < 2 * LEAST_TEXT && natural[0]! + natural[1]! > text) return stacked(rows, width);
  const name = Math.min(natural[0]!, Math.max(LEAST_TEXT, Math.floor(text / 2)));
  const widths = [name, Math.min(natural[1]!, text - name), ...natural.slice(2)];
  const line = (cells: readonly string[], role: Role | undefined): Line => {
    const parts = cells.map((c, i) => padded(cutText(c, widths[i]!), widths[i]!, rightAligned.has(columns[i]!)));
    return [{ text: parts.join(GAP).trimEnd(), ...(role && { role }) }];
  };
  return [
    line(columns, 'label'),
    ...rows.map((r) =>
      line(
        columns.map((c) => r[c]),
        r.role,
      ),
    ),
  ];
}

function stacked(rows: readonly Row[], width: number): Line[] {
  return rows.flatMap((r): Line[] => {
    const span = (text: string): Span => ({ text: cutText(text, width), ...(r.role && { role: r.role }) });
    const learns =
      r.multiplier === '' || r.multiplier === '1' ? '' : r.multiplier === 'frozen' ? 'frozen' : `× ${r.multiplier}`;
    const numbers = [r.output, r.parameters && `${r.parameters} parameters`, learns].filter((t) => t !== '');
    return [[span(`${r.name}${GAP}${r.layer}`.trimEnd())], [span(`    ${numbers.join(', ')}`)]];
  });
}

/** Notes one after another, on as many lines as they need. */
function totals(notes: readonly string[], width: number): string[] {
  const lines = [`total${GAP}${notes[0]}`];
  for (const note of notes.slice(1)) {
    const longer = `${lines.at(-1)}, ${note}`;
    if (cellsOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(cutText(`${' '.repeat(5)}${GAP}${note}`, width));
  }
  return lines;
}

/** Rows of a container, and what is said below them; undefined for layers, which a line shows. */
function described(net: Net, write: (e: Expr) => string) {
  if (net.kind === 'layer' || net.operator) return undefined;
  const table = new NetTable(net, write);
  const { parameters, frozenParameters } = learningOf(net, table.rate);
  const open = arrayPlaces(net).filter((p) => p.state.kind === 'automatic').length;
  const unknown = arrayPlaces(net).some((p) => elements(p) === undefined);
  const notes = [
    unknown ? 'some shapes are not known yet' : `${grouped(parameters)} parameters`,
    ...(frozenParameters > 0 ? [`${grouped(frozenParameters)} of them frozen`] : []),
    ...(open > 0 ? [`${open} arrays not initialized`] : []),
  ];
  const size = net.nodes.length === 1 ? '1 part' : `${net.nodes.length} parts`;
  return { head: net.head.name, size, rows: table.rows, notes };
}

/** The table in lines that keep to the sheet. */
export function netLines(net: Net, sheet: Sheet): readonly Line[] | undefined {
  const d = described(net, sheet.write);
  return (
    d && [
      [{ text: d.head, role: 'title' }, { text: ` of ${d.size}` }],
      ...laidOut(d.rows, sheet.columns),
      ...totals(d.notes, sheet.columns).map((text): Line => [{ text, role: 'label' }]),
    ]
  );
}

export function netTable(net: Net, write: (e: Expr) => string): Table | undefined {
  const d = described(net, write);
  return (
    d && {
      title: `${d.head} of ${d.size}`,
      columns: columns.map((title) => ({ title, number: rightAligned.has(title) })),
      rows: d.rows.map((r) => ({ cells: columns.map((c) => r[c]), ...(r.role && { role: r.role }) })),
      notes: d.notes,
    }
  );
}
