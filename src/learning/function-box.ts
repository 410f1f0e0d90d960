/** Functions that were learnt as values: boxes that stand for plain data, and come back from them. */

import { list } from '../builtins/values/sequences.ts';
import { Association, isAssociation } from '../expr/association.ts';
import { Boxed, type Expr, Kind, normal, type Sym, str } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import { hasForm, methods } from '../numeric/learning/index.ts';
import type { Model, Settings } from '../numeric/learning/method.ts';
import { listItems } from './examples.ts';
import type { Learnt, Tried } from './learner.ts';
import { decidingNames } from './names.ts';
import { neural } from './net-method.ts';
import { plainExpr, plainOf } from './plain.ts';
import { readerFrom, readerPlain } from './reader.ts';
import { usualDeciding } from './settings.ts';

const ClassifierFunctionSymbol = system('ClassifierFunction');
const PredictorFunctionSymbol = system('PredictorFunction');

export const isClassifier = (e: Expr | undefined): e is Boxed<Learnt> =>
  e?.kind === Kind.Boxed && e.head === ClassifierFunctionSymbol;
export const isPredictor = (e: Expr | undefined): e is Boxed<Learnt> =>
  e?.kind === Kind.Boxed && e.head === PredictorFunctionSymbol;

const entry = (name: string, value: Expr): readonly [Expr, Expr] => [str(name), value];

/** All that is needed to ask it again, without the time that the training took. */
function learntForm(head: Sym, l: Learnt): Expr {
  const plain: Model = {
    Method: l.method,
    Settings: { ...l.settings },
    Examples: l.examples,
    Deviation: l.deviation,
    Shares: l.shares,
    Tried: l.tried.map((t) => ({ ...t })),
    Reader: readerPlain(l.reader),
    Model: l.model,
  };
  return normal(
    head,
    Association.from([
      entry('Classes', list(l.labels)),
      ...Object.entries(plain).map(([name, value]) => entry(name, plainExpr(value))),
      entry('Extractor', l.extractor ?? S.None),
      ...decidingNames.map((name) => entry(name, l.deciding[name])),
    ]),
  );
}

export const learntBox = (l: Learnt): Boxed<Learnt> => {
  const head = l.kind === 'classes' ? ClassifierFunctionSymbol : PredictorFunctionSymbol;
  return new Boxed(head, l, () => learntForm(head, l));
};

interface LearntPlain {
  readonly Method: string;
  readonly Settings: Settings;
  readonly Examples: number;
  readonly Deviation: number;
  readonly Shares: readonly number[];
  readonly Tried: readonly Tried[];
  readonly Reader: Model;
  readonly Model: Model;
}
const learntPlainForm = {
  Method: 'text',
  Settings: {},
  Examples: 'number',
  Deviation: 'number',
  Shares: 'numbers',
  Tried: [{ method: 'text', loss: 'number', accuracy: 'number' }],
  Reader: {},
  Model: {},
} as const;
const plainNames = ['Method', 'Settings', 'Examples', 'Deviation', 'Shares', 'Tried', 'Reader', 'Model'] as const;

/** What an association describes; undefined where parts are not there. */
export function learntFrom(kind: Learnt['kind'], e: Expr): Learnt | undefined {
  if (!isAssociation(e)) return undefined;
  const labels = listItems(e.get(str('Classes')));
  const parts = plainNames.map((name) => [name, plainOf(e.get(str(name)) ?? S.None)] as const);
  const plain = Object.fromEntries(parts.filter(([, v]) => v !== undefined)) as Model;
  if (labels === undefined || !hasForm(plain, learntPlainForm)) return undefined;
  const p = plain as unknown as LearntPlain;
  const reader = readerFrom(p.Reader);
  const method = [...methods, neural].find((m) => m.name === p.Method);
  if (reader === undefined || !method?.learns.includes(kind) || !hasForm(p.Model, method.model)) return undefined;
  const extractor = e.get(str('Extractor')) ?? S.None;
  return {
    kind,
    reader,
    extractor: extractor === S.None ? undefined : extractor,
    labels,
    shares: Array.from(p.Shares),
    method: p.Method,
    settings: p.Settings,
    model: p.Model,
    examples: p.Examples,
    tried: p.Tried,
    deviation: p.Deviation,
    deciding: {
      ...usualDeciding(),
      ...Object.fromEntries(decidingNames.map((name) => [name, e.get(str(name)) ?? S.Automatic])),
    },
    seconds: undefined,
  };
}
