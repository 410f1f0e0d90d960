/** Code of leaves: constants, symbols and slots. */
import { type Expr, Kind, Normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Code, Slots } from './code.ts';
import type { CodeHost } from './code-host.ts';

/** Numbers and strings in a variable are found without ceremony. */
function symbolValue(s: Sym, host: CodeHost): Expr {
  const own = host.known(s)?.own;
  if (own !== undefined && own.kind >= Kind.Integer && own.kind <= Kind.String) return own;
  return host.evaluate(s);
}

export class SymbolCode implements Code {
  readonly symbol: Sym;
  private readonly host: CodeHost;
  constructor(symbol: Sym, host: CodeHost) {
    this.symbol = symbol;
    this.host = host;
  }
  build(): Expr {
    return this.symbol;
  }
  run(): Expr {
    return symbolValue(this.symbol, this.host);
  }
  tail(): Expr {
    return this.symbol;
  }
  effect(): void {
    this.host.evaluate(this.symbol);
  }
}

/** How often a constant expression is evaluated as it is before it pays to compile it. */
const COMPILE_AFTER = 2;

/** No variables inside. Data are their own value; an expression that is evaluated again and again gets code of its own. */
export class ConstantCode implements Code {
  readonly value: Expr;
  private readonly host: CodeHost;
  readonly #compile: (e: Normal) => Code | undefined;
  #visits = 0;
  #code: Code | undefined = undefined;
  constructor(value: Expr, host: CodeHost, compile: (e: Normal) => Code | undefined) {
    this.value = value;
    this.host = host;
    this.#compile = compile;
  }
  #ready(v: Normal): Code | undefined {
    if (this.#visits > COMPILE_AFTER) return this.host.observer === undefined ? this.#code : undefined;
    if (++this.#visits > COMPILE_AFTER) this.#code = this.#compile(v);
    return undefined;
  }
  build(): Expr {
    return this.value;
  }
  run(slots: Slots): Expr {
    const v = this.value;
    if (v.kind === Kind.Normal) {
      if (v.stamp !== null && this.host.isCurrent(v)) return v;
      const code = this.#ready(v);
      return code === undefined ? this.host.evaluate(v) : code.run(slots);
    }
    return v.kind === Kind.Symbol || v.kind === Kind.Association ? this.host.evaluate(v) : v;
  }
  tail(): Expr {
    return this.value;
  }
  effect(slots: Slots): void {
    const v = this.value;
    if (v.kind !== Kind.Normal) this.run(slots);
    else {
      const code = this.#ready(v);
      if (code === undefined) this.host.evaluateForEffect(v);
      else code.effect(slots);
    }
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
    if (v.kind === Kind.Symbol) return symbolValue(v, this.host);
    return v.kind === Kind.Normal || v.kind === Kind.Association ? this.host.evaluate(v) : v;
  }
  tail(slots: Slots): Expr {
    return slots[this.index] ?? this.name;
  }
  effect(slots: Slots): void {
    this.run(slots);
  }
}

/** #n, #0, #name and ##n. */
export function slotCode(x: Normal, host: CodeHost): Code {
  if (x.head === S.SlotSequence) return new SlotSequenceCode(x, host);
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
  effect(slots: Slots): void {
    this.run(slots);
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
  effect(slots: Slots): void {
    this.run(slots);
  }
}
