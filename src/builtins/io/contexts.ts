/** Contexts and packages: Begin, BeginPackage, Needs, $Context, $ContextPath. */
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { list } from '../values/sequences.ts';
import { globRegExp } from './paths.ts';

interface Opened {
  readonly context: string;
  readonly path: string[];
  readonly package: boolean;
}
/** What Begin and BeginPackage have opened in each session, and the packages that were read. */
interface State {
  readonly opened: Opened[];
  readonly packages: string[];
}
const states = new WeakMap<Session, State>();
function stateOf(session: Session): State {
  let s = states.get(session);
  if (s === undefined) states.set(session, (s = { opened: [], packages: ['Global`', 'System`'] }));
  return s;
}
export const isLoaded = (context: string, session: Session): boolean => stateOf(session).packages.includes(context);
/** From now on Needs has nothing to load for it. */
export function noteLoaded(context: string, session: Session): void {
  const { packages } = stateOf(session);
  if (!packages.includes(context)) packages.unshift(context);
}
/** How many contexts are open: what a file opens and leaves open is closed at its end. */
export const openContexts = (session: Session): number => stateOf(session).opened.length;

const strings = (items: readonly string[]): Expr => list(items.map((s) => new Str(s)));
const ContextSymbol = system('$Context');
const PathSymbol = system('$ContextPath');

/** The session's fields and the values of $Context and $ContextPath always agree. */
export function enter(context: string, path: readonly string[], session: Session): void {
  session.contexts.current = context;
  session.contexts.path = [...path];
  session.definitions.definition(ContextSymbol).own = new Str(context);
  session.definitions.definition(PathSymbol).own = strings(path);
  session.definitions.touch(ContextSymbol);
  session.definitions.touch(PathSymbol);
}

const isContextName = (name: string): boolean => /^`?(?:[\p{L}$][\p{L}\p{N}$]*`)+$/u.test(name);
const isContextValue = (e: Expr): boolean => e.kind === Kind.String && isContextName(e.value);
const full = (name: string, session: Session): string =>
  name.startsWith('`') ? session.contexts.current + name.slice(1) : name;
/** A context name; reports anything else. */
function contextName(x: Expr | undefined, e: Evaluation): string | undefined {
  if (x?.kind === Kind.String && isContextName(x.value)) return full(x.value, e.session);
  return e.message('cxt', x ?? S.Null);
}
const messages = {
  cxt: '`1` is not a valid context name: names of contexts end in a backquote.',
  noctx: 'No previous context defined.',
};

export const $Context = builtin('$Context', {
  usage: '$Context is a global variable that gives the current context.',
  initial: '"Global`"',
  messages: { cxt: messages.cxt },
  setting: {
    accepts: (value, e) => isContextValue(value) || (e.message('cxt', value) ?? false),
    follow(value, session) {
      if (value?.kind === Kind.String) session.contexts.current = full(value.value, session);
    },
  },
  examples: { $Context: '"Global`"' },
});
export const $ContextPath = builtin('$ContextPath', {
  usage:
    '$ContextPath is a global variable that gives a list of contexts, after $Context, to search in trying to find a symbol.',
  initial: '{"System`", "Global`"}',
  messages: { cxt: messages.cxt },
  setting: {
    accepts: (value, e) =>
      (isCall(value, S.List) && value.args.every(isContextValue)) || (e.message('cxt', value) ?? false),
    follow(value, session) {
      if (value !== undefined && isCall(value, S.List))
        session.contexts.path = value.args.map((c) => (c.kind === Kind.String ? c.value : 'Global`'));
    },
  },
  examples: { $ContextPath: '{"System`", "Global`"}' },
});

export const Begin = builtin('Begin', {
  usage: 'Begin["context`"] resets the current context.',
  arity: 1,
  messages,
  evaluate([x], e) {
    const name = contextName(x, e);
    if (name === undefined) return undefined;
    const { session } = e;
    stateOf(session).opened.push({ context: session.contexts.current, path: session.contexts.path, package: false });
    enter(name, session.contexts.path, session);
    return new Str(name);
  },
  examples: {
    'Begin["a`"]; End[]': '"a`"',
    'Begin["a`"]; Begin["`b`"]': '"a`b`"',
    'Begin["a"]': ['Begin["a"]', 'Begin::cxt'],
  },
});
export const End = builtin('End', {
  usage: 'End[] returns the present context, and reverts to the previous one.',
  arity: 0,
  messages,
  evaluate(_args, e) {
    const last = stateOf(e.session).opened.at(-1);
    if (last === undefined || last.package) return e.message('noctx') ?? new Str(e.session.contexts.current);
    stateOf(e.session).opened.pop();
    const closed = e.session.contexts.current;
    enter(last.context, e.session.contexts.path, e.session);
    return new Str(closed);
  },
  examples: { 'Begin["x`"]; End[]': '"x`"', 'End[]': ['"Global`"', 'End::noctx'] },
});

