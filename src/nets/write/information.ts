/** Properties of nets that Information tells. */
import { Association } from '../../expr/association.ts';
import { type Expr, int, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { type ArrayRates, arrayRates } from '../model/array-rates.ts';
import { numericArray, sharedForm } from '../model/arrays.ts';
import {
  type ArrayPlace,
  arrayKey,
  arrayPlaces,
  comparePaths,
  eachLayer,
  type Net,
  type Path,
  type StoredPort,
  type StoredShape,
} from '../model/net.ts';
import { writePort } from '../model/port-type.ts';
import { netGraphics } from './drawing.ts';
import { arrayExpr, formOf } from './form.ts';
import { netBox, positionExpr } from './net-box.ts';

const list = (items: readonly Expr[]): Expr => normal(S.List, ...items);
export const pathExpr = (p: Path): Expr => list(p.map(positionExpr));

const sorted = (net: Net): ArrayPlace[] => arrayPlaces(net).sort((a, b) => comparePaths(a.path, b.path));
const perArray = (net: Net, value: (p: ArrayPlace) => Expr): Expr =>
  Association.from(sorted(net).map((p) => [pathExpr(p.path), value(p)] as const));
const sizesExpr = (s: StoredShape): Expr =>
  s === undefined ? S.Automatic : list(s.map((a) => (typeof a === 'number' ? int(a) : S.Automatic)));
const elementCount = (s: StoredShape): number | undefined =>
  s?.every((a) => typeof a === 'number') ? s.reduce((n, a) => n * a, 1) : undefined;
const countExpr = (n: number | undefined): Expr => (n === undefined ? S.Automatic : int(n));
const bytes = (n: number | undefined): Expr =>
  n === undefined ? S.Automatic : normal(system('Quantity'), int(4 * n), str('Bytes'));

/** Elements of all arrays, a shared one counted once. */
function totalElements(net: Net): number | undefined {
  const counts = new Map(arrayPlaces(net).map((p) => [arrayKey(p), elementCount(p.shape)]));
  let total = 0;
  for (const n of counts.values()) {
    if (n === undefined) return undefined;
    total += n;
  }
  return total;
}

function layersOf(net: Net): [Path, Expr, string][] {
  const out: [Path, Expr, string][] = [];
  eachLayer(net, (l, path) => out.push([path, netBox(l), l.head.name]));
  return out;
}

const ports = (of: ReadonlyMap<string, StoredPort>): Expr =>
  Association.from([...of].map(([name, p]) => [str(name), writePort(p)] as const));

const sharedNames = (net: Net): string[] => [
  ...new Set(
    arrayPlaces(net).flatMap((p) => (p.state.kind !== 'none' && p.state.shared !== undefined ? [p.state.shared] : [])),
  ),
];

/** One property a line. Throws NetProblem where a stored multiplier names no part. */
export const netProperties: Readonly<Record<string, (net: Net, e: Evaluation) => Expr>> = {
  Arrays: (net) => perArray(net, (p) => (p.state.kind === 'value' ? numericArray(p.state.value) : arrayExpr(p.state))),
  ArraysCount: (net) => int(arrayPlaces(net).length),
  ArraysDimensions: (net) => perArray(net, (p) => sizesExpr(p.shape)),
  ArraysElementCounts: (net) => perArray(net, (p) => countExpr(elementCount(p.shape))),
  ArraysLearningRateMultipliers: (net) => multiplierTable(arrayRates(net)),
  ArraysList: (net) => list(sorted(net).map((p) => pathExpr(p.path))),
  ArraysPositionList: (net) => list(sorted(net).map((p) => pathExpr(p.path))),
  ArraysSizes: (net) => perArray(net, (p) => bytes(elementCount(p.shape))),
  ArraysTotalElementCount: (net) => countExpr(totalElements(net)),
  ArraysTotalSize: (net) => bytes(totalElements(net)),
  FullSummaryGraphic: (net, e) => netGraphics(net, { inside: true, ports: true }, (x) => e.session.inputForm(x)),
  InputForm: (net) => normal(system('HoldForm'), formOf(net)),
  InputPortNames: (net) => list([...net.inputs.keys()].map((n) => str(n))),
  InputPorts: (net) => ports(net.inputs),
  Layers: (net) => Association.from(layersOf(net).map(([path, l]) => [pathExpr(path), l] as const)),
  LayersCount: (net) => int(layersOf(net).length),
  LayersGraph: (net, e) => netGraphics(net, { inside: true, ports: false }, (x) => e.session.inputForm(x)),
  LayersList: (net) => list(layersOf(net).map(([, l]) => l)),
  LayerTypeCounts: (net) => {
    const counts = new Map<string, number>();
    for (const [, , head] of layersOf(net)) counts.set(head, (counts.get(head) ?? 0) + 1);
    return Association.from([...counts].map(([head, n]) => [system(head), int(n)] as const));
  },
  OutputPortNames: (net) => list([...net.outputs.keys()].map((n) => str(n))),
  OutputPorts: (net) => ports(net.outputs),
  Properties: () => list(Object.keys(netProperties).map((n) => str(n))),
  SharedArraysCount: (net) => int(sharedNames(net).length),
  SharedArraysList: (net) => list(sharedNames(net).map(sharedForm)),
  SummaryGraphic: (net, e) => netGraphics(net, { inside: false, ports: true }, (x) => e.session.inputForm(x)),
};

/** The multiplier of every array, as it was written, by path. */
export const multiplierTable = (rates: ArrayRates): Expr =>
  Association.from(rates.byPath.map(([path, { multiplier }]) => [pathExpr(path), multiplier.form] as const));

/** Older names of properties. */
export const olderNames: Readonly<Record<string, string>> = {
  WeightsLearningRateMultipliers: 'ArraysLearningRateMultipliers',
};

/** The report that Information[net] gives. */
export const report = (net: Net, e: Evaluation): Expr =>
  Association.from(
    ['LayersCount', 'LayerTypeCounts', 'ArraysCount', 'ArraysTotalElementCount', 'InputPorts', 'OutputPorts'].map(
      (n) => [str(n), netProperties[n]!(net, e)] as const,
    ),
  );
