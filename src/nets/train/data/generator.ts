/** Training data that a function of the language makes, batch by batch. */
import { Association, isAssociation } from '../../../expr/association.ts';
import { type Expr, int, isCall, Kind, real, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import { isRule, optionName } from '../../../kernel/definitions/options.ts';
import type { Net } from '../../model/net.ts';
import { NetProblem } from '../../model/problem.ts';
import { netBox } from '../../write/net-box.ts';
import { asks, wantedNames } from '../asked.ts';
import { type Examples, examplesOf, joined } from './training-data.ts';

export interface Generator {
  readonly f: Expr;
  /** Examples of a round; undefined: one batch. */
  readonly roundLength: number | undefined;
}

/** Heads of what is data, or nothing at all, and is never called. */
const data = new Set([S.List, S.Rule, S.RuleDelayed, system('Dataset'), system('File'), S.Missing, S.Failed]);
const values = new Set([S.None, S.Automatic, S.All, S.True, S.False, S.Failed, S.Aborted, S.Null]);

/** Functions, and anything that may be applied: symbols, f @* g, f[parameters]. */
const isCallable = (e: Expr): boolean =>
  e.kind === Kind.Symbol
    ? !values.has(e)
    : e.kind === Kind.Normal && !(e.head.kind === Kind.Symbol && data.has(e.head)) && !isAssociation(e);

/** f or {f, "RoundLength" -> n}; undefined: the data are no function. Throws NetProblem. */
export function generatorOf(e: Expr): Generator | undefined {
  if (isCallable(e)) return { f: e, roundLength: undefined };
  if (!isCall(e, S.List) || e.args.length < 2 || !isCallable(e.args[0]!)) return undefined;
  const rule = e.args[1]!;
  if (e.args.length > 2 || !isRule(rule) || optionName(rule.args[0]) !== 'RoundLength') return undefined;
  const n = rule.args[1];
  if (n.kind !== Kind.Integer || Number(n.value) < 1)
    throw new NetProblem('badpar', n, str('RoundLength'), str('a positive integer'));
  return { f: e.args[0]!, roundLength: Number(n.value) };
}

/** Generated batches, the first of which shapes the net. */
export class Generated {
  readonly #g: Generator;
  readonly #e: Evaluation;
  readonly #start: number;
  readonly #shape: Net;
  readonly batchSize: number;
  readonly first: Examples;
  #unused: Examples | undefined;
  #absolute = 0;
  /** The net as it is now, which is made only for functions that ask for it. */
  net: () => Net;

  /** Throws NetProblem where the function gives no data. */
  constructor(g: Generator, net: Net, batchSize: number, e: Evaluation) {
    this.#g = g;
    this.#e = e;
    this.#start = e.session.io.clock();
    this.net = () => net;
    this.#shape = net;
    this.batchSize = batchSize;
    this.first = this.#call(1, 1);
    this.#unused = this.first;
  }
  get roundLength(): number {
    return this.#g.roundLength ?? this.batchSize;
  }

  #call(round: number, batch: number): Examples {
    const { f } = this.#g;
    this.#absolute++;
    const wanted = wantedNames(f);
    const net = asks(wanted, 'Net') ? this.net() : this.#shape;
    const about: Readonly<Record<string, () => Expr>> = {
      BatchSize: () => int(this.batchSize),
      Round: () => int(round),
      Batch: () => int(batch),
      AbsoluteBatch: () => int(this.#absolute),
      Net: () => netBox(net),
      TimeElapsed: () => real((this.#e.session.io.clock() - this.#start) / 1000),
    };
    const known = Object.entries(about)
      .filter(([name]) => asks(wanted, name))
      .map(([name, value]) => [str(name), value()] as const);
    const made = this.#e.session.call(f, [Association.from(known)]);
    return madeExamples(f, made, net);
  }

  next(round: number, batch: number): Examples {
    const made = this.#unused ?? this.#call(round, batch);
    this.#unused = undefined;
    return made;
  }

  /** The examples of a round of its own. */
  round(round: number): Examples {
    const parts: Examples[] = [];
    for (let count = 0; count < this.roundLength; count += parts.at(-1)!.count)
      parts.push(this.next(round, parts.length + 1));
    return joined(parts);
  }
}

/** What a generator gave, as examples. Throws NetProblem, which says what was given where it is no data. */
function madeExamples(f: Expr, made: Expr, net: Net): Examples {
  try {
    return examplesOf(made, net);
  } catch (x) {
    if (!(x instanceof NetProblem) || x.tag !== 'baddata') throw x;
    // A symbol without a meaning is no function that gave something.
    throw f.kind === Kind.Symbol && made.kind === Kind.Normal && made.head === f
      ? new NetProblem('baddata', f)
      : new NetProblem('badgen', f, made);
  }
}
