/** Replacing symbols by values in expressions with lexical scopes: bound names shadow, and are renamed to avoid capture. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, maskOf, Normal, type Sym } from '../../expr/expr.ts';
import { SymbolBit } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';

/** Another symbol that prints like the given one with a suffix, the same one each time. */
export type Fresh = (like: Sym) => Sym;

const rules = new Set<Expr>([S.Rule, S.RuleDelayed, S.Set, S.SetDelayed]);

/** The names of the patterns in the left side of a rule or definition. */
function patternNames(lhs: Expr, found: Sym[] = []): Sym[] {
  if (lhs.kind !== Kind.Normal || (lhs.mask & SymbolBit.pattern) === 0 || lhs.head === S.Verbatim) return found;
  const name = lhs.args[0];
  if (lhs.head === S.Pattern && name?.kind === Kind.Symbol && !found.includes(name)) found.push(name);
  patternNames(lhs.head, found);
  for (const a of lhs.args) patternNames(a, found);
  return found;
}

/** The variables that a scoping construct binds; undefined when it binds none. */
export function boundVariables(e: Normal): readonly Sym[] | undefined {
  if (rules.has(e.head) && e.args.length === 2) {
    const names = patternNames(e.args[0]!);
    return names.length > 0 ? names : undefined;
  }
  if (e.head === S.Function) {
    if (e.args.length < 2) return undefined;
    const p = e.args[0]!;
    if (p.kind === Kind.Symbol) return p === S.Null ? undefined : [p];
    return isCall(p, S.List) ? p.args.filter((a): a is Sym => a.kind === Kind.Symbol) : undefined;
  }
  if ((e.head !== S.Module && e.head !== S.With) || e.args.length < 2) return undefined;
  const bound: Sym[] = [];
  // With takes several lists; each is a scope of its own, but none of their names is free in the body.
  for (const list of e.args.slice(0, -1)) {
    if (!isCall(list, S.List)) return undefined;
    for (const a of list.args) {
      const name = isCall(a, S.Set) || isCall(a, S.SetDelayed) ? a.args[0]! : a;
      if (name.kind === Kind.Symbol) bound.push(name);
    }
  }
  return bound;
}

/** Is the symbol mentioned anywhere inside? The Bloom mask answers most questions with no. */
export function mentions(e: Expr, s: Sym): boolean {
  let looks = 0;
  /** Parts that many others share are looked into once. */
  let without: Set<Expr> | undefined;
  const at = (x: Expr): boolean => {
    if (x === s) return true;
    if ((x.kind !== Kind.Normal && !isAssociation(x)) || (x.mask & s.mask) === 0) return false;
    worked(1);
    if (++looks > FEW) {
      without ??= new Set();
      if (without.has(x)) return false;
    }
    if (x.kind === Kind.Normal ? at(x.head) || x.args.some(at) : x.keys.some(at) || x.values.some(at)) return true;
    without?.add(x);
    return false;
  };
  return at(e);
}
/** Parts that are looked into before they are remembered. */
const FEW = 1000;

/** Heads that keep a sequence in one argument together: y = x with two values of x__ stays an assignment to y. */
const keepsSequences = new Set<Expr>([
  S.Rule,
  S.RuleDelayed,
  S.Set,
  S.SetDelayed,
  S.UpSet,
  S.UpSetDelayed,
  S.TagSet,
  S.TagSetDelayed,
]);
/** Arguments after the values of x__ have come into the places of variables: their elements stand side by side. */
export function spliceValues(head: Expr, args: readonly Expr[], isVariable: (i: number) => boolean): readonly Expr[] {
  if (keepsSequences.has(head)) return args;
  const out: Expr[] = [];
  for (let i = 0; i < args.length; i++) {
    const a = args[i]!;
    if (!isCall(a, S.Sequence) || !isVariable(i)) out.push(a);
    else for (let k = 0; k < a.args.length; k++) out.push(a.args[k]!);
  }
  return out;
}

/**
 * Replaces each variable that has a value; shares every untouched subtree. Inner scopes shadow what they bind. But of the first
 * `ofRules` variables one whose value is a symbol becomes that symbol also where a scope binds it: f[body_, x_] := Function[x, body].
 */
export function substitute(
  e: Expr,
  variables: readonly Sym[],
  values: readonly (Expr | undefined)[],
  fresh: Fresh,
  ofRules = 0,
): Expr {
  let mask = 0;
  for (const v of variables) mask |= v.mask;
  return walk(e, { variables, values, mask, fresh, reaches: variables.map((_, i) => i < ofRules) });
}

interface Job {
  readonly variables: readonly Sym[];
  readonly values: readonly (Expr | undefined)[];
  readonly mask: number;
  readonly fresh: Fresh;
  /** Which variables reach the names that scopes bind. */
  readonly reaches: readonly boolean[];
}

