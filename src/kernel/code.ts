/**
 * Right sides, conditions and function bodies as trees of small objects that evaluate directly: the values of
 * variables come from an array of slots, and no expression is built only to be evaluated.
 */
import { Association, isAssociation } from '../expr/association.ts';
import { type Expr, isCall, Kind, maskOf, Normal, Str, type Sym } from '../expr/expr.ts';
import { SymbolBit } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import { HOLDS } from './attributes.ts';
import type { Definition } from './definition.ts';
import { boundVariables, type Fresh, substitute } from './substitute.ts';

export type Slots = readonly (Expr | undefined)[];

/** What running code needs of the evaluator. */
export interface CodeHost {
  evaluate(e: Expr): Expr;
  known(s: Sym): Definition | undefined;
  /** Full evaluation of head[args]; head and args are values. */
  callSymbol(head: Sym, definition: Definition | undefined, args: Expr[]): Expr;
  /** The value of a variable for a function that keeps nothing of it (see ownership.ts). */
  borrow(s: Sym): Expr;
  readonly fresh: Fresh;
  /** Where `tail` leaves the call that is to be done next. */
  nextHead: Sym;
  nextArgs: Expr[];
}

/** Returned by `tail` when the next call waits in the host: the evaluation loop goes on without growing the stack. */
export const TAIL: Expr = new Str('tail');

export interface Code {
  /** The expression with variables replaced, not evaluated. */
  build(slots: Slots): Expr;
  /** The value of the expression. */
  run(slots: Slots): Expr;
  /** An expression whose value is that value, or TAIL. */
  tail(slots: Slots): Expr;
}

/** Which leaves are variables. */
export interface Variables {
  readonly names: readonly Sym[];
  /** Are # forms variables, too? */
  readonly pure: boolean;
  /** What stands for a variable without a value; its own name when not given. */
  readonly absent?: Expr;
}

/** Variables of a pattern that took no part in the match vanish from the right side. */
export const NOTHING: Expr = new Normal(S.Sequence, []);

/** Special ways to run calls of control symbols; filled by control-code.ts. */
export type ControlCompiler = (
  call: Normal,
  compile: (e: Expr) => Code,
  host: CodeHost,
  generic: Code,
) => Code | undefined;
export const controlCompilers = new Map<Sym, ControlCompiler>();

export function compileCode(e: Expr, variables: Variables, host: CodeHost): Code {
  let mask = variables.pure ? SymbolBit.slot : 0;
  for (const v of variables.names) mask |= v.mask;
  const compile = (x: Expr): Code => {
    if ((maskOf(x) & mask) === 0 && !(x.kind === Kind.Normal && worthCompiling(x))) return new ConstantCode(x, host);
    if (x.kind === Kind.Symbol) {
      const i = variables.names.indexOf(x);
      return i < 0 ? new ConstantCode(x, host) : new SlotCode(i, variables.absent ?? x, host);
    }
    if (x.kind !== Kind.Normal) return new SubstituteCode(x, variables, host);
    if (variables.pure) {
      if (isCall(x, S.Slot)) return slotCode(x, host);
      if (isCall(x, S.SlotSequence)) return new SlotSequenceCode(x, host);
      // Slots of an inner pure function are its own; nothing of ours is inside unless names are.
      if (isCall(x, S.Function) && x.args.length === 1) return new ConstantCode(x, host);
    }
    if (
      x.head.kind !== Kind.Symbol ||
      variables.names.includes(x.head) ||
      boundVariables(x) !== undefined ||
      x.head === S.Function
    )
      return new SubstituteCode(x, variables, host);
    const generic = new CallCode(x.head, x.args.map(compile), host, x);
    return controlCompilers.get(x.head)?.(x, compile, host, generic) ?? generic;
  };
  return compile(e);
}

/** Constant subtrees are evaluated as they are; only control constructs gain by being compiled. */
const worthCompiling = (e: Normal): boolean => e.head.kind === Kind.Symbol && controlCompilers.has(e.head);

export class ConstantCode implements Code {
  readonly value: Expr;
  private readonly host: CodeHost;
  constructor(value: Expr, host: CodeHost) {
    this.value = value;
    this.host = host;
  }
  build(): Expr {
    return this.value;
  }
  run(): Expr {
    const v = this.value;
    return v.kind === Kind.Normal || v.kind === Kind.Symbol || v.kind === Kind.Association ? this.host.evaluate(v) : v;
  }
  tail(): Expr {
    return this.value;
  }
}

export class SlotCode implements Code {
  readonly index: number;
  readonly name: Expr;
  private readonly host: CodeHost;
  constructor(index: number, name: Expr, host: CodeHost) {
    this.index = index;
    this.name = name;
    this.host = host;
  }
  build(slots: Slots): Expr {
    return slots[this.index] ?? this.name;
  }
  run(slots: Slots): Expr {
    const v = slots[this.index] ?? this.name;
    return v.kind === Kind.Normal || v.kind === Kind.Symbol || v.kind === Kind.Association ? this.host.evaluate(v) : v;
  }
  tail(slots: Slots): Expr {
    return slots[this.index] ?? this.name;
  }
}

/** #n; #0 and #name are left to substitution. */
function slotCode(x: Normal, host: CodeHost): Code {
  const n = x.args[0];
  if (n?.kind === Kind.Integer && typeof n.value === 'number' && n.value > 0) return new SlotCode(n.value - 1, x, host);
  return new NamedSlotCode(x, host);
}

