/** What is known of symbols: ?name, Information, Definition, FullDefinition, Save. */

import { Boxed, type Expr, int, isCall, Kind, normal, Str, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, attributeNames } from '../../kernel/definitions/attributes.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { writeBytes } from '../io/file-problems.ts';
import { usageOf } from '../messages/usage.ts';
import { symbolsNamed } from '../names.ts';
import { list } from '../values/sequences.ts';
import { isOn } from '../values/switches.ts';
import { hasMeaning, type Verdict, verdictOn } from './known-names.ts';
import { onPage } from './page.ts';

const kinds = ['OwnValues', 'SubValues', 'DownValues', 'UpValues', 'NValues', 'FormatValues', 'DefaultValues'].map(
  system,
);

type World = Pick<Evaluation, 'session'>;

/** Statements that would make the definitions of a symbol anew. */
export function definitionText(s: Sym, e: World): string[] {
  const session = e.session;
  const lines: string[] = [];
  const name = session.contexts.nameOf(s);
  const attributes = attributeNames(session.definitions.attributesOf(s) & ~Attribute.Temporary);
  if (attributes.length > 0) lines.push(`Attributes[${name}] = {${attributes.join(', ')}}`);
  if (s.context === 'System`' || (session.definitions.attributesOf(s) & Attribute.ReadProtected) !== 0) return lines;
  for (const kind of kinds) {
    const rules = session.evaluate(normal(kind, normal(S.Unevaluated, s)));
    if (!isCall(rules, S.List)) continue;
    for (const r of rules.args) {
      if (r.kind !== Kind.Normal || r.args.length !== 2) continue;
      const left = isCall(r.args[0]!, S.HoldPattern) ? r.args[0].args[0]! : r.args[0]!;
      const owned = kind.name === 'UpValues' ? `${name} /: ` : '';
      lines.push(
        `${owned}${session.inputForm(left)} ${isCall(left, S.Condition) || hasPattern(left) ? ':=' : '='} ${session.inputForm(r.args[1]!)}`,
      );
    }
  }
  const options = session.definitions.known(s)?.options;
  if (options !== undefined) lines.push(`Options[${name}] = ${session.inputForm(options)}`);
  return lines;
}
const hasPattern = (x: Expr): boolean =>
  x.kind === Kind.Normal &&
  (x.head === S.Blank ||
    x.head === S.BlankSequence ||
    x.head === S.BlankNullSequence ||
    x.args.some(hasPattern) ||
    hasPattern(x.head));

/** A symbol, or a name of one; a pattern of names gives several. */
function symbolsOf(x: Expr, e: Evaluation): readonly Sym[] {
  if (x.kind === Kind.Symbol) return [x];
  return x.kind === Kind.String ? symbolsNamed(x.value, e.session) : [];
}

/** Forms of use that the short description holds. */
const SHORT = 3;

/** Where the rest of what is known stands. */
function furtherHelp(s: Sym, forms: number, session: Session): string | undefined {
  if (s.context !== 'System`') return undefined;
  const native = session.definitions.known(s)?.native;
  const examples = Object.keys(native?.examples() ?? {}).length;
  const more = [
    ...(forms > 0 ? [`${forms} more ${forms === 1 ? 'form' : 'forms'}`] : []),
    ...(native?.hasOptions === true ? ['options'] : []),
  ];
  const parts = [
    ...(more.length > 0 ? [`??${s.name} for ${more.join(' and ')}`] : []),
    ...(examples > 0 ? [`Examples[${s.name}] for examples`] : []),
  ];
  return parts.length === 0 ? undefined : `(${parts.join(', ')})`;
}

/** Usage and definitions; `long`: all forms of use, and options. */
export function describe(s: Sym, long: boolean, e: World): string {
  const session = e.session;
  const usage = usageOf(s, session);
  const text = usage === undefined || usage.kind === Kind.String ? usage?.value : session.outputForm(usage);
  const forms = text?.split('\n') ?? [s.fullName];
  const lines = long ? forms : forms.slice(0, SHORT);
  if (!long) {
    const more = furtherHelp(s, forms.length - lines.length, session);
    if (more !== undefined) lines.push(more);
  }
  if (long || s.context !== 'System`') lines.push(...definitionText(s, e));
  if (long && s.context === 'System`') {
    const options = session.evaluate(normal(S.Options, s));
    if (isCall(options, S.List) && options.args.length > 0)
      lines.push(`Options[${s.name}] = ${session.inputForm(options)}`);
  }
  return lines.join('\n');
}

