/** The names of one session: which symbols exist in it, and new ones that no input means. */
import type { Sym } from '../../expr/expr.ts';
import { symbol, temporarySymbol } from '../../expr/intern.ts';
import { Attribute } from './attributes.ts';
import { Contexts } from './contexts.ts';
import type { NameTable } from './definition.ts';
import type { Definitions } from './definitions.ts';

export class Names implements NameTable {
  readonly contexts: Contexts;
  readonly #definitions: Definitions;
  /** Symbols that were read, defined or not. */
  readonly #mentioned = new Set<Sym>();
  /** Temporary symbols whose names somebody has seen: they mean the same when they are read again. */
  readonly #seen: Sym[] = [];
  readonly #see = (s: Sym): void => {
    this.#seen.push(s);
  };
  #serial = 0;

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
    // Symbols of the language exist as soon as any code names them, defined or not.
    this.contexts = new Contexts(
      (s) => s.context === 'System`' || this.#mentioned.has(s) || definitions.known(s) !== undefined,
    );
  }

  resolve(name: string): Sym {
    const s = this.contexts.resolve(name);
    this.#mentioned.add(s);
    return s;
  }

  forget(s: Sym): void {
    this.#mentioned.delete(s);
    this.#definitions.remove(s);
  }

  /** Symbols that exist here. */
  all(): Sym[] {
    const found = new Set<Sym>(this.#definitions.all().map((d) => d.symbol));
    for (const s of this.#mentioned) found.add(s);
    return [...found];
  }

  /** What a bound name becomes that would capture another: name$. */
  readonly fresh = (like: Sym): Sym => {
    const s = symbol(`${like.context}${like.name}$`);
    this.#mentioned.add(s);
    return s;
  };

  /** A local symbol of Module: name$n, Temporary. */
  temporary(like: Sym): Sym {
    const s = temporarySymbol(like.context, like.name, `$${this.nextSerial()}`, this.#see);
    this.#definitions.definition(s).attributes = Attribute.Temporary;
    return s;
  }

  nextSerial(): number {
    return ++this.#serial;
  }
}
