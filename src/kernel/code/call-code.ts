/** Code of calls: plain ones, whose arguments are evaluated and then handed on, and those that their records compile. */
import { type Expr, isCall, Kind, Normal, type Sym } from '../../expr/expr.ts';
import { isLongPacked } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, HOLDS } from '../definitions/attributes.ts';
import type { Definition, Native } from '../definitions/definition.ts';
import { type Code, type CompiledCall, type Slots, TAIL } from './code.ts';
import type { CodeHost } from './code-host.ts';
import { ConstantCode, SlotCode, SymbolCode } from './leaf-code.ts';
import { spliceValues } from './substitute.ts';

const isAtom = (e: Expr): boolean => e.kind >= Kind.Integer && e.kind <= Kind.String;

export class CallCode implements Code {
  readonly head: Sym;
  readonly args: readonly Code[];
  private readonly host: CodeHost;
  private readonly original: Normal;
  constructor(head: Sym, args: readonly Code[], host: CodeHost, original: Normal) {
    this.head = head;
    this.args = args;
    this.host = host;
    this.original = original;
  }
  build(slots: Slots): Expr {
    const codes = this.args;
    const source = this.original.args;
    let same = true;
    let sequences = false;
    const args = new Array<Expr>(codes.length);
    for (let i = 0; i < codes.length; i++) {
      const a = codes[i]!.build(slots);
      if (a !== source[i]) {
        same = false;
        if (isCall(a, S.Sequence)) sequences = true;
      }
      args[i] = a;
    }
    if (same) return this.original;
    const isVariable = (i: number): boolean => codes[i] instanceof SlotCode;
    return new Normal(this.head, sequences ? spliceValues(this.head, args, isVariable) : args);
  }
  run(slots: Slots): Expr {
    const d = this.host.known(this.head);
    if (d === undefined) return this.host.callSymbol(this.head, d, this.#values(slots, false));
    if ((d.attributes & HOLDS) !== 0) return this.host.evaluate(this.build(slots));
    const native = d.native;
    if (native === undefined || d.down !== undefined || d.own !== undefined)
      return this.host.callSymbol(this.head, d, this.#values(slots, false));
    const codes = this.args;
    let args: Expr[];
    if (codes.length === 2 && native.pair !== undefined) {
      const a = native.borrows ? borrowed(codes[0]!, slots, this.host) : codes[0]!.run(slots);
      const b = codes[1]!.run(slots);
      const v = native.pair(a, b);
      if (v !== undefined) return v;
      args = [a, b];
    } else args = this.#values(slots, native.borrows);
    return callDirectly(d, native, args, this.host) ?? this.host.callSymbol(this.head, d, args);
  }
  tail(slots: Slots): Expr {
    const d = this.host.known(this.head);
    if (d !== undefined && (d.attributes & HOLDS) !== 0) return this.build(slots);
    const native = d?.native;
    const codes = this.args;
    let args: Expr[];
    if (codes.length === 2 && native?.pair !== undefined && d!.down === undefined && d!.own === undefined) {
      const a = native.borrows ? borrowed(codes[0]!, slots, this.host) : codes[0]!.run(slots);
      const b = codes[1]!.run(slots);
      const v = native.pair(a, b);
      if (v !== undefined) return v;
      args = [a, b];
    } else args = this.#values(slots, native?.borrows === true);
    this.host.nextHead = this.head;
    this.host.nextArgs = args;
    return TAIL;
  }
  effect(slots: Slots): void {
    if (this.host.known(this.head)?.native?.effect !== undefined) this.host.evaluateForEffect(this.build(slots));
    else this.run(slots);
  }
  #values(slots: Slots, borrows: boolean): Expr[] {
    const codes = this.args;
    if (codes.length === 0) return [];
    const first = borrows ? borrowed(codes[0]!, slots, this.host) : codes[0]!.run(slots);
    // Literals of one and two elements are made twice as fast as arrays of a given length.
    if (codes.length === 1) return [first];
    if (codes.length === 2) return [first, codes[1]!.run(slots)];
    const args = new Array<Expr>(codes.length);
    args[0] = first;
    for (let i = 1; i < codes.length; i++) args[i] = codes[i]!.run(slots);
    return args;
  }
}

/**
 * An operation on two numbers, done once: valid as long as the symbol means what its record says. It stands in inner loops; as a ControlCode, which asks
 * more, programs of the benchmark take a tenth longer.
 */
class FoldedCode implements Code {
  readonly #d: Definition;
  readonly #value: Expr;
  readonly #usual: Code;
  constructor(d: Definition, value: Expr, usual: Code) {
    this.#d = d;
    this.#value = value;
    this.#usual = usual;
  }
  build(slots: Slots): Expr {
    return this.#usual.build(slots);
  }
  run(slots: Slots): Expr {
    return this.#d.down === undefined && this.#d.own === undefined ? this.#value : this.#usual.run(slots);
  }
  tail(slots: Slots): Expr {
    return this.run(slots);
  }
  effect(slots: Slots): void {
    this.run(slots);
  }
}

/** Code for 2^(-1) and the like; undefined when the call is no operation on two numbers. */
export function foldedCode(x: Normal, host: CodeHost): Code | undefined {
  const { head, args } = x;
  if (args.length !== 2 || head.kind !== Kind.Symbol || !isAtom(args[0]!) || !isAtom(args[1]!)) return undefined;
  const d = host.known(head);
  const value = d === undefined || (d.attributes & HOLDS) !== 0 ? undefined : d.native?.pair?.(args[0]!, args[1]!);
  if (value === undefined || !isAtom(value)) return undefined;
  const numbers = args.map((a) => new ConstantCode(a, host, () => undefined));
  return new FoldedCode(d!, value, new CallCode(head, numbers, host, x));
}

/** The first argument of something that does not keep it. */
function borrowed(code: Code, slots: Slots, host: CodeHost): Expr {
  if (code instanceof SymbolCode) return host.borrow(code.symbol);
  if (code instanceof SlotCode) {
    const v = slots[code.index];
    if (v?.kind === Kind.Symbol) return host.borrow(v);
  }
  return code.run(slots);
}

/** Natives on numbers, strings and containers of data: neither rules nor attributes have anything to do then. */
function callDirectly(d: Definition, native: Native, args: Expr[], host: CodeHost): Expr | undefined {
  const { evaluate, noOptions, arity } = native;
  if ((d.attributes & Attribute.Orderless) !== 0) return folded(d, native, args);
  if (evaluate === undefined || noOptions === undefined) return undefined;
  if (arity !== undefined && (args.length < arity[0] || args.length > arity[1])) return undefined;
  for (let i = 0; i < args.length; i++)
    if (!isAtom(args[i]!) && !isPlainContainer(args[i]!, d, native, host)) return undefined;
  const v = evaluate(args, native.evaluation, noOptions);
  if (v === undefined) return host.unevaluated(d.symbol, args);
  return isAtom(v) ? v : host.evaluate(v);
}

/** More than two exact numbers under a head for which neither grouping nor order matters: two by two. */
function folded(d: Definition, { pair }: Native, args: readonly Expr[]): Expr | undefined {
  if (pair === undefined || args.length < 3 || (d.attributes & Attribute.Flat) === 0) return undefined;
  for (let i = 0; i < args.length; i++)
    if (args[i]!.kind !== Kind.Integer && args[i]!.kind !== Kind.Rational) return undefined;
  let value: Expr | undefined = args[0]!;
  for (let i = 1; i < args.length && value !== undefined; i++) value = pair(value, args[i]!);
  return value;
}

/** A container that the call takes as it is: nothing threads over it, and no rule of lists speaks about it. */
function isPlainContainer(e: Expr, d: Definition, native: Native, host: CodeHost): boolean {
  if ((d.attributes & (Attribute.Listable | Attribute.Flat)) !== 0 || host.observer !== undefined) return false;
  if (e.kind === Kind.Packed) return native.packed && isLongPacked(e);
  if (e.kind !== Kind.Normal || e.head !== S.List) return false;
  const list = host.known(S.List);
  return list === undefined || (list.up === undefined && list.native?.up === undefined);
}

/** A call that its record compiles, as long as the symbol means what the record says. */
export class ControlCode implements Code {
  readonly #d: Definition;
  readonly #compiled: CompiledCall;
  readonly #makeUsual: () => Code;
  #usualCode: Code | undefined = undefined;
  /** Slots that stand directly as arguments: a sequence in one changes the number of arguments. */
  readonly #direct: readonly number[];
  readonly #host: CodeHost;
  constructor(d: Definition, compiled: CompiledCall, usual: () => Code, direct: readonly number[], host: CodeHost) {
    this.#d = d;
    this.#compiled = compiled;
    this.#makeUsual = usual;
    this.#direct = direct;
    this.#host = host;
  }
  get #usual(): Code {
    return (this.#usualCode ??= this.#makeUsual());
  }
  #isUsual(slots: Slots): boolean {
    const d = this.#d;
    if (d.own !== undefined || d.down !== undefined || this.#host.observer !== undefined) return true;
    for (const i of this.#direct) {
      const v = slots[i];
      if (v === undefined || (v.kind === Kind.Normal && v.head === S.Sequence)) return true;
    }
    return false;
  }
  build(slots: Slots): Expr {
    return this.#usual.build(slots);
  }
  run(slots: Slots): Expr {
    return this.#isUsual(slots) ? this.#usual.run(slots) : this.#compiled.run(slots);
  }
  tail(slots: Slots): Expr {
    if (this.#isUsual(slots)) return this.#usual.tail(slots);
    const c = this.#compiled;
    return c.tail === undefined ? c.run(slots) : c.tail(slots);
  }
  effect(slots: Slots): void {
    if (this.#isUsual(slots)) this.#usual.effect(slots);
    else if (this.#compiled.effect !== undefined) this.#compiled.effect(slots);
    else this.#compiled.run(slots);
  }
}
