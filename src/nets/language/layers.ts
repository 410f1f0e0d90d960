/** Layers as symbols of the language: one record of layers/ each. */
import type { Builtin } from '../../builtins/builtin.ts';
import type { Expr } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { AnyLayer, Parameter } from '../model/layer.ts';
import { containerMessages, functionLayerMessages, layerMessages, placeholderMessages } from '../model/messages.ts';
import { layers } from '../records/layers/index.ts';
import { makeNamed } from '../write/construct.ts';
import { barePorts } from '../write/make-layer.ts';
import { netHead } from './net-value.ts';

/** Parameters that are no positional arguments, arrays and ports, with what they are unless they are given. */
function optionsOf(definition: AnyLayer): readonly (readonly [string, Expr])[] {
  const parameters = Object.entries(definition.parameters) as [string, Parameter<unknown>][];
  const { arrays, ports } = barePorts(definition);
  const shown = parameters
    .filter(([name]) => !definition.positional?.includes(name) || definition.alsoOptions?.includes(name))
    .map(([name, p]): readonly [string, Expr] => [
      name,
      p.initial === undefined || p.initial === null ? S.Automatic : p.write(p.initial),
    ]);
  const automatic = [
    ...arrays,
    ...ports,
    ...(arrays.length === 0 ? [] : ['LearningRateMultipliers']),
    ...(definition.variadic ? ['InputPorts'] : []),
  ].map((name): readonly [string, Expr] => [name, S.Automatic]);
  return [...shown, ...automatic].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Layers that compute functions of the user say what is none. */
const takesFunctions = new Set(['ElementwiseLayer', 'ThreadingLayer', 'RandomArrayLayer']);

function messagesOf({ symbol: { name } }: AnyLayer): Readonly<Record<string, string>> {
  if (takesFunctions.has(name)) return functionLayerMessages;
  if (name === 'AttentionLayer') return { ...layerMessages, ...containerMessages };
  return name === 'PlaceholderLayer' ? { ...layerMessages, ...placeholderMessages } : layerMessages;
}

export const layerBuiltins: readonly Builtin[] = layers.map((definition) =>
  netHead(definition.symbol.name, {
    usage: definition.usage,
    examples: definition.examples,
    messages: messagesOf(definition),
    make: (args, e) => makeNamed(definition, args, e),
    options: () => optionsOf(definition),
  }),
);
