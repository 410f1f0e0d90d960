/** Applying rules and patterns to expressions, in one session. */
import { type Expr, int, type Sym } from '../../expr/expr.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import type { CodeHost } from '../code/code-host.ts';
import { compileCode } from '../code/compile-code.ts';
import type { Definitions } from '../definitions/definitions.ts';
import { catchReturn } from '../evaluation/returning.ts';
import { compilePattern, type PatternHost } from '../pattern/compile.ts';
import { isLiteral } from '../pattern/literal.ts';
import { acquire, type Match, release } from '../pattern/match.ts';
import { type Body, CompiledRules } from './compiled-rules.ts';
import { ConditionFailed, splitCondition, withTests } from './conditions.ts';
import { ruleList } from './rule-list.ts';
import { rewriterFor } from './rule-rewriter.ts';
import type { RuleSet } from './rules.ts';

interface Evaluating extends CodeHost {
  depth: number;
  /** TAIL as the call it stands for. */
  pending(e: Expr): Expr;
}
interface Functions {
  applier(f: Expr): (...args: Expr[]) => Expr;
}

export class RuleApplier implements PatternHost {
  readonly #evaluator: Evaluating;
  readonly #definitions: Definitions;
  readonly #functions: Functions;
  readonly #compiled: CompiledRules;

  constructor(evaluator: Evaluating, definitions: Definitions, functions: Functions) {
    this.#evaluator = evaluator;
    this.#definitions = definitions;
    this.#functions = functions;
    this.#compiled = new CompiledRules(evaluator, definitions, this);
  }

  // --- what patterns ask ---------------------------------------------------------------------------------------

  attributesOf(s: Sym): number {
    return this.#definitions.attributesOf(s);
  }
  get attributesVersion(): number {
    return this.#definitions.attributesVersion;
  }

  /** The value of Default[f, position, count], or of what is less special. */
  defaultOf(f: Sym, position?: number, count?: number): Expr | undefined {
    const rules = this.#definitions.known(f)?.more.defaults;
    if (rules === undefined) return undefined;
    const exact: Expr[] = [f, ...(position === undefined ? [] : [int(position)])];
    if (count !== undefined) exact.push(int(count));
    for (let n = exact.length; n > 0; n--) {
      const value = this.applyRules(rules, S.Default, exact.slice(0, n));
      if (value !== undefined) return this.#evaluator.evaluate(this.#evaluator.pending(value));
    }
    return undefined;
  }

  question(test: Expr, variables: readonly Sym[]): (m: Match) => boolean {
    const evaluator = this.#evaluator;
    const code = compileCode(test, { names: variables, pure: false }, evaluator);
    return (m) =>
      (evaluator.observer === undefined ? code.run(m.slots) : evaluator.evaluate(code.build(m.slots))) === S.True;
  }

  predicate(f: Expr): (e: Expr) => boolean {
    const apply = this.#functions.applier(f);
    return (e) => apply(e) === S.True;
  }

  // --- patterns ------------------------------------------------------------------------------------------------

  matcher(pattern: Expr): (e: Expr) => boolean {
    if (isLiteral(pattern))
      return (e) => {
        worked(1);
        return same(e, pattern);
      };
    const compiled = this.#compiled.pattern(pattern);
    return (e) => {
      worked(1);
      const m = acquire(compiled);
      const ok = compiled.run(m, e);
      release(compiled, m);
      return ok;
    };
  }

  forEachMatch(pattern: Expr, e: Expr, visit: (bindings: ReadonlyMap<Sym, Expr>) => boolean): void {
    const compiled = this.#compiled.pattern(pattern);
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

  // --- definitions ---------------------------------------------------------------------------------------------

  /** Applies the first fitting rule of head[args]; TAIL and unevaluated results as in code.ts. */
  applyRules(rules: RuleSet, head: Sym, args: readonly Expr[]): Expr | undefined {
    const literal = rules.findLiteral(head, args);
    if (literal !== undefined) return literal.returns ? this.#returning(literal.rhs, head) : literal.rhs;
    const list = rules.patterns;
    for (let i = 0; i < list.length; i++) {
      const variants = this.#compiled.rule(list[i]!, head);
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
    for (const rule of rules.all())
      for (const c of this.#compiled.rewrite(rule.lhs, rule.rhs, rule)) {
        const m = acquire(c.match);
        const out = c.match.run(m, e) ? this.#apply(c, m.slots) : undefined;
        release(c.match, m);
        if (out !== undefined) return this.#evaluator.pending(out);
      }
    return undefined;
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

  // --- replacing -----------------------------------------------------------------------------------------------

  /** Applies one rule to a whole expression; the result is built, not evaluated. `key` lives as long as the rule does. */
  rewriteRule(lhs: Expr, rhs: Expr, key: object, e: Expr): Expr | undefined {
    worked(2);
    for (const c of this.#compiled.rewrite(lhs, rhs, key)) {
      const m = acquire(c.match);
      let out: Expr | undefined;
      if (c.match.run(m, e)) out = c.scoped ? c.code.run(m.slots) : c.code.build(m.slots);
      release(c.match, m);
      if (out !== undefined && out !== ConditionFailed) return out;
    }
    return undefined;
  }

  /** Applies the first fitting rule of a rule or list of rules to a whole expression; the result is built, not evaluated. */
  rewriter(rules: Expr): (e: Expr) => Expr | undefined {
    return rewriterFor(rules, this);
  }

  /** All ways to apply the rules to a whole expression, in the order of the matches, at most `limit`. */
  rewriteAll(rules: Expr, e: Expr, limit: number): Expr[] {
    const found: Expr[] = [];
    for (const r of ruleList(rules) ?? []) this.#rewriteAll(r.args[0]!, r.args[1]!, e, limit, found);
    return found;
  }

  #rewriteAll(lhs: Expr, rhs: Expr, e: Expr, limit: number, found: Expr[]): void {
    if (found.length >= limit) return;
    const { body, tests } = splitCondition(rhs);
    const match = compilePattern(withTests(lhs, tests), this);
    const compiled = this.#compiled.body(body, match.variables, undefined);
    const m = acquire(match);
    m.accept = () => {
      const value = compiled.scoped ? compiled.code.run(m.slots) : compiled.code.build(m.slots);
      if (value !== ConditionFailed) found.push(value);
      return found.length >= limit;
    };
    match.run(m, e);
    release(match, m);
  }
}