/** Names side by side in columns as wide as the longest. */
function columns(names: readonly string[], width: number): string {
  const cell = Math.max(...names.map((n) => n.length)) + 2;
  const perLine = Math.max(1, Math.floor(width / cell));
  const lines: string[] = [];
  for (let i = 0; i < names.length; i += perLine)
    lines.push(
      names
        .slice(i, i + perLine)
        .map((n) => n.padEnd(cell))
        .join('')
        .trimEnd(),
    );
  return lines.join('\n');
}
const LINE_WIDTH = 100;

export const Information = builtin('Information', {
  usage:
    '?symbol shows information about a symbol.\nInformation[symbol] shows its usage and definitions.\nInformation["patt*"] lists the names that match; Information[net, prop] and Information of other objects give their properties.',
  attributes: Attribute.HoldFirst,
  arity: [1, 2],
  options: { LongForm: 'False' },
  messages: {
    notfound: 'Symbol `1` not found.',
    near: 'Symbol `1` not found. Did you mean `2`?',
  },
  evaluate([x, property], e, options) {
    const direct = x!.kind === Kind.Symbol || x!.kind === Kind.String;
    // Objects know about themselves: their heads are asked with the value in place.
    if (!direct || hasObject(x!, e)) return objectInformation(x!, property, e);
    if (property !== undefined) return propertyOf(x!, property, e);
    const found = symbolsOf(x!, e);
    if (found.length === 0 || (found.length === 1 && !hasMeaning(found[0]!, e.session) && verdict(x!, e)))
      return unknown(x!, e);
    if (found.length === 1) e.session.io.print(onPage(describe(found[0]!, isOn(options, 'LongForm', e), e), e));
    else
      e.session.io.print(
        columns(
          found.map((s) => e.session.contexts.nameOf(s)),
          e.session.io.pageWidth?.() ?? LINE_WIDTH,
        ),
      );
    return S.Null;
  },
  examples: {
    'Information[Sin]': 'Null',
    'Information["NoSuchName"]': ['Null', 'Information::notfound'],
    'Information["NetTrian"]': ['Null', 'Information::near'],
    'Information["AudioPlot"]': ['Null', 'Information::nothere2'],
    'Information["Sin", "Usage"]': '"Sin[z] gives the sine of z."',
  },
});

const verdict = (x: Expr, e: Evaluation): Verdict | undefined => {
  const name = x.kind === Kind.Symbol ? x.name : x.kind === Kind.String ? x.value : '';
  return verdictOn(name, e.session);
};

/** Tells what a name that means nothing may have been meant for. */
function unknown(x: Expr, e: Evaluation): Expr {
  const said = verdict(x, e);
  if (said === undefined) e.message('notfound', x);
  else if (said.kind === 'misspelt') e.message('near', x, new Str(said.near));
  else if (said.near === undefined) e.message('nothere', x);
  else e.message('nothere2', x, new Str(said.near));
  return S.Null;
}

