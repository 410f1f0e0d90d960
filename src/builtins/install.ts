/** Puts builtin records into a session: from one record come value, attributes, options, messages and behaviour. */
import { type Expr, normal, Str, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import { Attribute } from '../kernel/definitions/attributes.ts';
import { placeOf } from '../kernel/definitions/define.ts';
import { type Definition, type Evaluation, Latent, type Native } from '../kernel/definitions/definition.ts';
import { OptionValues } from '../kernel/definitions/options.ts';
import type { KernelSession } from '../kernel/session.ts';
import type { Builtin, BuiltinDefinition } from './builtin.ts';

/** Each record is put into its definition when somebody first looks its symbol up: of two thousand most sessions use a few dozen. */
export function install(records: readonly Builtin[], session: KernelSession): void {
  for (const r of records) announce(r, session);
}

export function evaluationFor(symbol: Sym, session: KernelSession): Evaluation {
  return {
    session,
    symbol,
    evaluate: session.evaluate,
    message: (tag, ...parameters) => session.message(symbol, tag, parameters) as undefined,
    messageOf: (symbol, tag, ...parameters) => session.message(symbol, tag, parameters) as undefined,
  };
}

/** The behaviour of a record, bound to its symbol in a session; `declared`: its options with their defaults. */
export function nativeOf(r: BuiltinDefinition, evaluation: Evaluation, declared: Expr | undefined): Native {
  const hasOptions = declared !== undefined;
  return {
    evaluation,
    usage: r.usage,
    examples: () => r.examples,
    arity: typeof r.arity === 'number' ? [r.arity, r.arity] : r.arity,
    packed: r.packed === true,
    hasOptions,
    borrows: r.borrows === true,
    declared,
    noOptions: hasOptions ? undefined : new OptionValues(evaluation.symbol, [], undefined),
    value: r.value,
    evaluate: r.evaluate,
    pair: r.pair,
    effect: r.effect,
    compile: r.compile,
    apply: r.apply,
    up: r.up,
    assign: r.assign,
    unset: r.unset,
    setting: r.setting,
    constant: r.constant,
    uncaught: r.uncaught,
  };
}

/** What is asked before the definition is: that there is one, names of options, upvalues and messages that are off. */
function announce(r: Builtin, session: KernelSession): void {
  const own = r.value !== undefined || r.initial !== undefined ? Latent.own : 0;
  const up = r.up !== undefined || r.rules !== undefined ? Latent.up : 0;
  session.definitions.announce(r.symbol, own | up, (d) => {
    // What is stopped half-way would stay so; and what is read first may find no room on the stack, with nothing done yet.
    const language = session.interrupts.undisturbed(() => readLanguage(r, session));
    installNative(d, r, language.options, session);
    installLanguage(d, language, session);
  });
  // Names of options are words of the language from the start, before the options themselves are read.
  if (r.options !== undefined) for (const name of Object.keys(r.options)) optionKey(name);
  if (r.up) session.definitions.upMask |= r.symbol.mask;
  if (r.off !== undefined) for (const tag of r.off) session.log.setOff(`${r.symbol.name}::${tag}`, true);
}

function installNative(d: Definition, r: Builtin, declared: Expr | undefined, session: KernelSession): void {
  d.native = nativeOf(r, evaluationFor(r.symbol, session), declared);
  d.attributes = (r.attributes ?? 0) | (r.initial === undefined ? Attribute.Protected : 0);
  if (r.messages) d.messages = new Map(Object.entries(r.messages).map(([tag, text]) => [tag, new Str(text)]));
}

/** What a record says in the language itself, read. */
interface Language {
  readonly options: Expr | undefined;
  readonly initial: Expr | undefined;
  readonly rules: readonly (readonly [pattern: Expr, value: Expr])[];
}
function readLanguage(r: Builtin, session: KernelSession): Language {
  const read = (text: string): Expr => session.parse(text)[0]!;
  const options = Object.entries(r.options ?? {}).map(([name, value]) => normal(S.Rule, optionKey(name), read(value)));
  return {
    options: r.options && normal(S.List, ...options),
    initial: r.initial === undefined ? undefined : read(r.initial),
    rules: Object.entries(r.rules ?? {}).map(([lhs, rhs]) =>
      session.contexts.inPrivate('records', () => [read(lhs), read(rhs)] as const),
    ),
  };
}

function installLanguage(d: Definition, { options, initial, rules }: Language, session: KernelSession): void {
  if (options) d.options = options;
  if (initial) d.own = initial;
  for (const [pattern, value] of rules) {
    const place = placeOf(pattern);
    if (place === undefined) throw new Error(`no symbol in the rule ${session.inputForm(pattern)}`);
    session.definitions.addRule(place.symbol, place.kind, pattern, value);
  }
}

/** Options that exist as symbols of the language are shown as such; quoted names stay strings. */
function optionKey(name: string): Expr {
  return name.startsWith('"') ? new Str(name.slice(1, -1)) : system(name);
}
