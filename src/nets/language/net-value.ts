/** What every net does as a value: applied to data, taken apart, asked about, printed. */
import type { Builtin, BuiltinDefinition } from '../../builtins/builtin.ts';
import { builtin } from '../../builtins/builtin.ts';
import { type Boxed, type Expr, isCall, Kind, type Normal, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import type { Net } from '../model/net.ts';
import { guarded, NetProblem, names } from '../model/problem.ts';
import { applyNet } from '../run/evaluate.ts';
import { quickValue } from '../run/quick.ts';
import { applyWithStates } from '../run/with-states.ts';
import { everything, extractPath } from '../write/extract.ts';
import { summary } from '../write/form.ts';
import { netProperties, olderNames, report } from '../write/information.ts';
import { isNet, netBox, splitOptions } from '../write/net-box.ts';
import { netLines, netTable } from '../write/table.ts';
import { tracedApplication } from '../write/traced-calls.ts';
import { asLayers } from './list-verbs.ts';

const Information = system('Information');
const [Rasterize, Show] = [system('Rasterize'), system('Show')] as const;
const NormalSymbol = system('Normal');
export const NetExtractSymbol = system('NetExtract');

/** The same evaluation, reporting under another symbol. */
export const reportingAs = (symbol: Builtin['symbol'], e: Evaluation): Evaluation => ({
  ...e,
  symbol,
  message: (tag, ...parameters) => e.messageOf(symbol, tag, ...parameters),
});

/** Information[net, "property"], Information[net, {"property", ...}]. */
export function information(net: Net, args: readonly Expr[], e: Evaluation): Expr | undefined {
  if (args.length === 0) return report(net, e);
  const [property] = args as readonly [Expr];
  if (isCall(property, S.List)) {
    const all = property.args.map((p) => information(net, [p], e) ?? S.Failed);
    return normal(S.List, ...all);
  }
  const name = property.kind === Kind.String ? property.value : '';
  const known = netProperties[olderNames[name] ?? name];
  return guarded(e, () => {
    if (known === undefined) throw new NetProblem('noprop', property, names(Object.keys(netProperties)));
    return known(net, e);
  });
}

/** Rasterize[net, ...] and Show[net, ...]: of the picture of the net. */
const drawn = (net: Net, call: Normal, e: Evaluation): Expr =>
  e.evaluate(normal(call.head, netProperties.SummaryGraphic!(net, e), ...call.args.slice(1)));

const evaluationOptions: readonly (readonly [string, Expr])[] = [
  ['BatchSize', S.Automatic],
  ['NetEvaluationMode', str('Test')],
  ['RandomSeeding', S.Automatic],
  ['TargetDevice', str('CPU')],
  ['WorkingPrecision', str('Real32')],
];

/** f[..., net, ...] for the functions of the language that know nets. */
export function onNet(call: Normal, position: number, e: Evaluation): Expr | undefined {
  const value = call.args[position]!;
  if (!isNet(value)) return undefined;
  const net = value.content;
  const asList = guarded(e, () => asLayers(call, position, net, e));
  if (asList !== undefined || position !== 0) return asList;
  switch (call.head) {
    case S.Part:
      return guarded(reportingAs(NetExtractSymbol, e), () => extractPath(net, call.args.slice(1)));
    case NormalSymbol:
      return call.args.length === 1 ? everything(net) : undefined;
    case Information:
      return information(net, call.args.slice(1), e);
    case Rasterize:
    case Show:
      return guarded(e, () => drawn(net, call, e));
    case S.Options:
      return call.args.length === 1
        ? normal(S.List, ...evaluationOptions.map(([n, v]) => normal(S.Rule, system(n), v)))
        : undefined;
    default:
      return undefined;
  }
}

/** net[data, ...]. */
export function applied(head: Expr, args: readonly Expr[], e: Evaluation): Expr | undefined {
  if (!isNet(head)) return undefined;
  const net = head.content;
  return guarded(
    e,
    () =>
      (args.length === 1 ? quickValue(net, args[0]!, e) : undefined) ??
      tracedApplication(head, args) ??
      applyWithStates(net, args, e) ??
      applyNet(net, args, e),
  );
}

/** The record of a symbol that makes nets and heads them. */
export function netHead(
  name: string,
  definition: Pick<BuiltinDefinition, 'usage' | 'examples'> & {
    /** What making, asking and applying it may say. */
    readonly messages: Readonly<Record<string, string>>;
    readonly make: (args: readonly Expr[], e: Evaluation) => Net;
    /** What Options[symbol] gives. */
    readonly options: () => readonly (readonly [string, Expr])[];
  },
): Builtin {
  return builtin(name, {
    usage: definition.usage,
    examples: definition.examples,
    messages: definition.messages,
    packed: true,
    evaluate: (args, e) => guarded(e, () => netBox(definition.make(args, e))),
    apply: applied,
    shown: shownNet,
    display: (b, sheet) => (isNet(b) ? netLines(b.content, sheet) : undefined),
    table: (b, write) => (isNet(b) ? netTable(b.content, write) : undefined),
    up: (call, position, e) =>
      call.head === S.Options && call.args.length === 1 && call.args[0]!.kind === Kind.Symbol
        ? normal(S.List, ...definition.options().map(([n, v]) => normal(S.Rule, optionKey(n), v)))
        : onNet(call, position, e),
  });
}

/** Names of options that are symbols of the language; the others are strings. */
const symbolOptions = new Set([
  'LearningRateMultipliers',
  'PaddingSize',
  'Interleaving',
  'Method',
  'InputPorts',
  'OutputPorts',
]);
const optionKey = (name: string): Expr => (symbolOptions.has(name) ? system(name) : str(name));

/** The net among the arguments of a function of nets; reports what is none. */
export function netArgument(e: Expr | undefined): Net {
  if (!isNet(e)) throw new NetProblem('nonet', e ?? S.None);
  return e.content;
}

export { splitOptions };

/** How a net is shown in a terminal; undefined for other atoms. */
const shownNet = (b: Boxed): string | undefined => (isNet(b) ? summary(b.content) : undefined);
