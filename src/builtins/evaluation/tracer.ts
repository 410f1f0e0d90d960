/** The chains of an evaluation, and which of their expressions are kept: an observer that all functions of tracing share. */
import { type Expr, Kind, Normal, normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Observer } from '../../kernel/definitions/definition.ts';
import type { TraceForm } from './trace-forms.ts';

/** How much of a chain comes along: nothing, its end, everything. */
export type Extent = 0 | 1 | 2;
export const ALL = 2;

export interface Selection {
  readonly form: TraceForm;
  /** Nothing is heard outside of, or inside of, evaluations of these. */
  readonly on: TraceForm | undefined;
  readonly off: TraceForm | undefined;
  /** What stands before and after a fitting expression in its chain. */
  readonly backward: Extent;
  readonly forward: Extent;
  /** The same for the chains around it. */
  readonly above: { readonly backward: Extent; readonly forward: Extent };
  readonly depth: number;
  /** Expressions before their heads and arguments are evaluated are looked at. */
  readonly originals: boolean;
  /** Chains of expressions that do not change are heard. */
  readonly still: boolean;
}

/** Hears of kept expressions while the evaluation runs. */
export interface Hearer {
  readonly before: (e: Expr, depth: number) => void;
  readonly after?: (e: Expr, value: Expr) => void;
}

/** An expression of a chain, as it is shown, or what was kept of a chain inside of it. */
interface Item {
  readonly e: Expr;
  readonly shown: Expr;
  kept: boolean;
}

/** The steps of one evaluation so far. */
interface Chain {
  /** The expression itself, until something is seen to happen to it. */
  first: Expr | undefined;
  readonly items: Item[];
  /** Within the depth and not inside of what TraceOff names. */
  readonly heard: boolean;
  on: boolean;
  /** TraceOff names this one: only its ends are heard. */
  off: boolean;
  /** How much of what came before, and of what comes, is kept: it or a chain inside has a fitting expression. */
  backward: Extent;
  forward: Extent;
}

const chainOf = (first: Expr | undefined, heard: boolean, on: boolean): Chain => ({
  first,
  items: [],
  heard,
  on,
  off: false,
  backward: 0,
  forward: 0,
});

const larger = (a: Extent, b: Extent): Extent => (a > b ? a : b);

export class Tracer implements Observer {
  readonly everything: boolean;
  readonly #stack: Chain[];
  readonly #selection: Selection;
  readonly #hearer: Hearer | undefined;
  /** @param hearer Gets what would otherwise be collected. */
  constructor(selection: Selection, hearer?: Hearer) {
    this.#selection = selection;
    this.#hearer = hearer;
    this.everything = selection.still;
    this.#stack = [chainOf(undefined, true, selection.on === undefined)];
  }

  /** All that was kept, as Trace gives it. */
  get result(): Expr {
    return this.#stack[0]!.items[0]?.shown ?? normal(S.List);
  }

  enter(e: Expr): void {
    const { on, off, depth, originals } = this.#selection;
    const around = this.#stack.at(-1)!;
    const heard = around.heard && !around.off && this.#stack.length <= depth;
    const chain = chainOf(e, heard, around.on || (heard && on?.(e, undefined) !== undefined));
    this.#stack.push(chain);
    if (originals) this.#addFirst(chain, undefined);
    chain.off = heard && off?.(e, undefined) !== undefined;
  }

  step(e: Expr, by: Sym | undefined): void {
    const chain = this.#stack.at(-1)!;
    const { on, off } = this.#selection;
    // What only got its arguments evaluated is not listed before that; a rule applies to what is there.
    if (by !== undefined || e.kind !== Kind.Normal || chain.first?.kind === Kind.Symbol) this.#addFirst(chain, by);
    chain.first = undefined;
    if (chain.heard) chain.on ||= on?.(e, by) !== undefined;
    // Whoever hears things at once has heard the expression before its arguments were looked at.
    if (this.#hearer === undefined || by !== undefined || chain.items.at(-1)?.e !== e) this.#add(chain, e, by);
    if (chain.heard) chain.off ||= off?.(e, by) !== undefined;
  }

  leave(value: Expr | undefined): void {
    const chain = this.#stack.at(-1)!;
    const { items } = chain;
    const last = items.at(-1);
    // The value of what TraceOff names is heard where the expression was.
    if (last !== undefined && (chain.forward > 0 || (chain.off && items[0]!.kept))) this.#keep(last);
    this.#stack.pop();
    if (this.#hearer === undefined) this.#collect(chain);
    else if (value !== undefined && this.#hearer.after !== undefined)
      for (const item of items.reverse()) if (item.kept) this.#hearer.after(item.shown, value);
  }

  #collect({ items }: Chain): void {
    const kept = items.filter((i) => i.kept);
    const { originals, still } = this.#selection;
    const silent = originals && !still && items.every((i) => i.e === items[0]!.e);
    if (kept.length === 0 || silent) return;
    const list = new Normal(
      S.List,
      kept.map((i) => i.shown),
    );
    this.#stack.at(-1)!.items.push({ e: list, shown: list, kept: true });
  }

  #addFirst(chain: Chain, by: Sym | undefined): void {
    if (chain.first !== undefined) this.#add(chain, chain.first, by);
    chain.first = undefined;
  }

  #add(chain: Chain, e: Expr, by: Sym | undefined): void {
    if (!chain.heard) return;
    const fits = chain.on && (!chain.off || chain.items.length === 0) ? this.#selection.form(e, by) : undefined;
    const shown = fits ?? e;
    const item: Item = { e, shown: this.#hearer === undefined ? normal(S.HoldForm, shown) : shown, kept: false };
    chain.items.push(item);
    if (fits !== undefined) this.#found(item);
    else if (chain.forward === ALL || (chain.backward > 0 && chain.items.length === 1)) this.#keep(item);
  }

  /** The last item of the last chain fits: it is kept, with what the options want of it and of the chains around. */
  #found(item: Item): void {
    const { above, backward, forward } = this.#selection;
    const innermost = this.#stack.at(-1)!;
    for (const chain of this.#stack.slice(1)) {
      const inner = chain === innermost;
      chain.backward = larger(chain.backward, inner ? larger(backward, above.backward) : above.backward);
      chain.forward = larger(chain.forward, inner ? larger(forward, above.forward) : above.forward);
      if (chain.backward === ALL) for (const i of chain.items) this.#keep(i);
      else if (chain.backward > 0 && chain.items.length > 0) this.#keep(chain.items[0]!);
    }
    this.#keep(item);
  }

  #keep(item: Item): void {
    if (item.kept) return;
    item.kept = true;
    this.#hearer?.before(
      item.shown,
      this.#stack.findLastIndex((chain) => chain.items.includes(item)),
    );
  }
}
