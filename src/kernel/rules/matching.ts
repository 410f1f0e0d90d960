/** Patterns and rules in executable form, for one session: compiled when first used, again when attributes change. */
import { type Expr, int, isCall, Kind, Normal, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import { type Code, NOTHING, TAIL } from '../code/code.ts';
import { compileCode } from '../code/compile-code.ts';
import { mentions } from '../code/substitute.ts';
import { Attribute } from '../definitions/attributes.ts';
import type { Evaluator } from '../evaluation/evaluate.ts';
import { catchReturn } from '../evaluation/returning.ts';
import { type CompiledArguments, compileArguments, compilePattern, type PatternHost } from '../pattern/compile.ts';
import { isLiteral } from '../pattern/literal.ts';
import { acquire, type CompiledPattern, type Match, release } from '../pattern/match.ts';
import type { DefinedRule, RuleSet } from './rules.ts';

/** What a scoped right side gives when its condition fails: Module[{...}, body /; test]. */
const ConditionFailed = system('$ConditionFailed');
/** Names that no user can write, for the rest of the arguments of a flat head. */
const before = system('$before');
const after = system('$after');
const givenOptions = system('$givenOptions');
const anything = (name: Sym): Expr => new Normal(S.Pattern, [name, new Normal(S.BlankNullSequence, [])]);

interface Body {
  readonly code: Code;
  /** The right side is a scope with a condition inside. */
  readonly scoped: boolean;
  /** The symbol whose rule this is, when the right side mentions Return. */
  readonly returnsFrom: Sym | undefined;
}
interface CompiledRule extends Body {
  readonly match: CompiledArguments;
}
interface CompiledRewrite extends Body {
  readonly match: CompiledPattern;
}
interface Versioned<T> {
  readonly version: number;
  readonly value: T;
}

/** Splits rhs /; test; several conditions are conjoined by nesting. */
function splitCondition(rhs: Expr): { body: Expr; tests: Expr[] } {
  const tests: Expr[] = [];
  let body = rhs;
  while (isCall(body, S.Condition) && body.args.length === 2) {
    tests.push(body.args[1]!);
    body = body.args[0]!;
  }
  return { body, tests };
}

/** Module[vars, body /; test] becomes Module[vars, If[test, body, failed, failed]], at any depth of scopes. */
function scopedCondition(rhs: Expr): Expr | undefined {
  if (rhs.kind !== Kind.Normal || rhs.args.length < 2) return undefined;
  if (rhs.head !== S.Module && rhs.head !== S.With && rhs.head !== S.Block) return undefined;
  const body = rhs.args[rhs.args.length - 1]!;
  const inner = isCall(body, S.Condition)
    ? new Normal(S.If, [body.args[1]!, body.args[0]!, ConditionFailed, ConditionFailed])
    : scopedCondition(body);
  return inner === undefined ? undefined : new Normal(rhs.head, [...rhs.args.slice(0, -1), inner]);
}

export class Matching implements PatternHost {
  readonly #evaluator: Evaluator;
  readonly #matchers = new WeakMap<object, Versioned<CompiledPattern>>();
  readonly #rewrites = new WeakMap<object, Versioned<readonly CompiledRewrite[]>>();
  readonly #predicate: (f: Expr) => (e: Expr) => boolean;

  constructor(evaluator: Evaluator, predicate: (f: Expr) => (e: Expr) => boolean) {
    this.#evaluator = evaluator;
    this.#predicate = predicate;
  }

  attributesOf(s: Sym): number {
    return this.#evaluator.known(s)?.attributes ?? 0;
  }

  /** The value of Default[f, position, count], or of what is less special. */
  defaultOf(f: Sym, position?: number, count?: number): Expr | undefined {
    const rules = this.#evaluator.known(f)?.more.defaults;
    if (rules === undefined) return undefined;
    const exact: Expr[] = [f, ...(position === undefined ? [] : [int(position)])];
    if (count !== undefined) exact.push(int(count));
    for (let n = exact.length; n > 0; n--) {
      const args = exact.slice(0, n);
      const value = this.applyRules(rules, S.Default, args);
      if (value !== undefined) return this.finish(value);
    }
    return undefined;
  }

  question(test: Expr, variables: readonly Sym[]): (m: Match) => boolean {
    const code = compileCode(test, { names: variables, pure: false }, this.#evaluator);
    const evaluator = this.#evaluator;
    return (m) =>
      (evaluator.observer === undefined ? code.run(m.slots) : evaluator.evaluate(code.build(m.slots))) === S.True;
  }

  predicate(f: Expr): (e: Expr) => boolean {
    return this.#predicate(f);
  }

  get #version(): number {
    return this.#evaluator.definitions.attributesVersion;
  }

  matcher(pattern: Expr): (e: Expr) => boolean {
    if (isLiteral(pattern))
      return (e) => {
        worked(1);
        return same(e, pattern);
      };
    const compiled = this.compiled(pattern);
    return (e) => {
      worked(1);
      const m = acquire(compiled);
      const ok = compiled.run(m, e);
      release(compiled, m);
      return ok;
    };
  }

  compiled(pattern: Expr): CompiledPattern {
    const known = this.#matchers.get(pattern);
    if (known !== undefined && known.version === this.#version) return known.value;
    const value = compilePattern(pattern, this);
    this.#matchers.set(pattern, { version: this.#version, value });
    return value;
  }

  forEachMatch(pattern: Expr, e: Expr, visit: (bindings: ReadonlyMap<Sym, Expr>) => boolean): void {
    const compiled = this.compiled(pattern);
    const m = acquire(compiled);
    m.accept = () => {
      const bindings = new Map<Sym, Expr>();
      compiled.variables.forEach((v, i) => {
        if (m.slots[i] !== undefined) bindings.set(v, m.slots[i]!);
      });
      return visit(bindings);
    };
    compiled.run(m, e);
    release(compiled, m);
  }

  #body(rhs: Expr, variables: readonly Sym[], head: Sym | undefined): Body {
    const scoped = scopedCondition(rhs);
    const code = compileCode(
      scoped ?? rhs,
      { names: variables, pure: false, absent: NOTHING, ofRules: variables.length },
      this.#evaluator,
    );
    const returnsFrom = mentions(rhs, S.Return) ? (head ?? S.Function) : undefined;
    return { code, scoped: scoped !== undefined, returnsFrom };
  }

  /** The value of a body after a match: an expression to go on with, TAIL, or undefined when its inner condition failed. */
  #apply(body: Body, slots: readonly (Expr | undefined)[]): Expr | undefined {
    if (!body.scoped && body.returnsFrom === undefined) {
      // An observer sees the right side as an expression, before anything in it is evaluated.
      return this.#evaluator.observer === undefined ? body.code.tail(slots) : body.code.build(slots);
    }
    const head = body.returnsFrom;
    const value =
      head === undefined ? body.code.run(slots) : catchReturn(this.#evaluator, head, () => body.code.run(slots));
    return value === ConditionFailed ? undefined : value;
  }

  #returning(rhs: Expr, head: Sym): Expr {
    return catchReturn(this.#evaluator, head, () => this.#evaluator.evaluate(rhs));
  }

  #compileRule(rule: DefinedRule, head: Sym): CompiledRule[] {
    return this.#variants(rule.lhs, rule.rhs, head).map(({ lhs, rhs }) => {
      const match = compileArguments(lhs as Normal, head, this);
      return { match, ...this.#body(rhs, match.variables, head) };
    });
  }

  /** The rule itself, and for a flat head the rule for part of its arguments. */
  #variants(lhs: Expr, rhs: Expr, head: Sym | undefined): { lhs: Expr; rhs: Expr }[] {
    ({ lhs, rhs } = withOptionValues(lhs, rhs, head));
    const { body, tests } = splitCondition(rhs);
    const whole = { lhs: withTests(lhs, tests), rhs: body };
    const attributes = head === undefined ? 0 : this.attributesOf(head);
    if (head === undefined || (attributes & Attribute.Flat) === 0) return [whole];
    const open = openFlat(lhs, body, head, attributes);
    return open === undefined ? [whole] : [whole, { lhs: withTests(open.lhs, tests), rhs: open.rhs }];
  }

  /** Applies the first fitting rule of head[args]; TAIL and unevaluated results as in code.ts. */
  applyRules(rules: RuleSet, head: Sym, args: readonly Expr[]): Expr | undefined {
    const literal = rules.findLiteral(head, args);
    if (literal !== undefined) return literal.returns ? this.#returning(literal.rhs, head) : literal.rhs;
    const list = rules.patterns;
    for (let i = 0; i < list.length; i++) {
      const rule = list[i]!;
      if (rule.version !== this.#version) {
        rule.compiled = this.#compileRule(rule, head);
        rule.version = this.#version;
      }
      const variants = rule.compiled as readonly CompiledRule[];
      for (let j = 0; j < variants.length; j++) {
        const c = variants[j]!;
        const m = acquire(c.match);
        const out = c.match.run(m, args) ? this.#apply(c, m.slots) : undefined;
        release(c.match, m);
        if (out !== undefined) return out;
      }
    }
    return undefined;
  }

  /** Rules whose left sides are matched as whole expressions: sub- and upvalues, own values, formats. */
  applyToWhole(rules: RuleSet, e: Expr): Expr | undefined {
    for (const rule of rules.all()) {
      const out = this.#rewriteWith(rule.lhs, rule.rhs, e, rule);
      if (out !== undefined) return out;
    }
    return undefined;
  }

  #rewriteWith(lhs: Expr, rhs: Expr, e: Expr, key: object): Expr | undefined {
    for (const c of this.#compileRewrite(lhs, rhs, key)) {
      const m = acquire(c.match);
      const out = c.match.run(m, e) ? this.#apply(c, m.slots) : undefined;
      release(c.match, m);
      if (out !== undefined) return this.pending(out);
    }
    return undefined;
  }

  #compileRewrite(lhs: Expr, rhs: Expr, key: object): readonly CompiledRewrite[] {
    const known = this.#rewrites.get(key);
    if (known !== undefined && known.version === this.#version) return known.value;
    const value = this.#variants(lhs, rhs, headOfCall(lhs)).map((variant) => {
      const match = compilePattern(variant.lhs, this);
      return { match, ...this.#body(variant.rhs, match.variables, headOfCall(lhs)) };
    });
    this.#rewrites.set(key, { version: this.#version, value });
    return value;
  }

  /** TAIL as the call it stands for. */
  pending(e: Expr): Expr {
    return e === TAIL ? new Normal(this.#evaluator.nextHead, this.#evaluator.nextArgs) : e;
  }
  /** TAIL or an expression, evaluated. */
  finish(e: Expr): Expr {
    return this.#evaluator.evaluate(this.pending(e));
  }

  /** Applies one rule to a whole expression; the result is built, not evaluated. */
  rewriteRule(lhs: Expr, rhs: Expr, key: object, e: Expr): Expr | undefined {
    worked(2);
    for (const c of this.#compileRewrite(lhs, rhs, key)) {
      const m = acquire(c.match);
      let out: Expr | undefined;
      if (c.match.run(m, e)) out = c.scoped ? c.code.run(m.slots) : c.code.build(m.slots);
      release(c.match, m);
      if (out !== undefined && out !== ConditionFailed) return out;
    }
    return undefined;
  }

  /** All results of one rule on a whole expression, in the order of the matches. */
  rewriteAll(lhs: Expr, rhs: Expr, e: Expr, limit: number): Expr[] {
    const found: Expr[] = [];
    if (limit <= 0) return found;
    const { body, tests } = splitCondition(rhs);
    const match = compilePattern(withTests(lhs, tests), this);
    const compiled = this.#body(body, match.variables, undefined);
    const m = acquire(match);
    m.accept = () => {
      const value = compiled.scoped ? compiled.code.run(m.slots) : compiled.code.build(m.slots);
      if (value !== ConditionFailed) found.push(value);
      return found.length >= limit;
    };
    match.run(m, e);
    release(match, m);
    return found;
  }
}