function walk(e: Expr, job: Job): Expr {
  if ((maskOf(e) & job.mask) === 0) return e;
  if (e.kind === Kind.Symbol) {
    const i = job.variables.indexOf(e);
    return i < 0 ? e : (job.values[i] ?? e);
  }
  if (e.kind === Kind.Normal) {
    const bound = boundVariables(e);
    if (bound !== undefined && bound.length > 0) return walkScope(e, bound, job);
    return walkParts(e, job);
  }
  return isAssociation(e) ? walkAssociation(e, job) : e;
}

function walkParts(e: Normal, job: Job): Normal {
  const head = walk(e.head, job);
  const args = walkAll(e.args, job);
  if (args === e.args) return head === e.head ? e : new Normal(head, args);
  const isVariable = (i: number): boolean => e.args[i]!.kind === Kind.Symbol;
  return new Normal(head, args.some((a) => isCall(a, S.Sequence)) ? spliceValues(head, args, isVariable) : args);
}

function walkAll(args: readonly Expr[], job: Job): readonly Expr[] {
  let out: Expr[] | undefined;
  for (let i = 0; i < args.length; i++) {
    const v = walk(args[i]!, job);
    if (v !== args[i] && out === undefined) out = args.slice();
    if (out !== undefined) out[i] = v;
  }
  return out ?? args;
}

const walkAssociation = (e: Association, job: Job): Association =>
  Association.from(e.entries().map(([k, v, delayed]) => [walk(k, job), walk(v, job), delayed] as const));

/** The names that a value makes where a scope binds its variable: a symbol, or a list of them. */
function namesIn(value: Expr | undefined): readonly Sym[] | undefined {
  if (value?.kind === Kind.Symbol) return [value];
  if (value === undefined || !isCall(value, S.List)) return undefined;
  return value.args.every((a): a is Sym => a.kind === Kind.Symbol) ? (value.args as readonly Sym[]) : undefined;
}

function walkScope(e: Normal, bound: readonly Sym[], job: Job): Expr {
  const named = job.values.map((v, i) => (job.reaches[i] ? namesIn(v) : undefined));
  const keep = job.variables.map((v, i) => !bound.includes(v) || named[i] !== undefined);
  const variables = job.variables.filter((_, i) => keep[i]);
  const values = job.values.filter((_, i) => keep[i]);
  const reaches = job.reaches.filter((_, i) => keep[i]);
  /** The names that the scope binds in the end, and whether they are meant to bind in the values of the rule's variables. */
  const replaced = new Map(job.variables.flatMap((v, i) => (named[i] ? [[v, named[i]] as const] : [])));
  // A bound name that occurs in a value which gets inside must be renamed, or it would capture it.
  const inside = values.filter((_, i) => mentions(e, variables[i]!));
  const others = values.filter((_, i) => !reaches[i] && mentions(e, variables[i]!));
  const clashes = bound.filter((b) => {
    const names = replaced.get(b);
    const given = names === undefined ? inside : others;
    return given.some((v) => v !== undefined && (names ?? [b]).some((n) => mentions(v, n)));
  });
  let scope: Normal = e;
  if (clashes.length > 0) {
    const names = clashes.map((clash) => {
      let name = job.fresh(clash);
      while (mentions(e, name) || inside.some((v) => v !== undefined && mentions(v, name))) name = job.fresh(name);
      return name;
    });
    let mask = 0;
    for (const c of clashes) mask |= c.mask;
    scope = renameScope(e, {
      variables: clashes,
      values: names,
      mask,
      fresh: job.fresh,
      reaches: clashes.map(() => false),
    });
  }
  if (e.head === S.Module || e.head === S.With)
    return substituteInitialisers(scope, job, { ...job, variables, values, reaches });
  return walkParts(scope, { ...job, variables, values, reaches });
}

/** Initialisers of Module and With stand outside of the scope; names and body inside. */
function substituteInitialisers(e: Normal, outer: Job, inner: Job): Normal {
  const args = e.args.map((a, i) => {
    if (i === e.args.length - 1) return walk(a, inner);
    if (!isCall(a, S.List)) return a;
    return new Normal(
      S.List,
      a.args.map((v) =>
        v.kind === Kind.Normal && v.args.length === 2
          ? new Normal(v.head, [walk(v.args[0]!, inner), walk(v.args[1]!, outer)])
          : v.kind === Kind.Symbol
            ? walk(v, inner)
            : v,
      ),
    );
  });
  return new Normal(e.head, args);
}

function renameScope(e: Normal, job: Job): Normal {
  if (rules.has(e.head)) return walkParts(e, job);
  const rename = (a: Expr): Expr => {
    if (a.kind === Kind.Symbol) return walk(a, job);
    if (isCall(a, S.List)) return new Normal(S.List, a.args.map(rename));
    return a.kind === Kind.Normal && a.args.length === 2 ? new Normal(a.head, [walk(a.args[0]!, job), a.args[1]!]) : a;
  };
  const last = e.args.length - 1;
  const bodyFrom = e.head === S.Function ? 1 : last;
  return new Normal(
    e.head,
    e.args.map((a, i) => (i < bodyFrom ? rename(a) : i === bodyFrom ? walk(a, job) : a)),
  );
}
