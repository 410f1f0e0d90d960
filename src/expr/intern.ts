/** Interning of symbols: equal full names are one object. */
import { Sym } from './expr.ts';

/**
 * Bits of the Bloom filter. Questions that the kernel asks all the time have bits of their own, so that a zero bit
 * answers them for sure; users' symbols and the language's own never share a bit, so that counting a loop variable
 * does not make a list (whose head is a symbol, too) look changed. Bit 30 is "no symbol" (expr.ts).
 */
export const SymbolBit = { pattern: 1 << 29, slot: 1 << 28, splice: 1 << 27 } as const;
/** Of what changes with every input: else each one would make all lists, or all sums, look changed. */
const HISTORY_BIT = 1 << 26;
const USER_BITS = 20;
const SYSTEM_BITS = 6;

const special = new Map<string, number>();
const assign = (bit: number, names: string): void => names.split(' ').forEach((n) => special.set(n, bit));
assign(
  SymbolBit.pattern,
  'Blank BlankSequence BlankNullSequence Pattern Condition PatternTest Alternatives HoldPattern Optional Repeated ' +
    'RepeatedNull Except Verbatim Longest Shortest PatternSequence OrderlessPatternSequence KeyValuePattern OptionsPattern',
);
assign(HISTORY_BIT, 'In Out InString $Line');
assign(SymbolBit.slot, 'Slot SlotSequence');
assign(SymbolBit.splice, 'Sequence Evaluate Unevaluated Nothing Splice');

function maskFor(id: number, context: string, name: string): number {
  if (context !== 'System`') return 1 << (id % USER_BITS);
  return special.get(name) ?? 1 << (USER_BITS + (id % SYSTEM_BITS));
}

const table = new Map<string, Sym>();
const byId: Sym[] = [];

/** The symbol with this full name (context included). The one way to make a symbol. */
export function symbol(fullName: string): Sym {
  let s = table.get(fullName) ?? named.get(fullName)?.deref();
  if (s === undefined) {
    const cut = fullName.lastIndexOf('`') + 1;
    const context = fullName.slice(0, cut);
    const name = fullName.slice(cut);
    s = new Sym(byId.length, maskFor(byId.length, context, name), context, name);
    table.set(fullName, s);
    byId.push(s);
  }
  return s;
}

/** Temporary symbols whose names have been looked at: whoever made them keeps them, and they go with it. */
const named = new Map<string, WeakRef<Sym>>();
const gone = new FinalizationRegistry<string>((fullName) => {
  if (named.get(fullName)?.deref() === undefined) named.delete(fullName);
});
let temporaryCount = 0;

/** A new symbol that is called `base` and `suffix` as soon as somebody asks for its name; `keep` has it from then on. */
export function temporarySymbol(context: string, base: string, suffix: string, keep: (s: Sym) => void): Sym {
  const id = --temporaryCount;
  return new Sym(id, maskFor(-id, context, base), context, (s) => {
    let name = base + suffix;
    // Somebody may have written that very name.
    while (findSymbol(context + name) !== undefined) name += suffix;
    named.set(context + name, new WeakRef(s));
    gone.register(s, context + name);
    keep(s);
    return name;
  });
}

/** The temporary symbols whose names have been looked at, in that order. */
export const namedTemporaries = (): readonly Sym[] =>
  [...named.values()].map((w) => w.deref()).filter((s) => s !== undefined);

/** The symbol with this full name if anybody has mentioned it. */
export const findSymbol = (fullName: string): Sym | undefined => table.get(fullName) ?? named.get(fullName)?.deref();

/** All symbols mentioned so far, in order of creation. */
export const allSymbols = (): readonly Sym[] => byId;

/** A symbol of the language itself: system('Plus') is System`Plus. */
export const system = (name: string): Sym => symbol(`System\`${name}`);