/** #0 is the function itself and #name a key of the first argument: both wait in slots behind the arguments. */
class NamedSlotCode implements Code {
  private readonly slot: Normal;
  private readonly host: CodeHost;
  constructor(slot: Normal, host: CodeHost) {
    this.slot = slot;
    this.host = host;
  }
  build(slots: Slots): Expr {
    const key = this.slot.args[0];
    const args = slots as Slots & { self?: Expr };
    if (key?.kind === Kind.Integer && key.value === 0) return args.self ?? this.slot;
    const first = slots[0];
    if (key?.kind === Kind.String && first !== undefined) return new Normal(first, [key]);
    return this.slot;
  }
  run(slots: Slots): Expr {
    const e = this.build(slots);
    return e === this.slot ? e : this.host.evaluate(e);
  }
  tail(slots: Slots): Expr {
    return this.build(slots);
  }
}

class SlotSequenceCode implements Code {
  private readonly from: number;
  private readonly host: CodeHost;
  constructor(x: Normal, host: CodeHost) {
    const n = x.args[0];
    this.from = n?.kind === Kind.Integer ? Number(n.value) - 1 : 0;
    this.host = host;
  }
  build(slots: Slots): Expr {
    return new Normal(
      S.Sequence,
      slots.slice(this.from).map((s) => s!),
    );
  }
  run(slots: Slots): Expr {
    return this.host.evaluate(this.build(slots));
  }
  tail(slots: Slots): Expr {
    return this.build(slots);
  }
}

/** Calls whose head is known when compiled. */
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
    const args = new Array<Expr>(codes.length);
    for (let i = 0; i < codes.length; i++) {
      const a = codes[i]!.build(slots);
      if (a !== source[i]) same = false;
      args[i] = a;
    }
    return same ? this.original : new Normal(this.head, args);
  }
  run(slots: Slots): Expr {
    const d = this.host.known(this.head);
    if (d !== undefined) {
      if ((d.attributes & HOLDS) !== 0) return this.host.evaluate(this.build(slots));
      const codes = this.args;
      if (codes.length === 2) {
        const a = this.first(d, slots);
        const b = codes[1]!.run(slots);
        const pair = d.native?.pair;
        if (pair !== undefined) {
          const v = pair(a, b);
          if (v !== undefined) return v;
        }
        return this.host.callSymbol(this.head, d, [a, b]);
      }
    }
    return this.host.callSymbol(this.head, d, this.values(d, slots));
  }
  tail(slots: Slots): Expr {
    const d = this.host.known(this.head);
    if (d !== undefined && (d.attributes & HOLDS) !== 0) return this.build(slots);
    const args = this.values(d, slots);
    if (args.length === 2) {
      const v = d?.native?.pair?.(args[0]!, args[1]!);
      if (v !== undefined) return v;
    }
    this.host.nextHead = this.head;
    this.host.nextArgs = args;
    return TAIL;
  }
  private values(d: Definition | undefined, slots: Slots): Expr[] {
    const codes = this.args;
    const args = new Array<Expr>(codes.length);
    if (codes.length > 0) args[0] = this.first(d, slots);
    for (let i = 1; i < codes.length; i++) args[i] = codes[i]!.run(slots);
    return args;
  }
  private first(d: Definition | undefined, slots: Slots): Expr {
    const code = this.args[0]!;
    return d?.native?.borrows === true && code instanceof ConstantCode && code.value.kind === Kind.Symbol
      ? this.host.borrow(code.value)
      : code.run(slots);
  }
}

/** Everything with scopes of its own, compound heads, associations: replaced as a whole, then evaluated. */
export class SubstituteCode implements Code {
  private readonly template: Expr;
  private readonly variables: Variables;
  private readonly host: CodeHost;
  constructor(template: Expr, variables: Variables, host: CodeHost) {
    this.template = template;
    this.variables = variables;
    this.host = host;
  }
  build(slots: Slots): Expr {
    const { names, absent } = this.variables;
    const values = absent === undefined ? slots : names.map((_, i) => slots[i] ?? absent);
    const named = substitute(this.template, names, values, this.host.fresh);
    return this.variables.pure ? substituteSlots(named, slots) : named;
  }
  run(slots: Slots): Expr {
    return this.host.evaluate(this.build(slots));
  }
  tail(slots: Slots): Expr {
    return this.build(slots);
  }
}

/** Replaces # forms, except inside inner pure functions of the # form. */
function substituteSlots(e: Expr, slots: Slots): Expr {
  if ((maskOf(e) & SymbolBit.slot) === 0) return e;
  if (isAssociation(e))
    return Association.from(
      e.entries().map(([k, v, delayed]) => [substituteSlots(k, slots), substituteSlots(v, slots), delayed] as const),
    );
  if (e.kind !== Kind.Normal) return e;
  if (e.head === S.Slot) {
    const key = e.args[0];
    if (key?.kind === Kind.Integer) {
      const n = Number(key.value);
      return n === 0 ? ((slots as Slots & { self?: Expr }).self ?? e) : (slots[n - 1] ?? e);
    }
    return slots[0] === undefined || key === undefined ? e : new Normal(slots[0], [key]);
  }
  if (e.head === S.SlotSequence) {
    const key = e.args[0];
    const from = key?.kind === Kind.Integer ? Number(key.value) - 1 : 0;
    return new Normal(
      S.Sequence,
      slots.slice(from).map((s) => s!),
    );
  }
  if (isCall(e, S.Function) && e.args.length === 1) return e;
  return new Normal(
    substituteSlots(e.head, slots),
    e.args.map((a) => substituteSlots(a, slots)),
  );
}
