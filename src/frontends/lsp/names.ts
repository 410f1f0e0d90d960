/** What the language itself says of names: from its records, without evaluating anything of the user's. */
import { usageOf } from '../../core.ts';
import { Kind, type Sym } from '../../expr/expr.ts';
import { findSymbol, symbol } from '../../expr/intern.ts';
import { rulesOf } from '../../kernel/definitions/options.ts';
import type { KernelSession } from '../../kernel/session.ts';

export interface Option {
  readonly name: string;
  readonly value: string;
}

export class Language {
  readonly session: KernelSession;
  /** Names of the language; what only mentions a name does not make it one. */
  readonly #names: ReadonlySet<string>;
  constructor(session: KernelSession) {
    this.session = session;
    this.#names = new Set(session.names.all().flatMap((s) => (s.context === 'System`' ? [s.name] : [])));
  }

  has(name: string): boolean {
    return this.#names.has(name.startsWith('System`') ? name.slice('System`'.length) : name);
  }
  /** The symbol of the language that a name is. */
  find(name: string): Sym | undefined {
    return this.has(name) ? findSymbol(name.startsWith('System`') ? name : `System\`${name}`) : undefined;
  }
  /** Symbols of the language as they are; all other names stand in Global`, whoever they belong to. */
  readonly resolve = (name: string): Sym =>
    this.find(name) ?? symbol(name.startsWith('`') || !name.includes('`') ? `Global\`${name.replace(/^`/, '')}` : name);

  usage(s: Sym): string | undefined {
    const usage = usageOf(s, this.session);
    return usage?.kind === Kind.String ? usage.value : undefined;
  }
  /** Options of a symbol with their defaults. */
  options(s: Sym): Option[] {
    const declared = this.session.definitions.known(s)?.options;
    if (declared === undefined) return [];
    return [...rulesOf(declared)].map(([name, value]) => ({ name, value: this.session.inputForm(value) }));
  }
}

/** Behind the brackets of the call that begins at an offset of a line of usage: f[x][y]. */
export function endOfCall(line: string, from: number): number {
  let at = line.indexOf('[', from);
  if (at < 0) return line.length;
  while (line[at] === '[') {
    let depth = 0;
    do {
      if (line[at] === '[') depth++;
      else if (line[at] === ']') depth--;
      at++;
    } while (depth > 0 && at < line.length);
  }
  return at;
}
