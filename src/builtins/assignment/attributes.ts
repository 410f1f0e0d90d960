/** Attributes, SetAttributes, ClearAttributes, Protect, Unprotect. */
import { type Expr, isCall, Kind, normal, Str, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { attributeBits, attributeNames } from '../../kernel/definitions/attributes.ts';
import { Attribute, builtin, type Evaluation } from '../builtin.ts';
import { targets } from './clear.ts';

function bitsOf(e: Expr, ev: Evaluation): number | undefined {
  if (isCall(e, S.List)) {
    let bits = 0;
    for (const a of e.args) {
      const b = bitsOf(a, ev);
      if (b === undefined) return undefined;
      bits |= b;
    }
    return bits;
  }
  const bits =
    e.kind === Kind.Symbol ? attributeBits(e) : e.kind === Kind.String ? attributeBits(system(e.value)) : undefined;
  return bits ?? ev.message('attnf', e);
}

const messages = { attnf: '`1` is not a known attribute.' };

function change(args: readonly Expr[], e: Evaluation, f: (old: number, bits: number) => number): Expr | undefined {
  const bits = bitsOf(e.evaluate(args[1]!), e);
  if (bits === undefined) return undefined;
  const session = e.session;
  for (const s of targets([args[0]!], e)) {
    const old = session.definitions.attributesOf(s);
    if ((old & Attribute.Locked) !== 0) e.message('locked', s);
    else session.definitions.setAttributes(s, f(old, bits));
  }
  return S.Null;
}

export const Attributes = builtin('Attributes', {
  usage: 'Attributes[symbol] gives the list of attributes for a symbol.',
  attributes: Attribute.HoldAll | Attribute.Listable,
  arity: 1,
  messages,
  evaluate([target], e) {
    const s =
      target!.kind === Kind.String
        ? e.session.names.resolve(target!.value)
        : target!.kind === Kind.Symbol
          ? target!
          : target!.kind === Kind.Normal && target!.head.kind === Kind.Symbol
            ? target!.head
            : undefined;
    if (s === undefined) return e.message('ssym', target!);
    return normal(S.List, ...attributeNames(e.session.definitions.attributesOf(s)).map(system));
  },
  assign(lhs, value, e) {
    const target = lhs.args[0];
    if (target?.kind !== Kind.Symbol) return undefined;
    const bits = bitsOf(value, e);
    if (bits === undefined) return S.Failed;
    e.session.definitions.setAttributes(target, bits);
    return value;
  },
  examples: {
    'Attributes[Plus]': '{Flat, Listable, NumericFunction, OneIdentity, Orderless, Protected}',
    'Attributes[h] = {Flat}; Attributes[h]': '{Flat}',
    'Attributes[3]': ['Attributes[3]', 'Attributes::ssym'],
  },
});

export const SetAttributes = builtin('SetAttributes', {
  usage: 'SetAttributes[s, attr] adds attr to the list of attributes of the symbol s.',
  attributes: Attribute.HoldFirst,
  arity: 2,
  messages,
  evaluate: (args, e) => change(args, e, (old, bits) => old | bits),
  examples: {
    'SetAttributes[f, Listable]; f[{1, 2}]': '{f[1], f[2]}',
    'SetAttributes[f, {Flat, Orderless}]; f[b, f[a]]': 'f[a, b]',
    'SetAttributes[f, Nonsense]': ['SetAttributes[f, Nonsense]', 'SetAttributes::attnf'],
  },
});

export const ClearAttributes = builtin('ClearAttributes', {
  usage: 'ClearAttributes[s, attr] removes attr from the list of attributes of the symbol s.',
  attributes: Attribute.HoldFirst,
  arity: 2,
  messages,
  evaluate: (args, e) => change(args, e, (old, bits) => old & ~bits),
  examples: { 'SetAttributes[f, {Flat, Listable}]; ClearAttributes[f, Flat]; Attributes[f]': '{Listable}' },
});

const protection = (
  name: string,
  {
    usage,
    on,
    examples,
  }: { readonly usage: string; readonly on: boolean; readonly examples: Readonly<Record<string, string>> },
) =>
  builtin(name, {
    usage,
    attributes: Attribute.HoldAll,
    evaluate(args, e) {
      const session = e.session;
      const changed: Sym[] = [];
      for (const s of targets(args, e)) {
        const old = session.definitions.attributesOf(s);
        if ((old & Attribute.Locked) !== 0) e.message('locked', s);
        else if (((old & Attribute.Protected) !== 0) !== on) {
          session.definitions.setAttributes(s, old ^ Attribute.Protected);
          changed.push(s);
        }
      }
      return normal(S.List, ...changed.map((s) => new Str(session.contexts.nameOf(s))));
    },
    examples,
  });

export const Protect = protection('Protect', {
  usage: 'Protect[s1, s2, ...] sets the attribute Protected for the symbols si.',
  on: true,
  examples: {
    'pp = 1; Protect[pp]; Attributes[pp]': '{Protected}',
  },
});
export const Unprotect = protection('Unprotect', {
  usage: 'Unprotect[s1, s2, ...] removes the attribute Protected for the symbols si.',
  on: false,
  examples: {
    'Unprotect[Tan]; Tan[myangle] = 5; Tan[myangle]': '5',
  },
});
