/** Which names of a statement are local, and what binds them: by the text alone, nothing is evaluated. */
import { Kind, type Normal } from '../../expr/expr.ts';
import { SymbolBit } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Node } from '../../syntax/node.ts';
import { FUNCTIONS, headOf, ITERATING, isList, RULES, SCOPES } from './constructs.ts';

export type BindingKind = 'local' | 'parameter' | 'pattern' | 'iterator';
export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  /** The head of the construct that binds it. */
  readonly by: string;
  readonly occurrences: Occurrence[];
}
/** A name in the text; `binding` is undefined for those of the language and of the user. */
export interface Occurrence {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly binding: Binding | undefined;
  /** It stands before the brackets of a call. */
  readonly called: boolean;
  /** Here it is bound: in the list of Module, in x_. */
  readonly binds: boolean;
}

export interface Scopes {
  readonly occurrences: readonly Occurrence[];
  readonly bindings: readonly Binding[];
}

/** Names of a statement; `text` is what the offsets of the node count in. */
export function scopesOf(node: Node, text: string): Scopes {
  const walk = new Walk(text);
  walk.node(node, new Scope(undefined));
  walk.occurrences.sort((a, b) => a.start - b.start);
  return walk;
}

class Scope {
  readonly #outer: Scope | undefined;
  readonly #names = new Map<string, Binding>();
  constructor(outer: Scope | undefined) {
    this.#outer = outer;
  }
  find(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.#outer?.find(name);
  }
  own(name: string): Binding | undefined {
    return this.#names.get(name);
  }
  add(b: Binding): void {
    this.#names.set(b.name, b);
  }
}

