/** Calls of native implementations: options split off, argument counts and option names checked from the record. */
import { type Expr, int, Kind, Normal, type Packed, type Sym } from '../../expr/expr.ts';
import { isLongPacked, unpack } from '../../expr/packed.ts';
import type { Definition, Native } from '../definitions/definition.ts';
import { isOptionSpec, OptionValues, rulesOf, unknownOption } from '../definitions/options.ts';
import { arityMessage } from '../messages.ts';

export interface Reporter {
  message(symbol: Sym, tag: string, parameters: readonly Expr[]): void;
}

/** undefined: the call stays as it is (a message may have said why). */
export function callNative(d: Definition, native: Native, args: readonly Expr[], host: Reporter): Expr | undefined {
  const head = d.symbol;
  const arity = native.arity;
  let options: OptionValues | undefined;
  if (native.hasOptions) {
    const [least, most] = arity ?? [0, 0];
    let n = args.length;
    // Where an argument may still stand, a rule is an option only by its name: Replace[x, "a" -> 1].
    while (n > least && isOptionSpec(args[n - 1]!) && (n > most || isDeclared(d, args[n - 1]!))) n--;
    options = new OptionValues(head, args.slice(n), d.options, native.declared);
    if (n < args.length) {
      tellUnknown(d, options, args, host);
      args = args.slice(0, n);
    }
  }
  if (arity !== undefined && (args.length < arity[0] || args.length > arity[1])) {
    const [tag, ...numbers] = arityMessage(args.length, arity[0], arity[1]);
    host.message(head, tag, [head, ...numbers.map(int)]);
    return undefined;
  }
  args = unpackAll(args, native.packed);
  return native.evaluate!(args, native.evaluation, options ?? native.noOptions!);
}

const declaredNames = (d: Definition): Set<string> | undefined =>
  d.options === undefined ? undefined : new Set([...rulesOf(d.options)].map(([n]) => n));

function isDeclared(d: Definition, spec: Expr): boolean {
  const names = declaredNames(d);
  if (names === undefined) return true;
  // A list without any rule, like {} or {{}}, is data where data may stand.
  const given = [...rulesOf(spec)];
  return given.length > 0 && given.every(([n]) => names.has(n));
}

/** An option that is unknown is told of; the rest of the call is done. */
function tellUnknown(d: Definition, options: OptionValues, args: readonly Expr[], host: Reporter): void {
  const names = declaredNames(d);
  const unknown = names && options.otherThan(names);
  if (unknown === undefined) return;
  const [name, , rule] = unknown;
  host.message(d.symbol, 'optx', unknownOption(name, new Normal(d.symbol, args), [...names!], rule));
}

/**
 * Packed arrays as lists: all of them, or only those of a few numbers, as rows of a packed matrix may be. Whoever takes packed arrays gets
 * these as lists all the same: positions, levels, ranges and dimensions are read as lists.
 */
function unpackAll(args: readonly Expr[], keepLong: boolean): readonly Expr[] {
  for (let i = 0; i < args.length; i++)
    if (isUnpacked(args[i]!, keepLong)) return args.map((a) => (isUnpacked(a, keepLong) ? unpack(a) : a));
  return args;
}
const isUnpacked = (e: Expr, keepLong: boolean): e is Packed =>
  e.kind === Kind.Packed && !(keepLong && isLongPacked(e));
