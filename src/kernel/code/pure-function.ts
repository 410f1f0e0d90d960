/** Pure functions: Function in all its forms, compiled once and run on evaluated arguments. */
import { type Expr, isCall, Kind, type Normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { attributeBits } from '../definitions/attributes.ts';
import type { Code } from './code.ts';
import type { CodeHost } from './code-host.ts';
import { compileCode } from './compile-code.ts';
import { mentions } from './substitute.ts';

export interface PureFunction {
  /** Parameters by name; undefined for # functions. */
  readonly parameters: readonly Sym[] | undefined;
  readonly code: Code;
  readonly attributes: number;
  /** The body mentions Return. */
  readonly returns: boolean;
  /** The largest n of #n. */
  readonly highest: number;
  /** A # function whose body mentions #0. */
  readonly selfish: boolean;
}

/** undefined when the parameters are not symbols. */
export function compileFunction(f: Normal, host: CodeHost): PureFunction | undefined {
  if (f.args.length === 0 || f.args.length > 3) return undefined;
  const attributes = f.args.length === 3 ? attributeMask(f.args[2]!) : 0;
  const first = f.args[0]!;
  if (f.args.length === 1 || first === S.Null) {
    const body = f.args.length === 1 ? first : f.args[1]!;
    return {
      parameters: undefined,
      code: compileCode(body, { names: [], pure: true }, host),
      attributes,
      returns: mentions(body, S.Return),
      highest: highestSlot(body),
      selfish: hasSelf(body),
    };
  }
  const names = first.kind === Kind.Symbol ? [first] : isCall(first, S.List) ? first.args : undefined;
  if (names === undefined || !names.every((n): n is Sym => n.kind === Kind.Symbol)) return undefined;
  return {
    parameters: names,
    code: compileCode(f.args[1]!, { names, pure: false }, host),
    attributes,
    returns: mentions(f.args[1]!, S.Return),
    highest: 0,
    selfish: false,
  };
}

function attributeMask(e: Expr): number {
  if (e.kind === Kind.Symbol) return attributeBits(e) ?? 0;
  return isCall(e, S.List) ? e.args.reduce((m, a) => m | attributeMask(a), 0) : 0;
}

/** The argument slots of a call; # functions that mention #0 also know themselves. */
export function slotsFor(f: Normal, pure: PureFunction, args: readonly Expr[]): readonly Expr[] {
  if (!pure.selfish) return args;
  const slots = args.slice() as Expr[] & { self?: Expr };
  slots.self = f;
  return slots;
}

function hasSelf(e: Expr): boolean {
  if (e.kind !== Kind.Normal || (e.mask & S.Slot.mask) === 0) return false;
  if (e.head === S.Slot) return e.args[0]?.kind === Kind.Integer && e.args[0].value === 0;
  return hasSelf(e.head) || e.args.some(hasSelf);
}

/** The largest n of #n directly in this function's body. */
function highestSlot(e: Expr): number {
  if (e.kind !== Kind.Normal || (e.mask & S.Slot.mask) === 0) return 0;
  if (e.head === S.Slot) return e.args[0]?.kind === Kind.Integer ? Number(e.args[0].value) : 0;
  let n = highestSlot(e.head);
  for (const a of e.args) if (!(isCall(a, S.Function) && a.args.length === 1)) n = Math.max(n, highestSlot(a));
  return n;
}

export const isFunction = (e: Expr): e is Normal => e.kind === Kind.Normal && e.head === S.Function;
