/** How measurements are asked for: names, ports, arrays, functions, and associations with suboptions. */
import { isAssociation } from '../../../expr/association.ts';
import { type Expr, isCall, isRealNumber, Kind, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { isRule } from '../../../kernel/definitions/options.ts';
import { toNumber } from '../../model/arrays.ts';
import { coveredArrays } from '../../model/parts.ts';
import { NetProblem, names } from '../../model/problem.ts';
import { type Wanted, wantedPort } from '../../run/outputs.ts';
import { portPath } from '../../write/graph.ts';
import type { Plan } from '../plan.ts';
import { type Partial, partialLosses } from '../step.ts';
import { type Aggregation, readAggregation } from './aggregation.ts';
import { type Measured, measuredAs, measuredOutputs } from './measured.ts';
import { classMeasurements, numberMeasurements } from './measurements.ts';

/** What is looked at. */
export type What =
  | { readonly kind: 'loss' }
  | { readonly kind: 'partial'; readonly partial: Partial }
  | {
      readonly kind: 'compared';
      readonly measured: Measured;
      readonly as: 'classes' | 'numbers';
      readonly name: string;
      readonly parameter: number | undefined;
    }
  | { readonly kind: 'output'; readonly wanted: Wanted }
  | { readonly kind: 'input'; readonly port: string }
  | { readonly kind: 'array'; readonly key: string }
  | { readonly kind: 'function'; readonly f: Expr };

export interface MeasurementSpec {
  readonly what: What;
  /** Under which its value is reported. */
  readonly key: Expr;
  /** The smaller, the better. */
  readonly less: boolean;
  /** Whether it is measured in every batch, or only in rounds. */
  readonly everyBatch: boolean;
  /** What becomes of values for each class. */
  readonly averaging: 'Macro' | 'Micro' | undefined;
  /** What becomes of arrays. */
  readonly aggregation: Aggregation | undefined;
}

const suboptions = ['Measurement', 'Key', 'Interval', 'Aggregation', 'ClassAveraging', 'PlotType'];
const plotTypes = ['Linear', 'Log', 'Discrete', 'LogLog', 'LogLinear'];
const textOf = (e: Expr | undefined): string => (e?.kind === Kind.String ? e.value : '');

/** "Accuracy", "FScore" -> 2, NetPort[...], a function, <|"Measurement" -> ..., "Key" -> ..., ...|>. Throws NetProblem. */
export function readMeasurement(e: Expr, plan: Plan): MeasurementSpec {
  if (!isAssociation(e)) return plain(e, plan);
  const of = e.get(str('Measurement'));
  const unknown = e.keys.find((k) => !suboptions.includes(textOf(k)));
  if (of === undefined || unknown !== undefined) throw new NetProblem('badopt', unknown ?? e, names(suboptions));
  const inner = plain(of, plan);
  const option = (name: string): Expr => e.get(str(name)) ?? S.Automatic;
  const oneOf = (name: string, allowed: readonly string[]): string | undefined => {
    const value = option(name);
    if (value === S.Automatic || value === S.None) return undefined;
    if (allowed.includes(textOf(value))) return textOf(value);
    throw new NetProblem('badpar', value, str(name), str(`Automatic, ${allowed.map((a) => `"${a}"`).join(', ')}`));
  };
  oneOf('PlotType', plotTypes);
  const interval = oneOf('Interval', ['Batch', 'Round']);
  const averaging = oneOf('ClassAveraging', ['Macro', 'Micro']) as MeasurementSpec['averaging'];
  return {
    ...inner,
    key: e.get(str('Key')) ?? inner.key,
    everyBatch: interval === undefined ? inner.everyBatch : interval === 'Batch',
    averaging,
    aggregation: readAggregation(option('Aggregation')),
  };
}

/** A measurement without suboptions. Throws NetProblem. */
function plain(e: Expr, plan: Plan): MeasurementSpec {
  const base = { key: e, less: true, everyBatch: false, averaging: undefined, aggregation: undefined };
  if (portPath(e) !== undefined) return { ...base, what: portOf(e, plan) };
  if (isCall(e, S.Function)) return { ...base, what: { kind: 'function', f: e } };
  const [name, parameter] = isRule(e) ? e.args : [e, undefined];
  if (parameter !== undefined && !(isRealNumber(parameter) && toNumber(parameter) > 0))
    throw unknownMeasurement(e, plan);
  if (parameter === undefined && textOf(e) === 'Loss') return { ...base, everyBatch: true, what: { kind: 'loss' } };
  const partial = partialLosses(plan).find((p) => p.name === textOf(e));
  if (partial !== undefined) return partialSpec(partial);
  return compared(e, textOf(name), parameter && toNumber(parameter as never), plan);
}

/** The loss of one port. */
const partialSpec = (partial: Partial): MeasurementSpec => ({
  what: { kind: 'partial', partial },
  key: str(partial.name),
  less: true,
  everyBatch: true,
  averaging: undefined,
  aggregation: undefined,
});

function compared(e: Expr, name: string, parameter: number | undefined, plan: Plan): MeasurementSpec {
  const outputs = measuredOutputs(plan);
  for (const as of ['classes', 'numbers'] as const) {
    const record = as === 'classes' ? classMeasurements[name] : numberMeasurements[name];
    const measured = measuredAs(as, outputs);
    if (record === undefined || measured === undefined || (as === 'numbers' && parameter !== undefined)) continue;
    const large = 'large' in record && record.large === true;
    return {
      what: { kind: 'compared', measured, as, name, parameter },
      key: e,
      less: record.less === true,
      everyBatch: !large,
      averaging: undefined,
      aggregation: undefined,
    };
  }
  throw unknownMeasurement(e, plan);
}

function unknownMeasurement(e: Expr, plan: Plan): NetProblem {
  const outputs = measuredOutputs(plan);
  const of = (as: 'classes' | 'numbers', table: object): string[] =>
    measuredAs(as, outputs) === undefined ? [] : Object.keys(table);
  const known = [
    'Loss',
    ...partialLosses(plan).map((p) => p.name),
    ...of('classes', classMeasurements),
    ...of('numbers', numberMeasurements),
  ];
  return new NetProblem('badmeas', e, names(new Set(known)));
}

/** NetPort["Input"], NetPort[{layer, "Output"}], NetPort[{layer, "Weights"}]. Throws NetProblem. */
function portOf(e: Expr, { net }: Plan): What {
  const parts = portPath(e)!;
  const [only] = parts;
  if (parts.length === 1 && only?.kind === Kind.String && net.inputs.has(only.value))
    return { kind: 'input', port: only.value };
  try {
    return { kind: 'output', wanted: wantedPort(e, net) };
  } catch (x) {
    if (!(x instanceof NetProblem)) throw x;
    const keys = arraysAt(parts, net);
    if (keys.length !== 1) throw x;
    return { kind: 'array', key: keys[0]! };
  }
}

function arraysAt(parts: readonly Expr[], net: Plan['net']): readonly string[] {
  try {
    return [...coveredArrays(net, parts.length === 1 ? parts[0]! : normal(S.List, ...parts))];
  } catch (x) {
    if (!(x instanceof NetProblem)) throw x;
    return [];
  }
}

/** What a training measures: what the option says, and the loss of each port where there are several. Throws NetProblem. */
export function readMeasurements(setting: Expr, plan: Plan): MeasurementSpec[] {
  const partial = partialLosses(plan);
  const losses = partial.length > 1 ? partial.map(partialSpec) : [];
  if (setting === S.None) return losses;
  if (setting === S.Automatic) return [...losses, ...(decides(plan) ? [readMeasurement(str('ErrorRate'), plan)] : [])];
  const asked = (isCall(setting, S.List) ? setting.args : [setting]).map((m) => readMeasurement(m, plan));
  return [...losses.filter((l) => !asked.some((a) => a.what.kind === 'partial' && same(a, l))), ...asked];
}

const same = (a: MeasurementSpec, b: MeasurementSpec): boolean => textOf(a.key) === textOf(b.key);

/** Whether there is one classification to report on. */
const decides = (plan: Plan): boolean => measuredAs('classes', measuredOutputs(plan)) !== undefined;

/** Measurements that the share of right decisions tells. */
export const isCounted = ({ what }: MeasurementSpec): boolean =>
  what.kind === 'compared' && (what.name === 'ErrorRate' || what.name === 'Accuracy') && what.parameter === undefined;

/** Whether it needs inputs, or outputs of layers inside, so that all of the net has to run in every step. */
export const needsWhole = ({ what }: MeasurementSpec): boolean =>
  what.kind === 'input' || what.kind === 'function' || (what.kind === 'output' && what.wanted.path.length > 0);
