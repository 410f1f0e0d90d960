/**
 * Patterns compile once, into closures whose continuation is already known.
 * To enumerate all matches, let what follows record the bindings and return false.
 */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, maskOf, Normal, type Sym } from '../../expr/expr.ts';
import { unpackLevel } from '../../expr/packed.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute } from '../definitions/attributes.ts';
import { isWhole } from './constructs.ts';
import { flatList } from './flat.ts';
import { formOf, ruleEntries, sequenceOf } from './forms.ts';
import { isLiteral, variablesOf } from './literal.ts';
import {
  type CompiledPattern,
  type Compiler,
  type ListStep,
  type Match,
  type Next,
  type NotedRun,
  ONE,
  type Range,
  type Step,
} from './match.ts';
import { orderedList } from './ordered.ts';
import { orderlessList } from './orderless.ts';

/** What stands around a pattern without a say about defaults. */
const untested = new Set<Expr>([S.PatternTest, S.Condition, S.HoldPattern]);

/** What patterns need to know of the session: attributes and defaults when compiled, evaluation when run. */
export interface PatternHost {
  attributesOf(s: Sym): number;
  /** Default[f], Default[f, i]: the value of x_. as the i-th of n arguments of f. */
  defaultOf(f: Sym, position: number, count: number): Expr | undefined;
  /** A test over the pattern's variables, compiled to a question put to the evaluator. */
  question(test: Expr, variables: readonly Sym[]): (m: Match) => boolean;
  /** f in p ? f. */
  predicate(f: Expr): (e: Expr) => boolean;
}

/** Matches the arguments of f[...], so that a call need not be built to be matched. */
export interface CompiledArguments extends Omit<CompiledPattern, 'run'> {
  readonly run: ListStep;
}

/** f[p1, ...], possibly inside HoldPattern or with conditions, where f is a symbol. */
export function compileArguments(lhs: Normal, head: Sym, host: PatternHost): CompiledArguments {
  const tests: Expr[] = [];
  let call = lhs;
  while ((call.head === S.Condition || call.head === S.HoldPattern) && isWhole(call)) {
    if (call.head === S.Condition) tests.unshift(call.args[1]!);
    call = call.args[0] as Normal;
  }
  if (call.head === S.Pattern) return compileNamedCall(lhs, head, host);
  const c = new PatternCompiler(variablesOf(lhs), host, { whole: lhs, args: call.args });
  const questions = tests.map((t) => c.question(t));
  const run = c.callArguments(head, call.args, (m) => {
    for (const q of questions) if (!q(m)) return false;
    return c.accepts(m);
  });
  return { run, variables: c.variables, lists: c.lists, positions: c.positions, cells: c.cells, pool: [] };
}

/** all : f[p1, ...] needs the call as an expression, which only such rules pay for. */
function compileNamedCall(lhs: Normal, head: Sym, host: PatternHost): CompiledArguments {
  const whole = compilePattern(lhs, host);
  return { ...whole, run: (m, args) => whole.run(m, new Normal(head, args)), pool: [] };
}

export function compilePattern(pattern: Expr, host: PatternHost, outer: readonly Sym[] = []): CompiledPattern {
  const root = outer.length === 0 ? rootOf(pattern) : undefined;
  const c = new PatternCompiler(variablesOf(pattern, [...outer]), host, root);
  const run = c.step(pattern, (m) => c.accepts(m));
  return { run, variables: c.variables, lists: c.lists, positions: c.positions, cells: c.cells, pool: [] };
}

/** The arguments of the outermost call of a pattern, which are walked once in a match. */
interface Root {
  readonly whole: Expr;
  readonly args: readonly Expr[];
}

function rootOf(pattern: Expr): Root | undefined {
  let p = pattern;
  while (p.kind === Kind.Normal && (p.head === S.Condition || p.head === S.HoldPattern) && isWhole(p)) p = p.args[0]!;
  return p.kind === Kind.Normal && formOf(p) === undefined ? { whole: pattern, args: p.args } : undefined;
}

/** How often a symbol stands in an expression; counting ends at 2. */
function occurrences(s: Sym, e: Expr): number {
  if (e.kind === Kind.Symbol) return e === s ? 1 : 0;
  if (e.kind === Kind.Association) return (maskOf(e) & s.mask) === 0 ? 0 : 2;
  if (e.kind !== Kind.Normal || (e.mask & s.mask) === 0) return 0;
  let n = occurrences(s, e.head);
  for (let i = 0; i < e.args.length && n < 2; i++) n += occurrences(s, e.args[i]!);
  return n;
}

