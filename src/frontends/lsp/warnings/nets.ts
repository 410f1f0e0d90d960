/** Nets that a text writes out: which layers they have, and which parts that the text asks for they do not. */
import { Kind } from '../../../expr/expr.ts';
import type { Node } from '../../../syntax/node.ts';
import { headOf, isList, isRule } from '../constructs.ts';
import { isRates, ratesOf } from './rates.ts';
import type { Warning } from './warning.ts';

/** Layers of a net by number, and by name where they have names. */
export interface Layers {
  readonly count: number;
  readonly names: readonly string[];
  /** Its ports, as far as they are written. */
  readonly ports: ReadonlySet<string>;
}
/** What a net is: written out, or the net with this name. */
export type NetSource = Layers | { readonly name: string };

/** A part of a net that is asked for. */
export interface Use {
  readonly net: NetSource;
  /** How the text writes the net. */
  readonly written: string;
  readonly part: string | number;
  readonly start: number;
  readonly end: number;
}

const CONTAINERS = new Set(['NetChain', 'NetGraph']);
/** What gives a net with the layers of its first argument. */
const SAME_LAYERS = new Set(['NetInitialize', 'NetTrain', 'NetStateObject']);
/** What takes parts as its second argument. */
const TAKING = new Set(['NetExtract', 'NetDelete', 'NetTake', 'NetDrop', 'Part', 'NetReplacePart']);
/** May stand for any number of layers, or none. */
const SPLICED = new Set([
  'Sequence',
  'Splice',
  'Nothing',
  'SlotSequence',
  'Table',
  'If',
  'Which',
  'Switch',
  'Map',
  'Apply',
]);

/** The net that an expression is; undefined where the text does not tell. */
export function netSource(n: Node): NetSource | undefined {
  if (n.expr.kind === Kind.Symbol) return { name: n.expr.name };
  const head = headOf(n);
  if (head === undefined || n.args.length === 0) return undefined;
  // Of all that a training gives, the net is only a part.
  if (head === 'NetTrain' && n.args[2] !== undefined && !isRule(n.args[2])) return undefined;
  if (SAME_LAYERS.has(head)) return netSource(n.args[0]!);
  return CONTAINERS.has(head) ? layersOf(n) : undefined;
}

function layersOf(n: Node): Layers | undefined {
  const [layers] = n.args as [Node];
  const isNamed =
    headOf(layers) === 'Association' || (isList(layers) && layers.args.length > 0 && layers.args.every(isRule));
  if (!isNamed && !isList(layers)) return undefined;
  const names: string[] = [];
  for (const [i, l] of layers.args.entries()) {
    if (isNamed !== isRule(l)) return undefined;
    const key = isNamed ? l.args[0]!.expr : undefined;
    if (key !== undefined && key.kind !== Kind.String) return undefined;
    const value = isNamed ? l.args[1]! : l;
    if (!isNamed && (SPLICED.has(headOf(value) ?? '') || SPLICED.has(nameOf(value)))) return undefined;
    names.push(key?.kind === Kind.String ? key.value : String(i + 1));
  }
  return { count: names.length, names, ports: portsIn(n) };
}

const nameOf = ({ expr }: Node): string => (expr.kind === Kind.Symbol ? expr.name : '');

/** Names that the edges and options of a net use, besides those that every net may have. */
function portsIn(n: Node): ReadonlySet<string> {
  const ports = new Set(['Input', 'Output']);
  const visit = (x: Node): void => {
    if (headOf(x) === 'NetPort') for (const a of x.args) if (a.expr.kind === Kind.String) ports.add(a.expr.value);
    x.args.forEach(visit);
  };
  for (const a of n.args.slice(1)) {
    visit(a);
    if (isRule(a) && a.args[0]!.expr.kind === Kind.String) ports.add(a.args[0]!.expr.value);
  }
  return ports;
}

/** Parts of nets that one call asks for. */
export function usesIn(call: Node, text: string): Use[] {
  const head = headOf(call);
  if (head === undefined || call.args.length < 2) return [];
  const trains = head === 'NetTrain';
  if (!trains && !TAKING.has(head)) return [];
  const net = netSource(call.args[0]!);
  if (net === undefined) return [];
  const written = text.slice(call.args[0]!.start, call.args[0]!.end);
  const parts = trains
    ? call.args.filter(isRates).flatMap((r) => ratesOf(r).map((rate) => rate.args[0]!))
    : partsOf(head, call.args[1]!);
  return parts.flatMap((p): Use[] => {
    const first = isList(p) ? p.args[0] : p;
    const part = first === undefined ? undefined : literal(first);
    return part === undefined ? [] : [{ net, written, part, start: first!.start, end: first!.end }];
  });
}

function partsOf(head: string, n: Node): readonly Node[] {
  if (head === 'NetReplacePart')
    return (isList(n) || headOf(n) === 'Association' ? n.args : [n]).filter(isRule).map((r) => r.args[0]!);
  // NetTake[net, {from, to}] names two parts; NetTake[net, 2] counts.
  if (head === 'NetTake' || head === 'NetDrop') return isList(n) ? n.args : n.expr.kind === Kind.String ? [n] : [];
  return [n];
}

function literal({ expr }: Node): string | number | undefined {
  if (expr.kind === Kind.String) return expr.value;
  return expr.kind === Kind.Integer ? Number(expr.value) : undefined;
}

/** The warning for a part that a net does not have. */
export function missingPart({ written, part, start, end }: Use, { count, names, ports }: Layers): Warning[] {
  const isThere =
    typeof part === 'number' ? part !== 0 && Math.abs(part) <= count : names.includes(part) || ports.has(part);
  if (isThere) return [];
  const net = written.length > LONGEST ? 'the net' : written;
  const layers = names.length > MOST ? `${names.slice(0, MOST).join(', ')}, ...` : names.join(', ');
  const shown = typeof part === 'number' ? String(part) : `"${part}"`;
  return [
    { start, end, code: 'missing-part', text: `There is no layer ${shown} in ${net}: it has ${count}, ${layers}.` },
  ];
}
/** Characters of a net, and names of layers, that a warning repeats. */
const LONGEST = 30;
const MOST = 20;
