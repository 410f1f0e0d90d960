/** Nets from parts of nets: replacing, taking, dropping, joining, inserting, renaming, flattening. */
import { type Builtin, type BuiltinDefinition, builtin } from '../../builtins/builtin.ts';
import { isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { isRule, optionName } from '../../kernel/definitions/options.ts';
import { surgeryMessages } from '../model/messages.ts';
import type { Net } from '../model/net.ts';
import { selectNodes } from '../model/parts.ts';
import { guarded, NetProblem } from '../model/problem.ts';
import { newNodes } from '../write/construct.ts';
import type { Renaming } from '../write/fill-arrays.ts';
import { flatten } from '../write/flatten.ts';
import { netBox, splitOptions } from '../write/net-box.ts';
import { replaceArrays, replaceParts } from '../write/replace-part.ts';
import { rename, replaceLayers, shareArrays } from '../write/rewrite.ts';
import { containerOf, drop, insert, join, nodeIndex, take, without } from '../write/surgery.ts';
import { netArgument } from './net-value.ts';

type Surgery = (net: Net, args: readonly Expr[], options: ReadonlyMap<string, Expr>, e: Evaluation) => Net;

/** A function of a net and further arguments; trailing port rules are options. */
function surgery(
  name: string,
  counts: readonly [min: number, max: number],
  definition: Pick<BuiltinDefinition, 'usage' | 'examples'>,
  f: Surgery,
): Builtin {
  return builtin(name, {
    ...definition,
    messages: surgeryMessages,
    packed: true,
    evaluate: (all, e) =>
      guarded(e, () => {
        const net = netArgument(all[0]);
        const { args, options } = withoutPortRules(net, all.slice(1), counts[0]);
        if (args.length < counts[0] || args.length > counts[1])
          throw new NetProblem('args', normal(S.List, ...args), str(definition.usage));
        return netBox(f(net, args, options, e));
      }),
  });
}

/** Rules of ports after the arguments that have to be there. */
function withoutPortRules(
  net: Net,
  args: readonly Expr[],
  least: number,
): { readonly args: readonly Expr[]; readonly options: ReadonlyMap<string, Expr> } {
  const options = new Map<string, Expr>();
  let n = args.length;
  for (; n > least; n--) {
    const a = args[n - 1]!;
    const name = isRule(a) ? optionName(a.args[0]) : undefined;
    if (name === undefined || !(net.inputs.has(name) || net.outputs.has(name) || name === 'Input' || name === 'Output'))
      break;
    options.set(name, (a as { args: readonly Expr[] } & Expr).args[1]!);
  }
  return { args: args.slice(0, n), options };
}

const isNamed = (net: Net): boolean => net.kind === 'container' && net.nodes.some((n) => typeof n.name === 'string');

const StringReplace = system('StringReplace');

/** How names of arrays become parts: a rule for a whole name, string rules for pieces of it, a function. */
function renaming(map: Expr | undefined, e: Evaluation): Renaming {
  if (map === undefined) return (name) => name;
  const rules = isCall(map, S.List) ? map.args : [map];
  const checked = (name: Expr, part: Expr): Expr => {
    const path = part.kind === Kind.String || isCall(part, S.List) || part === S.None || part === Nothing;
    if (!path) throw new NetProblem('badmap', name, part);
    return part;
  };
  if (!rules.every(isRule)) return (name) => checked(name, e.session.call(map, [name]));
  const whole = e.session.rules.rewriter(map);
  return (name) => checked(name, e.evaluate(whole(name) ?? normal(StringReplace, name, map)));
}
const Nothing = system('Nothing');

export const NetReplacePart = surgery(
  'NetReplacePart',
  [1, 2],
  {
    usage: `NetReplacePart[net, part -> value] gives a net with a layer, array, parameter, type of a port, encoder, decoder or LearningRateMultipliers replaced.
NetReplacePart[net, {part1 -> value1, ...}] replaces several.
NetReplacePart[net, <|part1 -> array1, ...|>] fills arrays; a part is a path such as {"layer", "Weights"}, or its text "layer/Weights".
NetReplacePart[net, <|"name1" -> array1, ...|>, map] maps names first: by string rules, or by a function that gives a part. None leaves an array out.`,
    examples: {
      'net = NetReplacePart[LinearLayer[1, "Input" -> 2], <|"w" -> {{1, 2}}, "b" -> {3}, "step" -> 0|>, {"w" -> "Weights", "b" -> {"Biases"}, "step" -> None}]; net[{1, 1}]':
        '{6.}',
      'NetReplacePart[NetChain[{LinearLayer[1, "Input" -> 2]}], <|"0.weight" -> {{1, 2}}, "0.bias" -> {3}|>, s_ :> {1, If[StringEndsQ[s, "weight"], "Weights", "Biases"]}][{1, 1}]':
        '{6.}',
      'NetReplacePart[LinearLayer[1, "Input" -> 2], <|"Weights" -> {{1, 2, 3}}|>]': [
        '$Failed',
        'NetReplacePart::arrsize',
      ],
      'NetReplacePart[LinearLayer[1, "Input" -> 2], <|"weight" -> {{1, 2}}|>]': ['$Failed', 'NetReplacePart::noarrays'],
      'NetReplacePart[NetChain[{Ramp, Ramp}], 2 -> Tanh][[2, "Function"]]': 'Tanh',
      'Normal[NetExtract[NetReplacePart[LinearLayer[1, "Weights" -> {{1}}], "Weights" -> {{2}}], "Weights"]]': '{{2.}}',
      'NetExtract[NetReplacePart[LinearLayer[1], LearningRateMultipliers -> 0], LearningRateMultipliers]': '0',
      'NetReplacePart[NetChain[{Ramp}], "x" -> Tanh]': ['$Failed', 'NetReplacePart::nopart'],
    },
  },
  (net, [rules, map], _options, e) =>
    isAssociation(rules!) ? replaceArrays(net, rules, renaming(map, e), e) : replaceParts(net, rules!, e),
);

export const NetReplace: Builtin = builtin('NetReplace', {
  usage: `NetReplace[net, pattern -> layer] replaces every layer of a net that matches.
NetReplace[net, {rule1, ...}] tries several rules.`,
  arity: 2,
  messages: surgeryMessages,
  evaluate: ([net, rules], e) =>
    guarded(e, () => netBox(replaceLayers(netArgument(net), e.session.rules.rewriter(rules!), (x) => e.evaluate(x)))),
  examples: {
    'Normal[NetReplace[NetChain[{Ramp, Tanh}], ElementwiseLayer[Ramp] -> ElementwiseLayer[Sin]]]':
      '{ElementwiseLayer[Sin], ElementwiseLayer[Tanh]}',
    'NetReplace[3, x_ :> x]': ['$Failed', 'NetReplace::nonet'],
  },
});

export const NetTake = surgery(
  'NetTake',
  [1, 1],
  {
    usage: `NetTake[net, end] gives the layers up to a position or name; a negative position takes as many from the end.
NetTake[net, {start, end}] gives those from start to end.`,
    examples: {
      'Normal[NetTake[NetChain[{Ramp, Tanh, Sin}], 2]]': '{ElementwiseLayer[Ramp], ElementwiseLayer[Tanh]}',
      'Normal[NetTake[NetChain[{Ramp, Tanh, Sin}], {2, 3}]]': '{ElementwiseLayer[Tanh], ElementwiseLayer[Sin]}',
      'NetTake[NetChain[{Ramp}], "b"]': ['$Failed', 'NetTake::nopart'],
    },
  },
  (net, [spec], options) => take(net, spec!, options),
);

export const NetDrop = surgery(
  'NetDrop',
  [1, 1],
  {
    usage: `NetDrop[net, n] gives the chain without its first n layers, NetDrop[net, -n] without its last n.
NetDrop[net, {m, n}] drops layers m to n.`,
    examples: {
      'Normal[NetDrop[NetChain[{Ramp, Tanh, Sin}], 2]]': '{ElementwiseLayer[Sin]}',
      'Normal[NetDrop[NetChain[{Ramp, Tanh, Sin}], -2]]': '{ElementwiseLayer[Ramp]}',
      'NetDrop[NetChain[{Ramp}], 1]': ['$Failed', 'NetDrop::empty'],
    },
  },
  (net, [spec], options) => drop(net, spec!, options),
);

export const NetAppend = surgery(
  'NetAppend',
  [1, 1],
  {
    usage: `NetAppend[net, layer] puts a layer at the end of a chain.
NetAppend[net, "name" -> layer] names it; lists and associations append several.`,
    examples: {
      'Normal[NetAppend[NetChain[{Ramp}], Tanh]]': '{ElementwiseLayer[Ramp], ElementwiseLayer[Tanh]}',
      'NetAppend[NetChain[<|"a" -> Ramp|>], "a" -> Tanh]': ['$Failed', 'NetAppend::twice'],
    },
  },
  (net, [layer], options, e) =>
    insert(net, containerOf(net).nodes.length, newNodes(layer!, false, isNamed(net), e), options),
);

export const NetPrepend = surgery(
  'NetPrepend',
  [1, 1],
  {
    usage: 'NetPrepend[net, layer] puts a layer at the beginning of a chain; "name" -> layer names it.',
    examples: {
      'Normal[NetPrepend[NetChain[{Ramp}], Tanh]]': '{ElementwiseLayer[Tanh], ElementwiseLayer[Ramp]}',
      'NetPrepend[1, Tanh]': ['$Failed', 'NetPrepend::nonet'],
    },
  },
  (net, [layer], options, e) => insert(net, 0, newNodes(layer!, false, isNamed(net), e), options),
);

export const NetInsert = surgery(
  'NetInsert',
  [2, 2],
  {
    usage:
      'NetInsert[net, layer, n] puts a layer before position n or the layer of that name; "name" -> layer names it.',
    examples: {
      'Normal[NetInsert[NetChain[{Ramp, Sin}], Tanh, 2]]':
        '{ElementwiseLayer[Ramp], ElementwiseLayer[Tanh], ElementwiseLayer[Sin]}',
      'NetInsert[NetChain[{Ramp}], Tanh, 5]': ['$Failed', 'NetInsert::nopart'],
    },
  },
  (net, [layer, at], options, e) => {
    const c = containerOf(net);
    const n = at!.kind === Kind.Integer ? Number(at!.value) : 0;
    // -1 puts it last, one after the last position too.
    const index =
      n === c.nodes.length + 1 || n === -1 ? c.nodes.length : n < -1 ? c.nodes.length + n + 1 : nodeIndex(c, at!);
    return insert(net, index, newNodes(layer!, false, isNamed(net), e), options);
  },
);

export const NetDelete = surgery(
  'NetDelete',
  [1, 1],
  {
    usage: 'NetDelete[net, n] gives a net without a layer, by position or name; a list deletes several.',
    examples: {
      'Normal[NetDelete[NetChain[{Ramp, Tanh, Sin}], 2]]': '{ElementwiseLayer[Ramp], ElementwiseLayer[Sin]}',
      'NetDelete[NetChain[{Ramp, Tanh}], 7]': ['$Failed', 'NetDelete::nopart'],
    },
  },
  (net, [spec], options) => {
    const c = containerOf(net);
    const parts = isCall(spec!, S.List) ? spec.args : [spec!];
    const gone = new Set(
      parts.flatMap(
        (p) => selectNodes(c, isCall(p, S.List) && p.args.length === 1 ? p.args[0]! : p) ?? [nodeIndex(c, p)],
      ),
    );
    return without(c, gone, options);
  },
);

export const NetJoin: Builtin = builtin('NetJoin', {
  usage: 'NetJoin[net1, net2, ...] joins nets end to end; "Input" and "Output" rules give the types of the result.',
  messages: surgeryMessages,
  evaluate: (args, e) =>
    guarded(e, () => {
      const { positional, options } = splitOptions(args);
      if (positional.length === 0)
        throw new NetProblem('args', normal(S.List), str('NetJoin[net1, net2, ...] is expected.'));
      return netBox(join(positional.map(netArgument), options));
    }),
  examples: {
    'Normal[NetJoin[NetChain[{Ramp}], NetChain[{Tanh}]]]': '{ElementwiseLayer[Ramp], ElementwiseLayer[Tanh]}',
    'NetJoin[NetChain[{LinearLayer[3]}], NetChain[{LinearLayer[2, "Input" -> 4]}]]': ['$Failed', 'NetJoin::tyfail'],
  },
});

export const NetFlatten = surgery(
  'NetFlatten',
  [0, 1],
  {
    usage:
      'NetFlatten[net] puts the layers of nets inside a net into it; names inside are joined with "/".\nNetFlatten[net, n] does it n levels deep.',
    examples: {
      'Normal[NetFlatten[NetChain[{NetChain[{Ramp, Tanh}], Sin}]]]':
        '{ElementwiseLayer[Ramp], ElementwiseLayer[Tanh], ElementwiseLayer[Sin]}',
      'g = NetGraph[{Tanh, ThreadingLayer[Plus]}, {NetPort["Input"] -> 1, {1, NetPort["Input"]} -> 2}]; Information[NetFlatten[NetChain[{g, g}]], "LayersCount"]':
        '4',
      'NetFlatten[x]': ['$Failed', 'NetFlatten::nonet'],
    },
  },
  (net, [levels]) => {
    const n =
      levels === undefined
        ? Number.POSITIVE_INFINITY
        : levels.kind === Kind.Integer
          ? Number(levels.value)
          : Number.POSITIVE_INFINITY;
    return flatten(net, n);
  },
);

export const NetRename = surgery(
  'NetRename',
  [1, 2],
  {
    usage: `NetRename[net, "old" -> "new"] renames a layer; a list of rules renames several; NetPort["old"] -> NetPort["new"] renames a port.
NetRename[net, f] renames every layer by a function of its name.`,
    examples: {
      'Normal[NetRename[NetChain[<|"a" -> Ramp|>], "a" -> "b"]]': '<|"b" -> ElementwiseLayer[Ramp]|>',
      'NetRename[NetChain[<|"a" -> Ramp|>], "x" -> "b"]': ['$Failed', 'NetRename::nopart'],
    },
  },
  (net, [spec], _options, e) => rename(net, spec!, (f, name) => e.session.call(f, [name])),
);

export const NetInsertSharedArrays = surgery(
  'NetInsertSharedArrays',
  [0, 1],
  {
    usage: `NetInsertSharedArrays[net] turns every array of a net into a shared NetArray named by its position.
NetInsertSharedArrays[net, "prefix"] puts a prefix before the names.`,
    examples: {
      'NetExtract[NetInsertSharedArrays[LinearLayer[2]], "Weights"]': 'NetArray["Weights"]',
      'NetInsertSharedArrays[1]': ['$Failed', 'NetInsertSharedArrays::nonet'],
    },
  },
  (net, [prefix]) => shareArrays(net, prefix?.kind === Kind.String ? prefix.value : ''),
);

export const surgeryBuiltins: readonly Builtin[] = [
  NetReplacePart,
  NetReplace,
  NetTake,
  NetDrop,
  NetAppend,
  NetPrepend,
  NetInsert,
  NetDelete,
  NetJoin,
  NetFlatten,
  NetRename,
  NetInsertSharedArrays,
];
