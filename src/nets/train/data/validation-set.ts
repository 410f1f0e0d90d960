/** ValidationSet: examples held out, stated, or made by a function, and how often they are looked at. */
import { type Expr, isCall, isRealNumber, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import { isRule, optionName } from '../../../kernel/definitions/options.ts';
import type { RandomStream } from '../../../numeric/random.ts';
import { toNumber } from '../../model/arrays.ts';
import type { Net } from '../../model/net.ts';
import { NetProblem } from '../../model/problem.ts';
import { everyRound, type Interval, readInterval } from '../interval.ts';
import { type Generator, generatorOf } from './generator.ts';
import { choose, type Examples, examplesOf, resolved } from './training-data.ts';

const Scaled = system('Scaled');

/** What a net is validated on. */
export type ValidationSet = { readonly interval: Interval } & (
  | { readonly examples: Examples }
  | { readonly generator: Generator }
);

export interface Split {
  readonly training: Examples;
  readonly validation: ValidationSet | undefined;
}

/** None, Scaled[f], data, "name", a function, or {one of them, "Interval" -> ...}. Throws NetProblem. */
export function split(all: Examples, setting: Expr, net: Net, random: RandomStream, e: Evaluation): Split {
  if (setting === S.None || setting === S.Automatic) return { training: all, validation: undefined };
  const timed = withInterval(setting);
  const { training, ...set } = sets(all, timed.setting, net, random, e);
  return { training, validation: { ...set, interval: timed.interval } as ValidationSet };
}

/** {data, "Interval" -> Quantity[n, unit]}, where other rules belong to the data: {f, "RoundLength" -> n, "Interval" -> ...}. */
function withInterval(setting: Expr): { readonly setting: Expr; readonly interval: Interval } {
  const plain = { setting, interval: everyRound };
  if (!isCall(setting, S.List) || setting.args.length < 2) return plain;
  const [data, ...rules] = setting.args as readonly [Expr, ...Expr[]];
  const rule = rules.find((r) => isRule(r) && optionName(r.args[0]) === 'Interval');
  if (rule === undefined || !isRule(rule)) return plain;
  const others = rules.filter((r) => r !== rule);
  if (others.length > 0 && generatorOf(data) === undefined) return plain;
  const inner = others.length === 0 ? data : { ...setting, args: [data, ...others] };
  return { setting: inner as Expr, interval: readInterval(rule.args[1], 'Interval') };
}

function sets(
  all: Examples,
  setting: Expr,
  net: Net,
  random: RandomStream,
  e: Evaluation,
): { readonly training: Examples } & ({ readonly examples: Examples } | { readonly generator: Generator }) {
  if (isCall(setting, Scaled)) return heldOut(all, setting, random);
  const data = resolved(setting, 'TestData', e);
  const generator = generatorOf(data);
  return generator === undefined ? { training: all, examples: examplesOf(data, net) } : { training: all, generator };
}

function heldOut(all: Examples, setting: Expr & { readonly args: readonly Expr[] }, random: RandomStream) {
  const fraction = setting.args[0] !== undefined && isRealNumber(setting.args[0]) ? toNumber(setting.args[0]) : -1;
  const held = Math.round(fraction * all.count);
  if (!(fraction > 0 && fraction < 1) || held < 1 || held >= all.count)
    throw new NetProblem(
      'badpar',
      setting,
      str('ValidationSet'),
      str(`Scaled[f] with a fraction f that leaves examples on both sides of ${all.count}`),
    );
  const order = random.shuffle(Array.from({ length: all.count }, (_, i) => i));
  return { training: choose(all, order.slice(held)), examples: choose(all, order.slice(0, held)) };
}
