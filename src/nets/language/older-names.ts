/** Names that layers had before. */
import { type Builtin, builtin } from '../../builtins/builtin.ts';
import { type Expr, int, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';

const alias = (older: string, now: string, example: readonly [string, string]): Builtin =>
  builtin(older, {
    usage: `${older}[...] is an older name of ${now}[...].`,
    packed: true,
    evaluate: (args) => normal(system(now), ...args),
    examples: { [example[0]]: example[1] },
  });

/** Functions of the compiler have no counterpart here. */
const CompiledLayer = builtin('CompiledLayer', {
  usage:
    'CompiledLayer[f] stands for a layer of a function that is compiled to machine code. There is no such compiler here: FunctionLayer, ElementwiseLayer and ThreadingLayer take functions of arrays.',
  messages: {
    nocompiled:
      'There is no compiler for CompiledLayer here; FunctionLayer, ElementwiseLayer and ThreadingLayer take functions of arrays.',
  },
  evaluate: (_args, e) => e.message('nocompiled') ?? S.Failed,
  examples: { 'CompiledLayer[# + 1 &]': ['$Failed', 'CompiledLayer::nocompiled'] },
});

/** Attention with one sequence for keys and values: a graph around AttentionLayer. */
const SequenceAttentionLayer = builtin('SequenceAttentionLayer', {
  usage:
    'SequenceAttentionLayer[...] is an older form of AttentionLayer[...] whose input "Input" is both "Key" and "Value".',
  packed: true,
  evaluate: (args) => {
    const rule = (from: Expr, to: Expr): Expr => normal(S.Rule, from, to);
    const port = (...path: Expr[]): Expr => normal(system('NetPort'), ...path);
    const to = (name: string): Expr => rule(port(str('Input')), port(int(1), str(name)));
    return normal(
      system('NetGraph'),
      normal(S.List, normal(system('AttentionLayer'), ...args)),
      normal(S.List, to('Key'), to('Value')),
    );
  },
  examples: {
    'SequenceAttentionLayer["Dot"][<|"Input" -> {{100, 0}, {0, 100}}, "Query" -> {{1, 0}}|>]': '{{100., 0.}}',
  },
});

/** What Information gives. */
const NetInformation = builtin('NetInformation', {
  usage: `NetInformation[net, "property"] is an older name of Information[net, "property"].`,
  arity: [1, 2],
  packed: true,
  evaluate: (args) => normal(system('Information'), ...args),
  examples: { 'NetInformation[NetChain[{2}, "Input" -> 2], "LayersCount"]': '1' },
});

export const olderNames: readonly Builtin[] = [
  NetInformation,
  CompiledLayer,
  SequenceAttentionLayer,
  alias('DotPlusLayer', 'LinearLayer', ['Head[DotPlusLayer[3]]', 'LinearLayer']),
  alias('InstanceNormalizationLayer', 'NormalizationLayer', [
    'Head[InstanceNormalizationLayer[]]',
    'NormalizationLayer',
  ]),
];