/** A fraction or a complex number as the call that its FullForm shows. */
function numberParts(e: Expr, head: Sym): readonly Expr[] | undefined {
  if (e.kind === Kind.Rational && head === S.RationalHead) return [int(e.num), int(e.den)];
  return e.kind === Kind.Complex && head === S.ComplexHead ? [e.re, e.im] : undefined;
}

export class PatternCompiler implements Compiler {
  readonly variables: Sym[];
  readonly host: PatternHost;
  lists = 0;
  positions = 0;
  cells = 0;
  /** The head and argument count around the pattern being compiled, for defaults of x_. */
  private context: { head: Sym; position: number; count: number } | undefined;

  readonly #root: Root | undefined;
  readonly #noted: NotedRun[] = [];

  constructor(variables: Sym[], host: PatternHost, root?: Root) {
    this.variables = variables;
    this.host = host;
    this.#root = root;
  }

  /** name__ and name___ among the arguments of the outermost call, where the name stands nowhere else in the pattern. */
  note(pattern: Expr, list: number, among: readonly Expr[]): NotedRun | undefined {
    if (this.#root === undefined || among !== this.#root.args || !isCall(pattern, S.Pattern)) return undefined;
    const [name, blank] = pattern.args;
    if (name?.kind !== Kind.Symbol || pattern.args.length !== 2 || blank?.kind !== Kind.Normal) return undefined;
    if ((blank.head !== S.BlankSequence && blank.head !== S.BlankNullSequence) || blank.args.length > 0)
      return undefined;
    if (occurrences(name, this.#root.whole) !== 1) return undefined;
    const noted = { slot: this.slot(name), list, start: this.position(), count: this.position() };
    this.#noted.push(noted);
    return noted;
  }

  /** The end of a match: runs that were noted are made. */
  accepts(m: Match): boolean {
    for (const { slot, list, start, count } of this.#noted) {
      const from = m.positions[start]!;
      const n = m.positions[count]!;
      const args = m.lists[list]!;
      m.slots[slot] = n === 1 ? args[from]! : sequenceOf(args.slice(from, from + n));
    }
    return m.accept === undefined || m.accept(m);
  }

  list(): number {
    return this.lists++;
  }
  position(): number {
    return this.positions++;
  }
  cell(): number {
    return this.cells++;
  }
  slot(name: Sym): number {
    return this.variables.indexOf(name);
  }
  question(test: Expr): (m: Match) => boolean {
    return this.host.question(test, this.variables);
  }
  predicate(f: Expr): (e: Expr) => boolean {
    return this.host.predicate(f);
  }

  lengths(p: Expr): Range {
    return formOf(p)?.lengths(p as Normal, this) ?? ONE;
  }
  totalLengths(patterns: readonly Expr[]): Range {
    let min = 0;
    let max = 0;
    for (const p of patterns) {
      const [a, b] = this.lengths(p);
      min += a;
      max += b;
    }
    return [min, max];
  }

  /** Match a value against `p`, then continue with `next`. */
  step(p: Expr, next: Next): Step {
    switch (p.kind) {
      case Kind.Normal:
        return formOf(p)?.compile(this, p, next) ?? this.plain(p, next);
      case Kind.Symbol:
        return (m, e) => e === p && next(m);
      case Kind.Association:
        return this.association(p, next);
      case Kind.Integer: {
        const value = p.value;
        return (m, e) => e.kind === Kind.Integer && e.value === value && next(m);
      }
      default:
        return (m, e) => same(e, p) && next(m);
    }
  }

  /** Like `step`, for a value that may be a Sequence of a length that `p` may not allow. */
  sequenceStep(p: Expr, next: Next): Step {
    const [min, max] = this.lengths(p);
    const inner = this.step(p, next);
    return (m, e) => {
      const n = e.kind === Kind.Normal && e.head === S.Sequence ? e.args.length : 1;
      return n >= min && n <= max && inner(m, e);
    };
  }

  /** Match without binding anything for what follows: names inside are forgotten again. */
  isolated(p: Expr): Step {
    const saved = this.cell();
    const inner = this.step(p, () => true);
    return (m, e) => {
      m.cells[saved] = m.slots.slice();
      const ok = inner(m, e);
      const before = m.cells[saved] as (Expr | undefined)[];
      for (let i = 0; i < before.length; i++) m.slots[i] = before[i];
      return ok;
    };
  }

  /** f[p1, p2, ...] with f no pattern construct. */
  plain(p: Normal, next: Next): Step {
    if (isLiteral(p)) return (m, e) => same(e, p) && next(m);
    const head = p.head;
    if (head.kind !== Kind.Symbol) {
      const args = this.argumentList(p.args, next);
      const cell = this.list();
      const headStep = this.step(head, (m) => args(m, m.lists[cell]!));
      return (m, e) => {
        if (e.kind !== Kind.Normal) return false;
        const outer = m.lists[cell]!;
        m.lists[cell] = e.args;
        const ok = headStep(m, e.head);
        m.lists[cell] = outer;
        return ok;
      };
    }
    const attributes = this.host.attributesOf(head);
    const args = this.symbolArguments(head, attributes, p.args, next);
    if (head === S.List)
      return (m, e) =>
        e.kind === Kind.Normal
          ? e.head === head && args(m, e.args)
          : e.kind === Kind.Packed && args(m, unpackLevel(e).args);
    if (head === S.Association) return (m, e) => isAssociation(e) && args(m, ruleEntries(e)!);
    if (head === S.RationalHead || head === S.ComplexHead)
      return (m, e) => {
        const parts = numberParts(e, head);
        return parts === undefined ? e.kind === Kind.Normal && e.head === head && args(m, e.args) : args(m, parts);
      };
    if ((attributes & Attribute.OneIdentity) !== 0 && this.canStandAlone(p))
      return (m, e) => (e.kind === Kind.Normal && e.head === head ? args(m, e.args) : args(m, [e]));
    return (m, e) => e.kind === Kind.Normal && e.head === head && args(m, e.args);
  }

  callArguments(head: Sym, patterns: readonly Expr[], next: Next): ListStep {
    return this.symbolArguments(head, this.host.attributesOf(head), patterns, next);
  }

  private symbolArguments(head: Sym, attributes: number, patterns: readonly Expr[], next: Next): ListStep {
    const outer = this.context;
    this.context = { head, position: 0, count: patterns.length };
    const flat = (attributes & Attribute.Flat) !== 0;
    const orderless = (attributes & Attribute.Orderless) !== 0 || head === S.Association;
    const result =
      flat && !orderless
        ? flatList(this, head, attributes, patterns, next)
        : orderless
          ? orderlessList(
              this,
              patterns,
              next,
              flat ? { head, oneIdentity: (attributes & Attribute.OneIdentity) !== 0 } : undefined,
            )
          : this.argumentList(patterns, next);
    this.context = outer;
    return result;
  }

  /** Tells whenAbsent which argument is being compiled. */
  at<T>(position: number, f: () => T): T {
    if (this.context === undefined) return f();
    const outer = this.context;
    this.context = { ...outer, position };
    const result = f();
    this.context = outer;
    return result;
  }

  argumentList(patterns: readonly Expr[], next: Next): ListStep {
    return orderedList(this, patterns, next);
  }
  orderlessList(patterns: readonly Expr[], next: Next): ListStep {
    return orderlessList(this, patterns, next, undefined);
  }

  /** Optional[p] or Optional[p, default] with nothing there: the default is not tested, but gives names to what it is made of. */
  whenAbsent(p: Normal, next: Next): Next {
    const context = this.context;
    const given = p.args[1];
    let inner = p.args[0]!;
    while (inner.kind === Kind.Normal && untested.has(inner.head) && inner.args.length > 0) inner = inner.args[0]!;
    const name = inner.kind === Kind.Normal && inner.head === S.Pattern ? inner.args[0] : undefined;
    const slot = name?.kind === Kind.Symbol ? this.slot(name) : -1;
    const host = this.host;
    if (slot < 0 && given !== undefined && isCall(inner, S.List)) {
      const parts = this.step(inner, next);
      return (m) => parts(m, given);
    }
    return (m) => {
      const value =
        given ??
        (context === undefined ? undefined : host.defaultOf(context.head, context.position + 1, context.count));
      if (value === undefined) return false;
      if (slot < 0) return next(m);
      const bound = m.slots[slot];
      if (bound !== undefined) return same(bound, value) && next(m);
      m.slots[slot] = value;
      if (next(m)) return true;
      m.slots[slot] = undefined;
      return false;
    };
  }

  /** With OneIdentity, f[x_, y_.] also matches what is no f at all: all but one argument must be optional. */
  private canStandAlone(p: Normal): boolean {
    const optional = p.args.filter((a) => a.kind === Kind.Normal && a.head === S.Optional).length;
    return optional > 0 && optional >= p.args.length - 1;
  }

  /** <|k -> p, ...|> matches associations with just these entries, in any order. */
  private association(p: Expr, next: Next): Step {
    const list = orderlessList(this, ruleEntries(p)!, next, undefined);
    return (m, e) => isAssociation(e) && list(m, ruleEntries(e)!);
  }
}
