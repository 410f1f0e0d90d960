/** Rules and patterns in executable form, for one session: compiled when first used, again when attributes change. */
import { type Expr, Kind, type Normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Code, NOTHING } from '../code/code.ts';
import type { CodeHost } from '../code/code-host.ts';
import { compileCode } from '../code/compile-code.ts';
import { mentions } from '../code/substitute.ts';
import { Attribute } from '../definitions/attributes.ts';
import type { Definitions } from '../definitions/definitions.ts';
import { type CompiledArguments, compileArguments, compilePattern, type PatternHost } from '../pattern/compile.ts';
import { isConstruct } from '../pattern/constructs.ts';
import type { CompiledPattern } from '../pattern/match.ts';
import { scopedCondition, splitCondition, withTests } from './conditions.ts';
import { openFlat } from './flat-rules.ts';
import { type Sides, withOptionValues } from './option-values.ts';
import type { DefinedRule } from './rules.ts';

export interface Body {
  readonly code: Code;
  /** The right side is a scope with a condition inside. */
  readonly scoped: boolean;
  /** The symbol whose rule this is, when the right side mentions Return. */
  readonly returnsFrom: Sym | undefined;
}
/** A rule of a symbol that is the head: its pattern matches arguments. */
export interface CompiledRule extends Body {
  readonly match: CompiledArguments;
}
/** A rule that matches whole expressions. */
export interface CompiledRewrite extends Body {
  readonly match: CompiledPattern;
}
interface Versioned<T> {
  readonly version: number;
  readonly value: T;
}

export class CompiledRules {
  readonly #host: CodeHost;
  readonly #definitions: Definitions;
  readonly #patterns: PatternHost;
  readonly #matchers = new WeakMap<object, Versioned<CompiledPattern>>();
  readonly #rewrites = new WeakMap<object, Versioned<readonly CompiledRewrite[]>>();

  constructor(host: CodeHost, definitions: Definitions, patterns: PatternHost) {
    this.#host = host;
    this.#definitions = definitions;
    this.#patterns = patterns;
  }

  pattern(pattern: Expr): CompiledPattern {
    const version = this.#definitions.attributesVersion;
    const known = this.#matchers.get(pattern);
    if (known !== undefined && known.version === version) return known.value;
    const value = compilePattern(pattern, this.#patterns);
    this.#matchers.set(pattern, { version, value });
    return value;
  }

  /** One definition of `head`, and for a flat head its form for part of the arguments. */
  rule(rule: DefinedRule, head: Sym): readonly CompiledRule[] {
    if (rule.version !== this.#definitions.attributesVersion) this.#compile(rule, head);
    return rule.compiled as readonly CompiledRule[];
  }

  /** Apart, so that the look at what is compiled already stays small enough to be inlined. */
  #compile(rule: DefinedRule, head: Sym): void {
    rule.compiled = this.#variants(rule.lhs, rule.rhs, head).map(({ lhs, rhs }) => {
      const match = compileArguments(lhs as Normal, head, this.#patterns);
      return { match, ...this.body(rhs, match.variables, head) };
    });
    rule.version = this.#definitions.attributesVersion;
  }

  /** A rule for whole expressions; `key` is what lives as long as the rule does. */
  rewrite(lhs: Expr, rhs: Expr, key: object): readonly CompiledRewrite[] {
    const version = this.#definitions.attributesVersion;
    const known = this.#rewrites.get(key);
    if (known !== undefined && known.version === version) return known.value;
    const value = this.#compileRewrite(lhs, rhs);
    this.#rewrites.set(key, { version, value });
    return value;
  }

  #compileRewrite(lhs: Expr, rhs: Expr): readonly CompiledRewrite[] {
    const head = headOfCall(lhs);
    return this.#variants(lhs, rhs, head).map((variant) => {
      const match = compilePattern(variant.lhs, this.#patterns);
      return { match, ...this.body(variant.rhs, match.variables, head) };
    });
  }

  body(rhs: Expr, variables: readonly Sym[], head: Sym | undefined): Body {
    const scoped = scopedCondition(rhs);
    const known = { names: variables, pure: false, absent: NOTHING, ofRules: variables.length };
    const code = compileCode(scoped ?? rhs, known, this.#host);
    const returnsFrom = mentions(rhs, S.Return) ? (head ?? S.Function) : undefined;
    return { code, scoped: scoped !== undefined, returnsFrom };
  }

  /** The rule itself, and for a flat head the rule for part of its arguments. */
  #variants(lhs: Expr, rhs: Expr, head: Sym | undefined): Sides[] {
    ({ lhs, rhs } = withOptionValues(lhs, rhs, head));
    const { body, tests } = splitCondition(rhs);
    const whole = { lhs: withTests(lhs, tests), rhs: body };
    const attributes = head === undefined ? 0 : this.#patterns.attributesOf(head);
    if (head === undefined || (attributes & Attribute.Flat) === 0) return [whole];
    const open = openFlat(lhs, body, head, attributes);
    return open === undefined ? [whole] : [whole, { lhs: withTests(open.lhs, tests), rhs: open.rhs }];
  }
}

function headOfCall(lhs: Expr): Sym | undefined {
  let e = lhs;
  while (isConstruct(e, S.Condition) || isConstruct(e, S.HoldPattern)) e = e.args[0]!;
  return e.kind === Kind.Normal && e.head.kind === Kind.Symbol ? e.head : undefined;
}