class Walk implements Scopes {
  readonly occurrences: Occurrence[] = [];
  readonly bindings: Binding[] = [];
  /** Of the left side that is being walked: its patterns are bound already. */
  #left: Scope | undefined;
  /** Of the argument that is being walked: names of patterns that no rule binds. */
  #free: Scope | undefined;
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }

  #take(name: string, start: number, end: number, binding: Binding | undefined, called: boolean, binds: boolean): void {
    if (start >= end) return;
    const o: Occurrence = { name, start, end, binding, called, binds };
    this.occurrences.push(o);
    binding?.occurrences.push(o);
  }
  #bind(scope: Scope, name: string, kind: BindingKind, by: string): Binding {
    const known = scope.own(name);
    if (known !== undefined) return known;
    const binding: Binding = { name, kind, by, occurrences: [] };
    scope.add(binding);
    this.bindings.push(binding);
    return binding;
  }

  node(n: Node, scope: Scope, called = false): void {
    if (n.args.length === 0 && n.head === undefined) {
      this.#leaf(n, scope, called);
      return;
    }
    const head = headOf(n);
    if (head !== undefined && this.#construct(n, head, scope)) return;
    if (n.head !== undefined) this.node(n.head, scope, true);
    // Patterns that no rule binds are names of the argument that they stand in.
    const patterned = this.#left === undefined && head !== undefined && !isList(n) && hasPattern(n);
    for (const a of n.args) {
      const outer = this.#free;
      if (patterned && hasPattern(a)) this.#free = new Scope(scope);
      this.node(a, scope);
      this.#free = outer;
    }
  }

  /** True where the construct was one that binds names. */
  #construct(n: Node, head: string, scope: Scope): boolean {
    if (SCOPES.has(head) && n.args.length >= 2 && isList(n.args[0]!)) this.#scoped(n, head, scope);
    else if (FUNCTIONS.has(head) && n.args.length >= 2) this.#function(n, scope);
    else if (ITERATING.has(head) && n.args.length >= 2) this.#iterated(n, head, scope);
    else if (RULES.has(head) && n.args.length >= 2 && this.#left === undefined) this.#rule(n, head, scope);
    else if (head === 'Pattern' && n.args.length === 2) this.#pattern(n, scope);
    else return false;
    return true;
  }

  #leaf(n: Node, scope: Scope, called: boolean): void {
    const { expr } = n;
    if (expr.kind === Kind.Symbol) {
      const name = this.#text.slice(n.start, n.end);
      this.#take(name, n.start, n.end, scope.find(name), called, false);
    } else if (expr.kind === Kind.Normal && (expr.mask & SymbolBit.pattern) !== 0) this.#blank(n, expr, scope);
  }

  /** x_h, x_, _h and their kin are one token: the names are found in its text. */
  #blank(n: Node, expr: Normal, scope: Scope): void {
    const text = this.#text.slice(n.start, n.end);
    const mark = text.indexOf('_');
    if (mark < 0) return;
    const marks = /^_+\.?/.exec(text.slice(mark))![0].length;
    if (mark > 0 && (expr.head === S.Pattern || expr.head === S.Optional)) {
      const name = text.slice(0, mark);
      const binding = this.#bind(this.#left ?? this.#free ?? scope, name, 'pattern', '');
      this.#take(name, n.start, n.start + mark, binding, false, true);
    }
    const type = text.slice(mark + marks);
    this.#take(type, n.start + mark + marks, n.end, scope.find(type), false, false);
  }

  /** name : pattern. */
  #pattern(n: Node, scope: Scope): void {
    const [name, pattern] = n.args as [Node, Node];
    if (n.head !== undefined) this.node(n.head, scope, true);
    const text = this.#text.slice(name.start, name.end);
    if (name.expr.kind === Kind.Symbol)
      this.#take(
        text,
        name.start,
        name.end,
        this.#bind(this.#left ?? this.#free ?? scope, text, 'pattern', ''),
        false,
        true,
      );
    else this.node(name, scope);
    this.node(pattern, scope);
  }

  #inLeft(n: Node, scope: Scope): void {
    const outer = this.#left;
    this.#left = scope;
    this.node(n, scope);
    this.#left = outer;
  }
  #outside(n: Node, scope: Scope): void {
    const outer = this.#left;
    this.#left = undefined;
    this.node(n, scope);
    this.#left = outer;
  }

  /** Left sides bind what their patterns name, for both sides; TagSet has its symbol before them. */
  #rule(n: Node, head: string, scope: Scope): void {
    const inner = new Scope(scope);
    const at = head.startsWith('Tag') ? 1 : 0;
    if (n.head !== undefined) this.node(n.head, scope, true);
    n.args.forEach((a, i) => {
      if (i < at) this.node(a, scope);
      else if (i === at) this.#inLeft(a, inner);
      else this.#outside(a, inner);
    });
  }

  /** Module[{x, y = 1}, body]: values belong to the outside. With may have several lists, each of which sees those before. */
  #scoped(n: Node, head: string, outer: Scope): void {
    if (n.head !== undefined) this.node(n.head, outer, true);
    let scope = outer;
    n.args.forEach((a, i) => {
      const isVariables = i === 0 || (head === 'With' && i < n.args.length - 1 && isList(a));
      if (!isVariables) return this.#outside(a, scope);
      const inner = new Scope(scope);
      for (const v of a.args) {
        const setter = headOf(v);
        const isSet = (setter === 'Set' || setter === 'SetDelayed') && v.args.length === 2;
        if (isSet) this.#outside(v.args[1]!, scope);
        this.#variable(isSet ? v.args[0]! : v, inner, 'local', head, scope);
      }
      scope = inner;
    });
  }
  #variable(v: Node, inner: Scope, kind: BindingKind, by: string, outer: Scope): void {
    if (v.expr.kind !== Kind.Symbol) {
      this.node(v, outer);
      return;
    }
    const name = this.#text.slice(v.start, v.end);
    this.#take(name, v.start, v.end, this.#bind(inner, name, kind, by), false, true);
  }

  #function(n: Node, scope: Scope): void {
    const inner = new Scope(scope);
    const [parameters, ...rest] = n.args as [Node, ...Node[]];
    if (n.head !== undefined) this.node(n.head, scope, true);
    for (const p of isList(parameters) ? parameters.args : [parameters])
      this.#variable(p, inner, 'parameter', 'Function', scope);
    for (const r of rest) this.#outside(r, inner);
  }

  /** Table[body, {i, n}, {j, i}]: later iterators see the earlier ones, the body all of them. */
  #iterated(n: Node, head: string, outer: Scope): void {
    if (n.head !== undefined) this.node(n.head, outer, true);
    let scope = outer;
    const [body, ...rest] = n.args as [Node, ...Node[]];
    for (const it of rest) {
      const [name, ...bounds] = isList(it) ? it.args : [];
      if (name === undefined || name.expr.kind !== Kind.Symbol || bounds.length === 0) {
        this.node(it, scope);
        continue;
      }
      for (const b of bounds) this.node(b, scope);
      const inner = new Scope(scope);
      this.#variable(name, inner, 'iterator', head, scope);
      scope = inner;
    }
    this.node(body, scope);
  }
}

const hasPattern = ({ expr }: Node): boolean => expr.kind === Kind.Normal && (expr.mask & SymbolBit.pattern) !== 0;
