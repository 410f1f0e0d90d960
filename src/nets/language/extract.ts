/** NetExtract and NetInitialize: reading nets and giving their arrays values. */
import { type Builtin, builtin } from '../../builtins/builtin.ts';
import { normal, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isCoder } from '../model/coder.ts';
import { extractMessages, initializeMessages } from '../model/messages.ts';
import { guarded, NetProblem } from '../model/problem.ts';
import { extractSpec } from '../write/extract.ts';
import { DEFAULT_SEED, initialize, readMethod } from '../write/initialize.ts';
import { netBox } from '../write/net-box.ts';
import { streamOf } from '../write/random-seeding.ts';
import { netArgument } from './net-value.ts';

export const NetExtract: Builtin = builtin('NetExtract', {
  usage: `NetExtract[net, part] gives a part of a net: a layer by position or name, an array, a parameter, or the type of a port.
NetExtract[net, {part1, part2, ...}] gives a part inside parts.
NetExtract[net, {{part, ...}, ...}] gives several parts, NetExtract[net, All] all.
NetExtract[net, NetArray["name"]] gives a shared array.`,
  arity: 2,
  messages: extractMessages,
  evaluate: ([net, spec], e) => {
    // Coders answer by themselves.
    if (net !== undefined && isCoder(net)) return undefined;
    return guarded(e, () => extractSpec(netArgument(net), spec!));
  },
  examples: {
    'Normal[NetExtract[LinearLayer[2, "Weights" -> {{1, 2}, {3, 4}}], "Weights"]]': '{{1., 2.}, {3., 4.}}',
    'NetExtract[NetChain[<|"a" -> LinearLayer[3], "b" -> Ramp|>, "Input" -> 2], {"a", "Weights"}]': 'Automatic',
    'NetChain[{LinearLayer[3], Tanh}][[2, "Function"]]': 'Tanh',
    'NetExtract[ConvolutionLayer[3, 2, "Input" -> {1, 5, 5}], "Stride"]': '{1, 1}',
    'NetExtract[NetChain[{Ramp, Tanh}], 3]': ['$Failed', 'NetExtract::nopart'],
    'NetExtract[1, 2]': ['$Failed', 'NetExtract::nonet'],
  },
});

export const NetInitialize: Builtin = builtin('NetInitialize', {
  usage: `NetInitialize[net] gives every array of a net that has no value a random one; biases become 0.
NetInitialize[net, All] replaces the values that are there too.`,
  arity: [1, 2],
  options: { Method: '"Kaiming"', RandomSeeding: String(DEFAULT_SEED) },
  messages: initializeMessages,
  evaluate: ([net, what], e, options) =>
    guarded(e, () => {
      if (what !== undefined && what !== S.All && what !== S.Automatic)
        throw new NetProblem(
          'args',
          normal(S.List, what),
          str('NetInitialize[net] or NetInitialize[net, All] is expected.'),
        );
      const method = readMethod(options.get('Method'));
      return netBox(initialize(netArgument(net), method, streamOf(options.get('RandomSeeding'), e), what === S.All));
    }),
  examples: {
    'Normal[NetExtract[NetInitialize[LinearLayer[3, "Input" -> 2]], "Biases"]]': '{0., 0., 0.}',
    'NetInitialize[LinearLayer[3, "Input" -> 2]] === NetInitialize[LinearLayer[3, "Input" -> 2]]': 'True',
    'NetInitialize[LinearLayer[3, "Input" -> 2], RandomSeeding -> 1] === NetInitialize[LinearLayer[3, "Input" -> 2], RandomSeeding -> 2]':
      'False',
    'Normal[NetExtract[NetInitialize[LinearLayer[1, "Weights" -> {{5}}, "Biases" -> {7}], All], "Biases"]]': '{0.}',
    'NetInitialize[LinearLayer[3]]': ['$Failed', 'NetInitialize::unspec'],
    'NetInitialize[LinearLayer[3, "Input" -> 2], Method -> "Nothing"]': ['$Failed', 'NetInitialize::badpar'],
  },
});
