/** Feature extractors: examples become vectors step by step, as other examples have taught it. */
import { list } from '../builtins/values/sequences.ts';
import { Association, isAssociation } from '../expr/association.ts';
import { Boxed, type Expr, isCall, Kind, normal, Packed, real, str } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { NetProblem, names } from '../nets/model/problem.ts';
import { axesHolding, decoded, hasForm, principalAxes, projected, projectionForm } from '../numeric/learning/index.ts';
import type { Model } from '../numeric/learning/method.ts';
import type { Projection } from '../numeric/learning/reduction.ts';
import type { Cell } from '../numeric/learning/table.ts';
import type { Matrix } from '../numeric/linear-algebra/matrix.ts';
import { listItems } from './examples.ts';
import { plainExpr, plainOf } from './plain.ts';
import { asked, automatic, cellsFor, type Reader, readerFor, readerFrom, readerPlain, shapedLike } from './reader.ts';

const kinds = [
  'DimensionReducedVector',
  'IndicatorVector',
  'MissingImputed',
  'NumericVector',
  'StandardizedVector',
  'TFIDF',
] as const;
type Kindred = (typeof kinds)[number];

/** A function of one example, or what a kind of extractor has learnt. */
type Step =
  | { readonly f: Expr }
  | { readonly kind: Kindred; readonly reader: Reader; readonly projection: Projection | undefined };
export interface Extractor {
  readonly steps: readonly Step[];
}

const FunctionSymbol = system('FeatureExtractorFunction');
export const isExtractor = (e: Expr | undefined): e is Boxed<Extractor> =>
  e?.kind === Kind.Boxed && e.head === FunctionSymbol;

export const vectorExpr = (m: Matrix, row: number): Expr =>
  new Packed('Real64', [m.columns], m.data.slice(row * m.columns, (row + 1) * m.columns));

/** Share of the variance that reduced vectors keep. */
const KEPT = 0.95;

function stepFor(kind: Kindred, inputs: readonly Expr[], e: Evaluation): Step {
  const reader = readerFor(inputs, automatic(), e);
  if (kind !== 'DimensionReducedVector') return { kind, reader, projection: undefined };
  const { x } = asked(reader, cellsFor(reader, inputs, e));
  return { kind, reader, projection: principalAxes(x, axesHolding(x, KEPT)) };
}

/** Columns of features of some types only, in their own units where they are numbers. */
function chosenColumns({ codings }: Reader, x: Matrix, wanted: (type: string) => boolean, own: boolean): Expr[] {
  return Array.from({ length: x.rows }, (_, i) => {
    const out: Expr[] = [];
    let at = i * x.columns;
    for (const c of codings) {
      if (wanted(c.type))
        for (let j = 0; j < c.width; j++) {
          const v = x.data[at + j]!;
          out.push(real(own && c.means !== undefined ? v * c.deviations![j]! + c.means[j]! : v));
        }
      at += c.width;
    }
    return list(out);
  });
}

const cellExpr = (cell: Cell): Expr =>
  typeof cell === 'number' ? real(cell) : typeof cell === 'string' ? str(cell) : list((cell ?? []).map((v) => real(v)));

/** Examples whose missing values are there. */
function imputed(reader: Reader, inputs: readonly Expr[], x: Matrix, cells: readonly (readonly Cell[])[]): Expr[] {
  return inputs.map((input, i) => {
    if (cells[i]!.every((c) => c !== undefined)) return input;
    const back = decoded(reader.codings, x.data.subarray(i * x.columns, (i + 1) * x.columns));
    const given = isAssociation(input)
      ? reader.features.map((f) => input.get(str(f.name)))
      : (listItems(input) ?? [input]);
    return shapedLike(
      reader,
      back.map((cell, j) => (cells[i]![j] === undefined ? cellExpr(cell) : given[j]!)),
    );
  });
}

