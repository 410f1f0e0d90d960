/** Training data that a function of the language makes, batch by batch. */
import { Association } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { isRule, optionName } from '../../kernel/definitions/options.ts';
import type { Net } from '../model/net.ts';
import { NetProblem } from '../model/problem.ts';
import { netBox } from '../write/net-box.ts';
import { type Examples, examplesOf } from './training-data.ts';

export interface Generator {
  readonly f: Expr;
  /** Examples of a round; undefined: one batch. */
  readonly roundLength: number | undefined;
}

/** f or {f, "RoundLength" -> n}; undefined: the data are no function. Throws NetProblem. */
export function generatorOf(data: Expr): Generator | undefined {
  if (isCall(data, S.Function)) return { f: data, roundLength: undefined };
  if (!isCall(data, S.List) || data.args.length < 2 || !isCall(data.args[0]!, S.Function)) return undefined;
  const rule = data.args[1]!;
  if (!isRule(rule) || optionName(rule.args[0]) !== 'RoundLength') return undefined;
  const n = rule.args[1];
  if (n.kind !== Kind.Integer || Number(n.value) < 1)
    throw new NetProblem('badpar', n, str('RoundLength'), str('a positive integer'));
  return { f: data.args[0]!, roundLength: Number(n.value) };
}

/** Generated batches, the first of which shapes the net. */
export class Generated {
  readonly #g: Generator;
  readonly #e: Evaluation;
  readonly #net: () => Net;
  readonly batchSize: number;
  readonly first: Examples;
  #unused: Examples | undefined;
  #absolute = 0;
  constructor(g: Generator, net: Net, batchSize: number, e: Evaluation) {
    this.#g = g;
    this.#e = e;
    this.#net = () => net;
    this.batchSize = batchSize;
    this.first = this.#call(1, 1, net);
    this.#unused = this.first;
  }
  get roundLength(): number {
    return this.#g.roundLength ?? this.batchSize;
  }
  #call(round: number, batch: number, net: Net): Examples {
    this.#absolute++;
    const data = this.#e.session.call(this.#g.f, [
      Association.from([
        [str('BatchSize'), int(this.batchSize)],
        [str('Round'), int(round)],
        [str('Batch'), int(batch)],
        [str('AbsoluteBatch'), int(this.#absolute)],
        [str('Net'), netBox(net)],
      ]),
    ]);
    return examplesOf(data, net);
  }
  next(round: number, batch: number): Examples {
    const made = this.#unused ?? this.#call(round, batch, this.#net());
    this.#unused = undefined;
    return made;
  }
}