export const BeginPackage = builtin('BeginPackage', {
  usage:
    'BeginPackage["context`"] makes context` and System` the only active contexts.\nBeginPackage["context`", {"need1`", ...}] calls Needs on the needi.',
  arity: [1, 2],
  messages,
  evaluate([x, needs], e) {
    const name = contextName(x, e);
    if (name === undefined) return undefined;
    const { session } = e;
    const wanted = needs === undefined ? [] : isCall(needs, S.List) ? needs.args : [needs];
    stateOf(session).opened.push({ context: session.contexts.current, path: session.contexts.path, package: true });
    enter(name, [name, 'System`'], session);
    for (const n of wanted) e.evaluate(normal(system('Needs'), n));
    return new Str(name);
  },
  examples: {
    'BeginPackage["p`"]; $ContextPath': '{"p`", "System`"}',
    'BeginPackage["p`"]; EndPackage[]; $ContextPath': '{"p`", "System`", "Global`"}',
    'BeginPackage[1]': ['BeginPackage[1]', 'BeginPackage::cxt'],
  },
});
/** Symbols of a context that has come into sight next to others of the same name. */
function reportShadowing(context: string, visible: readonly string[], session: Session): void {
  const known = session.names.all();
  for (const s of known) {
    if (s.context !== context) continue;
    const others = known.filter((o) => o !== s && o.name === s.name && visible.includes(o.context));
    if (others.length === 0) continue;
    const all = strings([context, ...others.map((o) => o.context)]);
    session.message(s, 'shdw', [new Str(s.name), all, new Str(context)]);
  }
}

export const EndPackage = builtin('EndPackage', {
  usage:
    "EndPackage[] restores $Context and $ContextPath to their values before the preceding BeginPackage, and prepends the package's context to $ContextPath.",
  arity: 0,
  messages,
  evaluate(_args, e) {
    const { session } = e;
    const { opened } = stateOf(session);
    const last = opened.at(-1);
    if (last === undefined || !last.package) return e.message('noctx') ?? S.Null;
    opened.pop();
    const closed = session.contexts.current;
    // What the package itself needed stays visible too.
    const added = [closed, ...session.contexts.path.filter((c) => c !== closed && c !== 'System`')];
    noteLoaded(closed, session);
    enter(last.context, [...added, ...last.path.filter((c) => !added.includes(c))], session);
    reportShadowing(closed, [last.context, ...session.contexts.path], session);
    return S.Null;
  },
  examples: {
    'BeginPackage["p`"]\nf[x_] := x^2\nEndPackage[]\n{Context[f], f[3]}': '{"p`", 9}',
    'EndPackage[]': ['Null', 'EndPackage::noctx'],
  },
});

export const $Packages = builtin('$Packages', {
  usage:
    '$Packages gives a list of the contexts corresponding to all packages which have been loaded in the current session.',
  value: (e) => strings(stateOf(e.session).packages),
  examples: { $Packages: '{"Global`", "System`"}' },
});

export const Context = builtin('Context', {
  usage: 'Context[] gives the current context.\nContext[symbol] gives the context in which a symbol appears.',
  attributes: Attribute.HoldFirst,
  arity: [0, 1],
  messages: { notfound: 'Symbol `1` not found.' },
  evaluate([x], e) {
    if (x === undefined) return new Str(e.session.contexts.current);
    const name = x.kind === Kind.Symbol ? x : e.evaluate(x);
    if (name.kind === Kind.Symbol) return new Str(name.context);
    if (name.kind !== Kind.String) return e.message('ssym', x);
    return new Str(e.session.names.resolve(name.value).context);
  },
  examples: { 'Context[]': '"Global`"', 'Context[Plus]': '"System`"', 'Context[a`b]': '"a`"' },
});
export const Contexts = builtin('Contexts', {
  usage:
    'Contexts[] gives a list of all contexts.\nContexts["string"] gives the contexts that match; * stands for any characters.',
  arity: [0, 1],
  evaluate([x], e) {
    if (x !== undefined && x.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, x));
    const all = [...new Set(e.session.names.all().map((s) => s.context))].sort();
    const wanted = x === undefined ? undefined : globRegExp(x.value);
    return strings(all.filter((c) => wanted?.test(c) ?? true));
  },
  examples: {
    'MemberQ[Contexts[], "System`"]': 'True',
    'a`b`x; Contexts["a`*"]': '{"a`b`"}',
    'Contexts[1]': ['Contexts[1]', 'Contexts::string'],
  },
});

export const contexts: readonly Builtin[] = [
  $Context,
  $ContextPath,
  $Packages,
  Begin,
  End,
  BeginPackage,
  EndPackage,
  Context,
  Contexts,
];
