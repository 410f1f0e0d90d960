/** Sow and Reap: collecting values along the way. */
import { type Expr, isCall, Normal, normal } from '../../expr/expr.ts';
import { hash } from '../../expr/hash.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';

interface Bag {
  readonly tag: Expr;
  readonly items: Expr[];
}

/** One Reap under way: what it collects, in the order in which tags first came. */
class Collector {
  readonly accepts: (tag: Expr) => boolean;
  readonly bags: Bag[] = [];
  readonly #byHash = new Map<number, Bag[]>();
  constructor(accepts: (tag: Expr) => boolean) {
    this.accepts = accepts;
  }
  /** The bag used last: mostly the next value belongs to it too. */
  #recent: Bag | undefined;
  add(tag: Expr, value: Expr): void {
    if (this.#recent?.tag === tag) this.#recent.items.push(value);
    else this.#recent = this.#put(tag, value);
  }
  #put(tag: Expr, value: Expr): Bag {
    const h = hash(tag);
    const known = this.#byHash.get(h);
    const bag = known?.find((b) => same(b.tag, tag));
    if (bag !== undefined) {
      bag.items.push(value);
      return bag;
    }
    const fresh: Bag = { tag, items: [value] };
    this.bags.push(fresh);
    if (known) known.push(fresh);
    else this.#byHash.set(h, [fresh]);
    return fresh;
  }
}

const active = new WeakMap<Session, Collector[]>();
const collectors = (session: Session): Collector[] => {
  let list = active.get(session);
  if (list === undefined) active.set(session, (list = []));
  return list;
};

export const Sow = builtin('Sow', {
  usage:
    'Sow[e] specifies that e should be collected by the nearest enclosing Reap.\nSow[e, tag] specifies that e should be collected by the nearest enclosing Reap whose pattern matches tag.',
  arity: [1, 2],
  evaluate([value, tag], e) {
    const list = collectors(e.session);
    const tags = tag === undefined ? [S.None] : isCall(tag, S.List) ? tag.args : [tag];
    for (const t of tags)
      for (let i = list.length - 1; i >= 0; i--)
        if (list[i]!.accepts(t)) {
          list[i]!.add(t, value!);
          break;
        }
    return value;
  },
  examples: { 'Reap[Sow[1]; Sow[2]; 3]': '{3, {{1, 2}}}' },
});

export const Reap = builtin('Reap', {
  usage:
    'Reap[expr] gives the value of expr together with all expressions to which Sow has been applied during its evaluation.\nReap[expr, patt, f] reaps only expressions sown with tags matching patt, and gives f[tag, {e1, ...}].',
  attributes: Attribute.HoldFirst,
  arity: [1, 3],
  evaluate([expr, form, f], e) {
    const session = e.session;
    const list = collectors(session);
    const several = form !== undefined && isCall(form, S.List) ? form.args : undefined;
    const forms = several ?? [form];
    const own = forms.map((p) => new Collector(p === undefined ? () => true : session.rules.matcher(p)));
    list.push(...own);
    let value: Expr;
    try {
      value = session.evaluate(expr!);
    } finally {
      list.splice(list.indexOf(own[0]!), own.length);
    }
    const result = (c: Collector): Normal =>
      new Normal(
        S.List,
        c.bags.map((b) => {
          const items = new Normal(S.List, b.items);
          return f === undefined ? items : session.call(f, [b.tag, items]);
        }),
      );
    return normal(S.List, value, several === undefined ? result(own[0]!) : new Normal(S.List, own.map(result)));
  },
  examples: {
    'Reap[Do[If[PrimeQ[k], Sow[k]], {k, 10}]]': '{Null, {{2, 3, 5, 7}}}',
    'Reap[Sow[1, x]; Sow[2, y]; Sow[3, x]]': '{3, {{1, 3}, {2}}}',
    'Reap[Sow[1, x]; Sow[2, y], x]': '{2, {{1}}}',
    'Reap[Sow[1, x]; Sow[2, y], _, Rule]': '{2, {x -> {1}, y -> {2}}}',
    'Reap[5]': '{5, {}}',
  },
});
export const sowing: readonly Builtin[] = [Sow, Reap];
