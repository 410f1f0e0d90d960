/** Interning of symbols: equal full names are one object. */
import { Sym } from './expr.ts';

const table = new Map<string, Sym>();
const byId: Sym[] = [];

/** The symbol with this full name (context included). The one way to make a symbol. */
export function symbol(fullName: string): Sym {
  let s = table.get(fullName);
  if (s === undefined) {
    const cut = fullName.lastIndexOf('`') + 1;
    s = new Sym(byId.length, fullName.slice(0, cut), fullName.slice(cut));
    table.set(fullName, s);
    byId.push(s);
  }
  return s;
}

/** The symbol with this full name if anybody has mentioned it. */
export const findSymbol = (fullName: string): Sym | undefined => table.get(fullName);

/** All symbols mentioned so far, in order of creation. */
export const allSymbols = (): readonly Sym[] => byId;

/** A symbol of the language itself: system('Plus') is System`Plus. */
export const system = (name: string): Sym => symbol(`System\`${name}`);
