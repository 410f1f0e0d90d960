/** Contexts: which symbol a name means, and the shortest name that means a symbol. */
import type { Sym } from '../../expr/expr.ts';
import { findSymbol, symbol } from '../../expr/intern.ts';

export class Contexts {
  current = 'Global`';
  path: string[] = ['System`', 'Global`'];
  /** Contexts of add-on packages that come with the language. */
  readonly addOns = new Set<string>();
  /** Which symbols exist in this session; interning is process-wide. */
  readonly #exists: (s: Sym) => boolean;

  constructor(exists: (s: Sym) => boolean) {
    this.#exists = exists;
  }

  /** What the program itself reads: names of the language, and others in a context that no program of a user sees. */
  inPrivate<T>(name: string, f: () => T): T {
    const { current, path } = this;
    this.current = `System\`Private\`${name}\``;
    this.path = ['System`'];
    try {
      return f();
    } finally {
      this.current = current;
      this.path = path;
    }
  }

  /** The full name that `name` stands for, whether or not such a symbol exists. */
  fullName(name: string): string {
    if (name.startsWith('`')) return this.current + name.slice(1);
    return name;
  }

  find(name: string): Sym | undefined {
    if (name.includes('`')) {
      const s = findSymbol(this.fullName(name));
      return s !== undefined && this.#exists(s) ? s : undefined;
    }
    for (const context of [this.current, ...this.path]) {
      const s = findSymbol(context + name);
      if (s !== undefined && this.#exists(s)) return s;
    }
    return undefined;
  }

  resolve(name: string): Sym {
    const found = this.find(name);
    if (found !== undefined) return found;
    return symbol(name.includes('`') ? this.fullName(name) : this.current + name);
  }

  /** Does the short name reach it from here? */
  isVisible(s: Sym): boolean {
    return s.context === this.current || this.path.includes(s.context);
  }

  nameOf(s: Sym): string {
    return this.find(s.name) === s ? s.name : s.fullName;
  }
}
