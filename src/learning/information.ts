/** What Information tells of functions that were learnt, and how they are shown. */

import { toDouble } from '../builtins/values/number.ts';
import { list } from '../builtins/values/sequences.ts';
import { Association } from '../expr/association.ts';
import { type Boxed, type Expr, int, isCall, isRealNumber, Kind, normal, real, str } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import type { Line, Sheet } from '../kernel/shown.ts';
import { listItems, textList } from './examples.ts';
import type { Learnt, Tried } from './learner.ts';
import { decidingNames } from './names.ts';
import type { Reader } from './reader.ts';

/** Names of properties with their values, in the order in which they are shown. */
export type Properties = readonly (readonly [name: string, value: Expr])[];

const InformationSymbol = system('Information');

/** Of the reader of examples. */
export const readerProperties = ({ features }: Reader): Properties => [
  ['FeatureNumber', int(features.length)],
  ['FeatureNames', textList(features.map((f) => f.name))],
  ['FeatureTypes', textList(features.map((f) => f.type))],
];

const best = (l: Learnt): Tried => l.tried.reduce((a, b) => (b.loss < a.loss ? b : a));

export function learntProperties(l: Learnt): Properties {
  const classes = l.kind === 'classes';
  const rules = Object.entries(l.settings).map(([n, v]) =>
    normal(S.Rule, str(n), Number.isInteger(v) ? int(v) : real(v)),
  );
  return [
    ['Method', str(l.method)],
    ['MethodOption', rules.length === 0 ? str(l.method) : list([str(l.method), ...rules])],
    ['ExampleNumber', int(l.examples)],
    ...readerProperties(l.reader),
    ...(classes
      ? ([
          ['ClassNumber', int(l.labels.length)],
          ['Classes', list(l.labels)],
          ['TrainingClassPriors', Association.from(l.labels.map((c, k) => [c, real(l.shares[k]!)] as const))],
          ['Accuracy', real(best(l).accuracy)],
          ['MeanCrossEntropy', real(best(l).loss)],
          ...decidingNames.map((n) => [n, l.deciding[n]] as const),
        ] as Properties)
      : ([['StandardDeviation', real(l.deviation)]] as Properties)),
    ['MethodComparison', Association.from(l.tried.map((t) => [str(t.method), real(t.loss)] as const))],
    [
      'TrainingTime',
      l.seconds === undefined
        ? normal(S.Missing, str('NotAvailable'))
        : normal(system('Quantity'), real(l.seconds), str('Seconds')),
    ],
  ];
}

/** Information[f], Information[f, "property"], Information[f, {...}]; undefined for other calls. */
export function informationOf(call: Expr, all: () => Properties, e: Evaluation): Expr | undefined {
  if (!isCall(call, InformationSymbol)) return undefined;
  const [, what] = call.args;
  const properties = all();
  if (what === undefined)
    return normal(system('Dataset'), Association.from(properties.map(([n, v]) => [str(n), v] as const)));
  const items = listItems(what);
  const one = (p: Expr): Expr | undefined => {
    const name = p.kind === Kind.String ? p.value : '';
    if (name === 'Properties') return textList([...properties.map(([n]) => n), name].sort());
    const found = properties.find(([n]) => n === name)?.[1];
    return found ?? e.message('mlbprop', p, textList(properties.map(([n]) => n).sort()));
  };
  return items === undefined ? (one(what) ?? S.Failed) : list(items.map((p) => one(p) ?? S.Failed));
}

/** Numbers as people read them. */
function shortText(value: Expr, write: (e: Expr) => string): string {
  if (value.kind === Kind.String) return value.value;
  if (value.kind === Kind.Real) return String(Number(toDouble(value).toPrecision(4)));
  if (isCall(value, system('Quantity')) && isRealNumber(value.args[0]!))
    return `${Number(toDouble(value.args[0]).toPrecision(3))} s`;
  const items = listItems(value);
  if (items !== undefined && items.length > 0) return items.map((x) => shortText(x, write)).join(', ');
  if (value instanceof Association)
    return value.keys.map((k, i) => `${shortText(k, write)} ${shortText(value.values[i]!, write)}`).join(', ');
  return write(value);
}

/** Properties that the table of one function leaves out: they say what others say. */
const LEFT_OUT: ReadonlySet<string> = new Set(['MethodOption', 'FeatureNumber', 'ClassNumber', ...decidingNames]);

/** A function alone in a session: a line a property. */
export function propertyLines(b: Boxed, properties: Properties, sheet: Sheet): readonly Line[] {
  const shown = properties.filter(([n]) => !LEFT_OUT.has(n));
  const width = Math.max(...shown.map(([n]) => n.length)) + 2;
  return [
    [{ text: b.head.name, role: 'title' }],
    ...shown.map(([name, value]): Line => {
      const text = shortText(value, sheet.write);
      const room = Math.max(8, sheet.columns - width);
      const cut = text.length > room ? `${text.slice(0, room - 1)}…` : text;
      return [{ text: name.padEnd(width), role: 'label' }, { text: cut }];
    }),
  ];
}
