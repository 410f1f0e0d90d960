/** Symbols and their names: Symbol, SymbolName, Names, NameQ, Unique. */
import { type Expr, int, isCall, Kind, normal, Str, type Sym } from '../../expr/expr.ts';
import { symbol as symbolNamed } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { symbolsNamed } from '../names.ts';
import { bool, list } from '../values/sequences.ts';

/** Letters, digits and $, not starting with a digit; contexts before it end in backquotes. */
const isSymbolName = (name: string): boolean => /^`?(?:[\p{L}$][\p{L}\p{N}$]*`)*[\p{L}$][\p{L}\p{N}$]*$/u.test(name);
const messages = { symname: 'The string `1` cannot be used for a symbol name.' };

export const Symbol_ = builtin('Symbol', {
  usage: 'Symbol["name"] refers to a symbol with the specified name.',
  arity: 1,
  messages,
  evaluate([x], e) {
    if (x!.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, x!));
    return isSymbolName(x!.value) ? e.session.names.resolve(x!.value) : e.message('symname', x!);
  },
  examples: {
    'Symbol["abc"]': 'abc',
    'Symbol["Plus"][1, 2]': '3',
    'Symbol["1a"]': ['Symbol["1a"]', 'Symbol::symname'],
    'Symbol[5]': ['Symbol[5]', 'Symbol::string'],
  },
});

export const SymbolName = builtin('SymbolName', {
  usage: 'SymbolName[symbol] gives the name of the specified symbol, without its context.',
  arity: 1,
  evaluate: ([x], e) => (x!.kind === Kind.Symbol ? new Str(x!.name) : e.message('sym', x!, int(1))),
  examples: {
    'SymbolName[abc]': '"abc"',
    'SymbolName[p`q]': '"q"',
    'SymbolName["abc"]': ['SymbolName["abc"]', 'SymbolName::sym'],
  },
});

/** Names as they have to be written here and now, for patterns with * and @. */
function namesMatching(x: Expr, e: Evaluation): string[] | undefined {
  const session = e.session;
  if (x.kind === Kind.String) return symbolsNamed(x.value, session).map((s) => session.contexts.nameOf(s));
  if (!isCall(x, S.List)) return undefined;
  const all = x.args.map((p) => namesMatching(p, e));
  return all.every((n) => n !== undefined) ? [...new Set(all.flat())].sort() : undefined;
}

export const Names = builtin('Names', {
  usage:
    'Names["pattern"] gives a list of the names of symbols that match the string; * stands for any characters and @ for any but upper-case letters.\nNames[] gives all names.',
  arity: [0, 1],
  evaluate([x], e) {
    const names = namesMatching(x ?? new Str('*'), e);
    return names === undefined ? e.message('strse', int(1), normal(e.symbol, x!)) : list(names.map((n) => new Str(n)));
  },
  examples: {
    'zebra1 = zebra2 = 0; Names["zebra*"]': '{"zebra1", "zebra2"}',
    'Names["KeyExists@"]': '{}',
    'Names["KeyExists*"]': '{"KeyExistsQ"}',
    'Names[5]': ['Names[5]', 'Names::strse'],
  },
});
export const NameQ = builtin('NameQ', {
  usage:
    'NameQ["string"] yields True if there are any symbols whose names match the string pattern, and False otherwise.',
  arity: 1,
  evaluate([x], e) {
    const names = namesMatching(x!, e);
    return names === undefined ? e.message('strse', int(1), normal(e.symbol, x!)) : bool(names.length > 0);
  },
  examples: {
    'NameQ["Plus"]': 'True',
    'NameQ["noSuchNameYet"]': 'False',
    'NameQ[5]': ['NameQ[5]', 'NameQ::strse'],
  },
});

/** A symbol that nobody has mentioned: the name with the next number behind it. */
function unique(like: Expr, e: Evaluation): Sym | undefined {
  const session = e.session;
  if (like.kind === Kind.Symbol) return session.names.temporary(like);
  if (like.kind !== Kind.String || !isSymbolName(like.value)) return e.message('usym', like);
  const context = like.value.includes('`') ? '' : session.contexts.current;
  for (;;) {
    const s = symbolNamed(`${context}${like.value}${session.names.nextSerial()}`);
    if (session.definitions.known(s) !== undefined) continue;
    session.definitions.definition(s).attributes = Attribute.Temporary;
    return s;
  }
}
export const Unique = builtin('Unique', {
  usage:
    'Unique[] generates a new symbol, whose name is of the form $nnn.\nUnique[x] generates a new symbol, with a name of the form x$nnn.\nUnique["xxx"] generates a new symbol, with a name of the form xxxnnn.\nUnique[{x, y, ...}] generates a list of new symbols.',
  arity: [0, 1],
  messages: { usym: '`1` is not a symbol or a valid symbol name.' },
  evaluate([x], e) {
    if (x === undefined) return unique(new Str('$'), e);
    if (!isCall(x, S.List)) return unique(x, e);
    const all = x.args.map((a) => unique(a, e));
    return all.every((s) => s !== undefined) ? list(all) : undefined;
  },
  examples: {
    'Unique[x] === Unique[x]': 'False',
    'Head[Unique["a"]]': 'Symbol',
    'Length[Unique[{x, y}]]': '2',
    'Unique[5]': ['Unique[5]', 'Unique::usym'],
  },
});

export const names: readonly Builtin[] = [Symbol_, SymbolName, Names, NameQ, Unique];
