/** One step of rewriting head[args]: upvalues, then definitions, then native behaviour; pure functions and f[...][...]. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, Kind, Normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isFunction } from '../code/pure-function.ts';
import { type Definition, Latent } from '../definitions/definition.ts';
import type { Definitions } from '../definitions/definitions.ts';
import type { RuleApplier } from '../rules/rule-applier.ts';
import { setAside } from './aside-options.ts';
import { callNative, type Reporter } from './native-call.ts';
import type { PureFunctions } from './pure-functions.ts';

export class Rewriting {
  readonly #definitions: Definitions;
  readonly #rules: RuleApplier;
  readonly #functions: PureFunctions;
  readonly #reporter: Reporter;

  constructor(definitions: Definitions, rules: RuleApplier, functions: PureFunctions, reporter: Reporter) {
    this.#definitions = definitions;
    this.#rules = rules;
    this.#functions = functions;
    this.#reporter = reporter;
  }

  /** Applies the rules and the native behaviour of head[args]; undefined when there is nothing to do. `d`: what is known of the head. */
  step(head: Expr, d: Definition | undefined, args: readonly Expr[]): Expr | undefined {
    const upMask = this.#definitions.upMask;
    if (upMask !== 0) {
      const up = this.#upvalue(head, args, upMask);
      if (up !== undefined) return up;
    }
    if (head.kind === Kind.Symbol) {
      if (d === undefined) return undefined;
      if (d.aside !== undefined) {
        const rest = setAside(d, args, this.#reporter);
        if (rest !== undefined) return rest === 'stays' ? undefined : rest;
      }
      if (d.down !== undefined) {
        const v = this.#rules.applyRules(d.down, head, args);
        if (v !== undefined) return v;
      }
      return d.native?.evaluate !== undefined ? callNative(d, d.native, args, this.#reporter) : undefined;
    }
    if (isFunction(head)) return this.#functions.apply(head, args);
    return this.#subvalue(head, args);
  }

  #upvalue(head: Expr, args: readonly Expr[], upMask: number): Expr | undefined {
    let call: Normal | undefined;
    let seen: Sym[] | undefined;
    for (let i = 0; i < args.length; i++) {
      const s = carrier(args[i]!);
      if (s === undefined || (s.mask & upMask) === 0 || seen?.includes(s)) continue;
      const d = this.#definitions.speaking(s, Latent.up);
      if (d === undefined || (d.up === undefined && d.native?.up === undefined)) continue;
      call ??= new Normal(head, args);
      if (d.up !== undefined) {
        (seen ??= []).push(s);
        const v = this.#rules.applyToWhole(d.up, call);
        if (v !== undefined) return v;
      }
      const v = d.native?.up?.(call, i, d.native.evaluation);
      if (v !== undefined) return v;
    }
    return undefined;
  }

  #subvalue(head: Expr, args: readonly Expr[]): Expr | undefined {
    if (head.kind === Kind.Boxed) {
      const native = this.#definitions.known(head.head)?.native;
      return native?.apply?.(head, args, native.evaluation);
    }
    if (isAssociation(head)) {
      const native = this.#definitions.known(S.Association)?.native;
      return native?.apply?.(head, args, native.evaluation);
    }
    if (head.kind !== Kind.Normal) return undefined;
    const s = carrierOfHead(head);
    const d = s && this.#definitions.known(s);
    if (d === undefined) return undefined;
    if (d.sub !== undefined) {
      const v = this.#rules.applyToWhole(d.sub, new Normal(head, args));
      if (v !== undefined) return v;
    }
    return head.head.kind === Kind.Symbol ? d.native?.apply?.(head, args, d.native.evaluation) : undefined;
  }
}

/** The symbol whose upvalues speak about this argument. */
function carrier(e: Expr): Sym | undefined {
  if (e.kind === Kind.Symbol) return e;
  if (e.kind === Kind.Boxed) return e.head;
  return e.kind === Kind.Normal ? carrierOfHead(e) : undefined;
}
function carrierOfHead(e: Normal): Sym | undefined {
  let h: Expr = e.head;
  while (h.kind === Kind.Normal) h = h.head;
  return h.kind === Kind.Symbol ? h : undefined;
}
