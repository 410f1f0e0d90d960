/** String patterns as regular expressions of the host. */
import type { Sym } from '../../expr/expr.ts';
import { stepDone } from '../../pace.ts';
import type { PatternNode } from './pattern-syntax.ts';
import { escapeText } from './regular-expression.ts';
import { characterAfter, type Match, NO_NAMES, type StringPattern } from './string-pattern.ts';

/** Writes the tree as one regular expression; undefined when it contains tests. */
export class RegExpWriter {
  /** Groups of each name: several when it stands in several alternatives. */
  readonly groups = new Map<Sym, string[]>();
  /** Names that are bound where the writer is; a second use refers back. */
  #bound = new Map<Sym, string>();
  #count = 0;

  write(node: PatternNode): string | undefined {
    switch (node.kind) {
      case 'text':
        return escapeText(node.text);
      case 'character':
      case 'place':
        return node.source;
      case 'regular':
        return `(?:${node.source})`;
      case 'sequence':
        return this.#all(node.parts)
          ?.map((s, i) => (node.parts[i]!.kind === 'alternatives' ? `(?:${s})` : s))
          .join('');
      case 'alternatives':
        return this.#alternatives(node.parts);
      case 'repeat': {
        const inner = this.write(node.part);
        if (inner === undefined) return undefined;
        const unit = node.part.kind === 'character' ? inner : `(?:${inner})`;
        return `${unit}${quantifier(node.min, node.max)}${node.lazy ? '?' : ''}`;
      }
      case 'capture':
        return this.#capture(node.name, node.part);
      case 'except': {
        const [excluded, part] = [this.write(node.excluded), this.write(node.part)];
        return excluded === undefined || part === undefined
          ? undefined
          : `(?:(?!${excluded})${node.part.kind === 'alternatives' ? `(?:${part})` : part})`;
      }
      default:
        return undefined;
    }
  }

  #all(parts: readonly PatternNode[]): string[] | undefined {
    const out: string[] = [];
    for (const p of parts) {
      const s = this.write(p);
      if (s === undefined) return undefined;
      out.push(s);
    }
    return out;
  }

  #alternatives(parts: readonly PatternNode[]): string | undefined {
    // Single characters make a class, which is much faster.
    if (parts.length > 1 && parts.every((p) => p.kind === 'text' && [...p.text].length === 1))
      return `[${parts.map((p) => (p as { text: string }).text.replace(/[\\\]^[-]/g, '\\$&')).join('')}]`;
    const before = this.#bound;
    const out: string[] = [];
    for (const p of parts) {
      this.#bound = new Map(before);
      const s = this.write(p);
      if (s === undefined) return undefined;
      out.push(s);
    }
    this.#bound = before;
    return `(?:${out.join('|')})`;
  }

  #capture(name: Sym, part: PatternNode): string | undefined {
    const known = this.#bound.get(name);
    if (known !== undefined) return `\\k<${known}>`;
    const group = `n${this.#count++}`;
    const inner = this.write(part);
    if (inner === undefined) return undefined;
    this.#bound.set(name, group);
    const groups = this.groups.get(name);
    if (groups) groups.push(group);
    else this.groups.set(name, [group]);
    return `(?<${group}>${inner})`;
  }
}

const quantifier = (min: number, max: number): string =>
  min === 0 && max === Number.POSITIVE_INFINITY
    ? '*'
    : min === 1 && max === Number.POSITIVE_INFINITY
      ? '+'
      : max === Number.POSITIVE_INFINITY
        ? `{${min},}`
        : `{${min},${max}}`;

interface Expressions {
  readonly global: RegExp;
  readonly sticky: RegExp;
  readonly whole: RegExp;
}
const expressions = (source: string, flags: string): Expressions => ({
  global: new RegExp(source, `g${flags}`),
  sticky: new RegExp(source, `y${flags}`),
  // With the flag m, ^ and $ would stand for the ends of lines.
  whole: new RegExp(`(?:${source})(?![^])`, `y${flags}`),
});

/** The pattern as the host matches it; `search` goes from place to place, each of which is a step of its own. */
export function regExpPattern(
  source: string,
  flags: string,
  writer: RegExpWriter,
): StringPattern & { readonly search: StringPattern['find'] } {
  const { global, sticky, whole } = expressions(source, flags);
  const names = [...writer.groups.keys()];
  const result = (m: RegExpExecArray | null): Match | undefined => {
    if (m === null) return undefined;
    let bindings: Map<Sym, string> | undefined;
    for (const name of names)
      for (const group of writer.groups.get(name)!) {
        const text = m.groups?.[group];
        if (text !== undefined) (bindings ??= new Map()).set(name, text);
      }
    return { start: m.index, end: m.index + m[0].length, bindings: bindings ?? NO_NAMES, groups: m };
  };
  const run = (r: RegExp, text: string, at: number): Match | undefined => {
    r.lastIndex = at;
    return result(r.exec(text));
  };
  return {
    names,
    find: (t, from) => run(global, t, from),
    search(t, from) {
      for (let at = from; at <= t.length; at = characterAfter(t, at)) {
        stepDone();
        sticky.lastIndex = at;
        const m = sticky.exec(t);
        if (m !== null) return result(m);
      }
      return undefined;
    },
    matchAt: (t, at) => run(sticky, t, at),
    matchesWhole: (t) => run(whole, t, 0),
  };
}
