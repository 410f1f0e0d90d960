/** Code of what is replaced as a whole and then evaluated: scopes, compound heads, associations. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, maskOf, Normal } from '../../expr/expr.ts';
import { SymbolBit } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Code, Slots, Variables } from './code.ts';
import type { CodeHost } from './code-host.ts';
import { substitute } from './substitute.ts';

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
    const named = substitute(this.template, names, values, this.host.fresh, this.variables.ofRules);
    return this.variables.pure ? substituteSlots(named, slots) : named;
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
