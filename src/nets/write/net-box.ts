/** Nets as values of the language, and the arguments that make them. */
import { Boxed, type Expr, int, Kind, type Normal, type Sym, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { isRule, optionName } from '../../kernel/definitions/options.ts';
import type { Net } from '../model/net.ts';
import { layers } from '../records/layers/index.ts';
import { operators } from '../records/operators/index.ts';
import { formOf } from './form.ts';

export const NetChainSymbol = system('NetChain');
export const NetGraphSymbol = system('NetGraph');

/** The expression that holds a net. */
export const netBox = (net: Net): Boxed<Net> => new Boxed(net.head, net, () => formOf(net));

const netHeads = new Set<Sym>([
  NetChainSymbol,
  NetGraphSymbol,
  ...layers.map((l) => l.symbol),
  ...operators.map((o) => o.symbol),
]);
export const isNet = (e: Expr | undefined): e is Boxed<Net> => e?.kind === Kind.Boxed && netHeads.has(e.head);

/** Arguments and the rules that follow them. */
export function splitOptions(args: readonly Expr[]): {
  positional: readonly Expr[];
  options: ReadonlyMap<string, Expr>;
} {
  let n = args.length;
  while (n > 0 && isRule(args[n - 1]!) && optionName((args[n - 1] as Normal).args[0]!) !== undefined) n--;
  const options = new Map<string, Expr>();
  for (const a of args.slice(n) as Normal[]) options.set(optionName(a.args[0]!)!, a.args[1]!);
  return { positional: args.slice(0, n), options };
}

export const positionExpr = (name: string | number): Expr => (typeof name === 'number' ? int(name) : str(name));
