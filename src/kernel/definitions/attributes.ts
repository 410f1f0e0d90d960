/** Attributes of symbols as one bit mask, and their names in the language. */
import type { Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';

export const Attribute = {
  Flat: 1 << 0,
  Orderless: 1 << 1,
  OneIdentity: 1 << 2,
  Listable: 1 << 3,
  NumericFunction: 1 << 4,
  Constant: 1 << 5,
  HoldFirst: 1 << 6,
  HoldRest: 1 << 7,
  HoldAll: (1 << 6) | (1 << 7),
  HoldAllComplete: 1 << 8,
  SequenceHold: 1 << 9,
  NHoldFirst: 1 << 10,
  NHoldRest: 1 << 11,
  NHoldAll: (1 << 10) | (1 << 11),
  Protected: 1 << 12,
  ReadProtected: 1 << 13,
  Locked: 1 << 14,
  Stub: 1 << 15,
  Temporary: 1 << 16,
} as const;

/** Any attribute that keeps some argument from being evaluated. */
export const HOLDS = Attribute.HoldAll | Attribute.HoldAllComplete;

const named: readonly (readonly [string, number])[] = Object.entries(Attribute);

/** HoldAll stands for both of its bits, as Attributes[] shows it. */
export function attributeNames(mask: number): string[] {
  const names = named.filter(([, bits]) => (mask & bits) === bits).map(([name]) => name);
  const hidden = new Set<string>();
  if (names.includes('HoldAll')) ['HoldFirst', 'HoldRest'].forEach((n) => hidden.add(n));
  if (names.includes('NHoldAll')) ['NHoldFirst', 'NHoldRest'].forEach((n) => hidden.add(n));
  return names.filter((n) => !hidden.has(n)).sort();
}

const bySymbol = new Map<Sym, number>(named.map(([name, bits]) => [system(name), bits]));

export const attributeBits = (s: Sym): number | undefined => bySymbol.get(s);