/** Does a variable hold an object that is not a mere expression? */
function hasObject(x: Expr, e: Evaluation): boolean {
  if (x.kind !== Kind.Symbol) return false;
  const own = e.session.definitions.known(x)?.own;
  return own?.kind === Kind.Boxed;
}
function objectInformation(x: Expr, property: Expr | undefined, e: Evaluation): Expr | undefined {
  const value = e.evaluate(x);
  if (value === x || value.kind === Kind.Symbol || value.kind === Kind.String)
    return value.kind === Kind.Boxed ? undefined : e.message('noinfo', value);
  return normal(Information.symbol, value, ...(property === undefined ? [] : [property]));
}
function propertyOf(x: Expr, property: Expr, e: Evaluation): Expr | undefined {
  const [s] = symbolsOf(x, e);
  if (s === undefined) return e.message('notfound', x);
  const name = property.kind === Kind.String ? property.value : '';
  const session = e.session;
  switch (name) {
    case 'Usage':
      return usageOf(s, session) ?? normal(S.Missing, new Str('NotAvailable'));
    case 'FullName':
      return new Str(s.fullName);
    case 'Attributes':
      return normal(S.Attributes, normal(S.Unevaluated, s));
    case 'Options':
      return normal(S.Options, normal(S.Unevaluated, s));
    case 'Definitions':
      return new Str(definitionText(s, e).join('\n'));
    default:
      return e.message(
        'bdomv',
        property,
        list(['Usage', 'FullName', 'Attributes', 'Options', 'Definitions'].map((p) => new Str(p))),
      );
  }
}

/** Symbols that the definitions of these use, with them, in order of appearance. */
function withDependencies(symbols: readonly Sym[], e: Evaluation): Sym[] {
  const seen = new Set<Sym>();
  const visit = (s: Sym): void => {
    if (seen.has(s) || s.context === 'System`') return;
    seen.add(s);
    for (const kind of kinds) inside(e.evaluate(normal(kind, normal(S.Unevaluated, s))));
  };
  const inside = (x: Expr): void => {
    if (x.kind === Kind.Symbol) {
      if (e.session.definitions.known(x) !== undefined) visit(x);
    } else if (x.kind === Kind.Normal) {
      inside(x.head);
      x.args.forEach(inside);
    }
  };
  symbols.forEach(visit);
  return [...seen];
}

const definitionPrinter = (
  name: string,
  {
    usage,
    expand,
    examples,
  }: {
    readonly usage: string;
    readonly expand: (s: readonly Sym[], e: Evaluation) => readonly Sym[];
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.HoldAll,
    arity: 1,
    evaluate([x], e) {
      const symbols = symbolsOf(x!, e);
      if (symbols.length === 0) return e.message('ssym', x!);
      const text = expand(symbols, e)
        .map((s) => definitionText(s, e).join('\n\n'))
        .filter((t) => t !== '')
        .join('\n\n');
      return new Boxed(system(name), text === '' ? 'Null' : text, () => normal(system(name), x!));
    },
    shown: (b) => (b as Boxed<string>).content,
    examples,
  });
export const Definition = definitionPrinter('Definition', {
  usage: 'Definition[symbol] prints as the definitions given for a symbol.',
  expand: (s) => s,
  examples: {
    'f[x_] := x^2; ToString[Definition[f]]': '"f[x_] := x^2"',
    'Definition[5]': ['Definition[5]', 'Definition::ssym'],
  },
});
export const FullDefinition = definitionPrinter('FullDefinition', {
  usage:
    'FullDefinition[symbol] prints as the definitions given for a symbol, and for all symbols on which these depend.',
  expand: withDependencies,
  examples: { 'f[x_] := g[x]; g[x_] := 2 x; ToString[FullDefinition[f]]': '"f[x_] := g[x]\\n\\ng[x_] := 2*x"' },
});

export const Save = builtin('Save', {
  usage:
    'Save["file", symbol] appends to a file the definitions of a symbol and of those on which it depends.\nSave["file", {s1, s2, ...}] saves several.',
  attributes: Attribute.HoldRest,
  arity: 2,
  evaluate([file, x], e) {
    if (file!.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, file!, x!));
    const symbols = (isCall(x!, S.List) ? x.args : [x!]).flatMap((s) => symbolsOf(s, e));
    const text = withDependencies(symbols, e)
      .flatMap((s) => definitionText(s, e))
      .map((line) => `${line}\n`)
      .join('\n');
    return writeBytes(file!.value, new TextEncoder().encode(text), e) ? S.Null : S.Failed;
  },
  examples: { 'f[x_] := x; Save["nowhere", f]': ['$Failed', 'Save::noopen'] },
});

export const information: readonly Builtin[] = [Information, Definition, FullDefinition, Save];
