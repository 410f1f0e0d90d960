/** What is said of names that mean nothing: once a session for each. */

import { hasMeaning, type Verdict, verdictOn } from '../../core.ts';
import { type Expr, Kind, Str, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import type { KernelSession } from '../../kernel/session.ts';

/** Parts of an input that are looked at; what is longer is data. */
const LOOKED_AT = 20_000;

/** Symbols in an expression that are none of the language. An option and its setting are the affair of whoever takes them. */
function ownSymbols(e: Expr): Set<Sym> {
  const found = new Set<Sym>();
  const stack: Expr[] = [e];
  for (let n = 0; n < LOOKED_AT && stack.length > 0; n++) {
    const x = stack.pop()!;
    if (x.kind === Kind.Symbol) {
      if (x.context !== 'System`') found.add(x);
    } else if (x.kind === Kind.Normal) {
      stack.push(x.head);
      const setting = isRule(x);
      for (let i = 0; i < Math.min(x.args.length, LOOKED_AT - n); i++)
        if (!setting || x.args[i]!.kind !== Kind.Symbol) stack.push(x.args[i]!);
    }
  }
  return found;
}

/** Does the symbol stand as a head somewhere in the expression? */
function isCalled(symbol: Sym, e: Expr): boolean {
  const stack: Expr[] = [e];
  for (let n = 0; n < LOOKED_AT && stack.length > 0; n++) {
    const x = stack.pop()!;
    if (x.kind !== Kind.Normal || (x.mask & symbol.mask) === 0) continue;
    if (x.head === symbol) return true;
    stack.push(x.head, ...x.args);
  }
  return false;
}

export class Notices {
  readonly #session: KernelSession;
  readonly #told = new Set<string>();

  constructor(session: KernelSession) {
    this.#session = session;
  }

  #verdicts(input: Expr): { readonly symbol: Sym; readonly verdict: Verdict }[] {
    const session = this.#session;
    return [...ownSymbols(input)].flatMap((symbol) => {
      // Names of one letter are nobody's mistakes.
      if (symbol.name.length < 2 || this.#told.has(symbol.name) || hasMeaning(symbol, session)) return [];
      const verdict = verdictOn(symbol.name, session);
      return verdict === undefined ? [] : [{ symbol, verdict }];
    });
  }

  /** After an evaluation: a message for each documented symbol in the input that is not here. */
  tellMissing(input: Expr): void {
    for (const { symbol, verdict } of this.#verdicts(input)) {
      if (verdict.kind !== 'missing') continue;
      this.#told.add(symbol.name);
      const name = new Str(symbol.name);
      if (verdict.near === undefined) this.#session.message(General, 'nothere', [name]);
      else this.#session.message(General, 'nothere2', [name, new Str(verdict.near)]);
    }
  }

  /** For people: names that look misspelt; with `callsOnly` those that are called, since scripts compute with names of their own. */
  misspelt(input: Expr, callsOnly = false): string[] {
    return this.#verdicts(input).flatMap(({ symbol, verdict }) => {
      if (verdict.kind !== 'misspelt' || (callsOnly && !isCalled(symbol, input))) return [];
      this.#told.add(symbol.name);
      return [`${symbol.name} has no value or definition. Did you mean ${verdict.near}?`];
    });
  }
}

const General = system('General');