function applied(step: Step, inputs: readonly Expr[], e: Evaluation): readonly Expr[] {
  if ('f' in step) {
    const f = e.session.applier(step.f);
    return inputs.map((x) => f(x));
  }
  const { kind, reader, projection } = step;
  const cells = cellsFor(reader, inputs, e);
  const { x } = asked(reader, cells);
  if (kind === 'MissingImputed') return imputed(reader, inputs, x, cells);
  if (kind === 'IndicatorVector') return chosenColumns(reader, x, (t) => t === 'Nominal', false);
  if (kind === 'TFIDF') return chosenColumns(reader, x, (t) => t === 'Text', false);
  if (kind === 'NumericVector') return chosenColumns(reader, x, () => true, true);
  const m = projection === undefined ? x : projected(projection, x);
  return inputs.map((_, i) => vectorExpr(m, i));
}

export const extractAll = ({ steps }: Extractor, inputs: readonly Expr[], e: Evaluation): readonly Expr[] =>
  steps.reduce((xs, step) => applied(step, xs, e), inputs);

/** Functions, names of kinds and lists of them, each taught by what comes out of those before. Throws NetProblem. */
export function extractorFor(setting: Expr, inputs: readonly Expr[], e: Evaluation): Extractor {
  if (isExtractor(setting)) return setting.content;
  const specs = listItems(setting) ?? [setting];
  const steps: Step[] = [];
  let now = inputs;
  for (const spec of specs) {
    const kind =
      spec === S.Automatic ? 'StandardizedVector' : kinds.find((k) => spec.kind === Kind.String && spec.value === k);
    const isFunction = isCall(spec, S.Function) || spec.kind === Kind.Symbol;
    if (isExtractor(spec)) steps.push(...spec.content.steps);
    else if (spec.kind === Kind.String && spec.value === 'Identity') continue;
    else if (kind !== undefined) steps.push(stepFor(kind, now, e));
    else if (isFunction) steps.push({ f: spec });
    else throw new NetProblem('extractor', spec, names([...kinds, 'Identity']));
    now = applied(steps.at(-1)!, now, e);
  }
  return { steps };
}

/** The setting of the option FeatureExtractor as a function of one example; undefined: examples are taken as they are. */
export function optionExtractor(setting: Expr, inputs: readonly Expr[], e: Evaluation): Expr | undefined {
  if (setting === S.Automatic || setting === S.None || (setting.kind === Kind.String && setting.value === 'Identity'))
    return undefined;
  if (isCall(setting, S.Function)) return setting;
  return extractorBox(extractorFor(setting, inputs, e));
}

const stepExpr = (step: Step): Expr =>
  'f' in step
    ? normal(S.Rule, str('Function'), step.f)
    : normal(
        S.Rule,
        str(step.kind),
        plainExpr({
          Reader: readerPlain(step.reader),
          ...(step.projection && { Projection: { ...step.projection } as Model }),
        }),
      );

export const extractorBox = (x: Extractor): Boxed<Extractor> =>
  new Boxed(FunctionSymbol, x, () =>
    normal(FunctionSymbol, Association.from([[str('Steps'), list(x.steps.map(stepExpr))]])),
  );

/** What an association describes; undefined where it is none of an extractor. */
export function extractorFrom(e: Expr): Extractor | undefined {
  const items = isAssociation(e) ? listItems(e.get(str('Steps'))) : undefined;
  const steps = items?.map((item): Step | undefined => {
    if (!isCall(item, S.Rule)) return undefined;
    const [name, value] = item.args as readonly [Expr, Expr];
    const kind = name.kind === Kind.String ? name.value : '';
    if (kind === 'Function') return { f: value };
    const plain = plainOf(value);
    const known = kinds.find((k) => k === kind);
    if (known === undefined || !hasForm(plain, { Reader: {}, 'Projection?': projectionForm })) return undefined;
    const { Reader, Projection: projection } = plain as unknown as {
      readonly Reader: Model;
      readonly Projection?: Projection;
    };
    const reader = readerFrom(Reader);
    return reader && { kind: known, reader, projection };
  });
  return steps === undefined || steps.includes(undefined) ? undefined : { steps: steps as Step[] };
}

/** Does it call functions that somebody has written? */
export const callsFunctions = ({ steps }: Extractor): boolean => steps.some((s) => 'f' in s);
export const stepNames = ({ steps }: Extractor): readonly string[] =>
  steps.map((s) => ('f' in s ? 'Function' : s.kind));
