import { type Expr, int, normal, type Sym, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { numbersOf, sharedReference, single } from '../model/arrays.ts';
import { noExtraPorts } from '../model/extra-ports.ts';
import { type AnyLayer, type ArrayType, type Parameter, readPositional } from '../model/layer.ts';
import type { ArrayState, LayerNet, StoredPort } from '../model/net.ts';
import { readPorts } from '../model/port-list.ts';
import { NetProblem, names } from '../model/problem.ts';
import { Dim, ShapeVariable, Solver } from '../model/shape.ts';
import { layers } from '../records/layers/index.ts';
import { listOf } from '../records/parameters.ts';
import { splitOptions } from './net-box.ts';
import { applyPortOptions, inferCoded } from './port-options.ts';

/** For reading a record's ports where no shapes are solved. */
export const describeNothing = (inputNames: readonly string[]) => ({
  solver: new Solver(),
  inputNames,
  extra: noExtraPorts,
  dim: (name: string) => new Dim(name),
  shape: (shape?: readonly (number | Dim)[]) => new ShapeVariable(shape),
});

/** What is said of the inputs of a layer that takes any number of them, by the names that the option has had. */
function inputsOption(definition: AnyLayer, options: ReadonlyMap<string, Expr>): Expr | undefined {
  return definition.variadic ? (options.get('InputPorts') ?? options.get('Inputs') ?? options.get('Input')) : undefined;
}

/** The value given for an array; a number fills it. Throws NetProblem. */
export function readArray(e: Expr, name: string, type: Pick<ArrayType, 'optional' | 'anyRank'>): ArrayState {
  if (e === S.Automatic) return { kind: 'automatic' };
  if (e === S.None && type.optional) return { kind: 'none' };
  const shared = sharedReference(e);
  if (shared !== undefined)
    return shared.value === undefined
      ? { kind: 'automatic', shared: shared.name }
      : { kind: 'value', value: shared.value, shared: shared.name };
  const numbers = numbersOf(e);
  if (numbers === undefined) throw new NetProblem('badarr', e, str(name), str(type.optional ? ', None' : ''));
  const fills = numbers.shape.length === 0 && !type.anyRank;
  return { kind: 'value', value: single(numbers), ...(fills && { fills }) };
}

/** Shapes of the arrays that are given with values. */
function givenShapes(options: ReadonlyMap<string, Expr>): Record<string, readonly number[]> {
  const out: Record<string, readonly number[]> = {};
  for (const [name, value] of options) {
    const shape = sharedReference(value)?.value?.shape ?? numbersOf(value)?.shape;
    if (shape !== undefined && shape.length > 0) out[name] = shape;
  }
  return out;
}

function readParameters(
  definition: AnyLayer,
  positional: readonly Expr[],
  options: ReadonlyMap<string, Expr>,
  evaluation: Evaluation | undefined,
): Record<string, unknown> {
  const told = (definition.told?.(givenShapes(options), options) ?? {}) as Record<string, unknown>;
  const byOption: Record<string, unknown> = {};
  for (const [name, p] of Object.entries(definition.parameters) as [string, Parameter<unknown>][]) {
    const given = options.get(name);
    if (given === undefined || given === S.Automatic) continue;
    const value = p.read(given, evaluation);
    if (value === undefined) throw new NetProblem('badpar', given, str(name), str(p.what));
    byOption[name] = value;
  }
  const byPlace = readPositional(definition, positional, { ...told, ...byOption }, evaluation);
  if (byPlace === undefined) throw new NetProblem('args', normal(S.List, ...positional), str(definition.usage));
  const parameters: Record<string, unknown> = {};
  for (const [name, p] of Object.entries(definition.parameters) as [string, Parameter<unknown>][])
    parameters[name] = byOption[name] ?? byPlace[name] ?? told[name] ?? p.initial;
  return parameters;
}

/** LinearLayer[3, "Input" -> 2]. Throws NetProblem and LocatedConflict. */
export function makeLayer(definition: AnyLayer, args: readonly Expr[], evaluation?: Evaluation): LayerNet {
  const { positional, options: written } = splitOptions(args);
  const options = new Map([...written].map(([name, value]) => [definition.olderNames?.[name] ?? name, value] as const));
  const parameters = readParameters(definition, positional, options, evaluation);
  const portsOption = inputsOption(definition, options);
  const given =
    portsOption !== undefined && portsOption !== S.Automatic ? readPorts(portsOption, 'InputPorts') : undefined;
  const told = definition.inputNames?.(parameters);
  if (given && told && given.size !== told.length)
    throw new NetProblem(
      'badpar',
      portsOption!,
      str('InputPorts'),
      str(`${told.length} ports, one for each argument of the function`),
    );
  const inputNames = given ? [...given.keys()] : (told ?? []);
  const ports = definition.ports(parameters, describeNothing(inputNames));
  const empty = (record: object): Map<string, StoredPort> =>
    new Map(Object.keys(record).map((name) => [name, { shape: undefined }]));
  const stated = definition.arraysStated?.(parameters) ?? {};
  const arrays = new Map<string, ArrayState>();
  for (const [name, a] of Object.entries(ports.arrays ?? {}))
    arrays.set(name, readArray(options.get(name) ?? stated[name] ?? S.Automatic, name, a));
  checkOptionNames(definition, options, [
    ...arrays.keys(),
    ...Object.keys(ports.inputs),
    ...Object.keys(ports.outputs),
  ]);
  const layer: LayerNet = {
    kind: 'layer',
    head: definition.symbol,
    definition,
    parameters,
    inputNames: definition.variadic ? inputNames : Object.keys(ports.inputs),
    arrays,
    arrayShapes: new Map(),
    inputs: given ?? empty(ports.inputs),
    outputs: empty(ports.outputs),
    coders: new Map(),
    multipliers: multipliersOption(options),
  };
  return inferCoded(applyPortOptions(layer, options)) as LayerNet;
}

export function multipliersOption(options: ReadonlyMap<string, Expr>): Expr | undefined {
  const e = options.get('LearningRateMultipliers');
  return e === S.Automatic ? undefined : e;
}

const optionNames = (definition: AnyLayer, own: readonly string[]): Set<string> =>
  new Set([
    ...own,
    ...Object.keys(definition.parameters),
    'LearningRateMultipliers',
    ...(definition.variadic ? ['Input', 'InputPorts', 'Inputs'] : []),
  ]);

function checkOptionNames(definition: AnyLayer, options: ReadonlyMap<string, Expr>, own: readonly string[]): void {
  const known = optionNames(definition, own);
  for (const name of options.keys())
    if (!known.has(name)) throw new NetProblem('badopt', str(name), names([...known].sort()));
}

/** A value for a parameter that has to be stated, so that the ports can be listed. */
function someValue(p: Parameter<unknown>): unknown {
  for (const e of [int(1), listOf([1]), listOf([1, 1]), system('Plus'), normal(system('NormalDistribution'))])
    try {
      const value = p.read(e);
      if (value !== undefined) return value;
    } catch (x) {
      if (!(x instanceof NetProblem)) throw x;
    }
  return undefined;
}

/** Arrays and ports of a layer of which nothing is said. */
export function barePorts(definition: AnyLayer): {
  readonly arrays: readonly string[];
  readonly ports: readonly string[];
} {
  const parameters = Object.entries(definition.parameters) as [string, Parameter<unknown>][];
  const settings = Object.fromEntries(
    parameters.map(([name, p]) => [name, p.initial === undefined ? someValue(p) : p.initial]),
  );
  const {
    arrays = {},
    inputs,
    outputs,
  } = definition.ports(settings, describeNothing(definition.inputNames?.(settings) ?? []));
  return { arrays: Object.keys(arrays), ports: [...Object.keys(inputs), ...Object.keys(outputs)] };
}

/** Names of the options of a layer that is called without arguments, which may say more of them; undefined for what is no layer. */
export function layerOptionNames(symbol: Sym): readonly string[] | undefined {
  const definition = layers.find((l) => l.symbol === symbol);
  if (definition === undefined) return undefined;
  const { arrays, ports } = barePorts(definition);
  return [...optionNames(definition, [...arrays, ...ports])];
}

/** A variadic layer with these inputs. */
export function withInputs(layer: LayerNet, inputNames: readonly string[]): LayerNet {
  return {
    ...layer,
    inputNames,
    inputs: new Map(inputNames.map((n) => [n, layer.inputs.get(n) ?? { shape: undefined }])),
  };
}