/** For part of a flat expression: the other arguments stay around the result. undefined when `lhs` is no such call. */
function openFlat(lhs: Expr, rhs: Expr, head: Sym, attributes: number): { lhs: Expr; rhs: Expr } | undefined {
  if (isCall(lhs, S.Condition) || isCall(lhs, S.HoldPattern)) {
    const inner = openFlat(lhs.args[0]!, rhs, head, attributes);
    return inner && { lhs: new Normal(lhs.head, [inner.lhs, ...lhs.args.slice(1)]), rhs: inner.rhs };
  }
  if (!isCall(lhs, head)) return undefined;
  if ((attributes & Attribute.Orderless) !== 0)
    return { lhs: new Normal(head, [...lhs.args, anything(after)]), rhs: new Normal(head, [rhs, after]) };
  return {
    lhs: new Normal(head, [anything(before), ...lhs.args, anything(after)]),
    rhs: new Normal(head, [before, rhs, after]),
  };
}

/** Names the options that OptionsPattern[] takes, so that OptionValue[name] on the right side and in conditions can find them. */
function withOptionValues(lhs: Expr, rhs: Expr, head: Sym | undefined): { lhs: Expr; rhs: Expr } {
  if (lhs.kind !== Kind.Normal || !mentions(lhs, S.OptionsPattern)) return { lhs, rhs };
  if (!mentions(rhs, S.OptionValue) && !mentions(lhs, S.OptionValue)) return { lhs, rhs };
  let owner: Expr = head ?? S.List;
  // Where there are several, the options of the call itself are meant, not those of calls inside of it.
  const depth = depthOf(lhs, S.OptionsPattern);
  const name = (p: Expr, level = 0): Expr => {
    if (p.kind !== Kind.Normal) return p;
    if (p.head === S.OptionsPattern) {
      if (level > depth) return p;
      if (p.args.length > 0) owner = p.args[0]!;
      return new Normal(S.Pattern, [givenOptions, p]);
    }
    return new Normal(
      p.head,
      p.args.map((a) => name(a, level + 1)),
    );
  };
  const fill = (e: Expr): Expr => {
    if (e.kind !== Kind.Normal) return e;
    if (e.head === S.OptionValue) {
      const [first, second, ...rest] = e.args;
      const given = new Normal(S.List, [givenOptions]);
      if (e.args.length === 1) return new Normal(S.OptionValue, [owner, given, first!]);
      // OptionValue[Automatic, Automatic, name, h]
      if (first === S.Automatic && second === S.Automatic) return new Normal(S.OptionValue, [owner, given, ...rest]);
    }
    return new Normal(fill(e.head), e.args.map(fill));
  };
  const conditions = (p: Expr): Expr => {
    if (p.kind !== Kind.Normal) return p;
    const [inner, test] = p.args;
    if (p.head === S.Condition && test !== undefined) return new Normal(p.head, [conditions(inner!), fill(test)]);
    return new Normal(p.head, p.args.map(conditions));
  };
  const named = name(lhs);
  return { lhs: conditions(named), rhs: fill(rhs) };
}

/** How deep the least deep call of a head stands in an expression. */
function depthOf(e: Expr, head: Sym): number {
  if (e.kind !== Kind.Normal) return Number.POSITIVE_INFINITY;
  return e.head === head ? 0 : 1 + Math.min(Number.POSITIVE_INFINITY, ...e.args.map((a) => depthOf(a, head)));
}

const withTests = (lhs: Expr, tests: readonly Expr[]): Expr =>
  tests.reduce<Expr>((p, t) => new Normal(S.Condition, [p, t]), lhs);

function headOfCall(lhs: Expr): Sym | undefined {
  let e = lhs;
  while (isCall(e, S.Condition) || isCall(e, S.HoldPattern)) e = e.args[0]!;
  return e.kind === Kind.Normal && e.head.kind === Kind.Symbol ? e.head : undefined;
}
