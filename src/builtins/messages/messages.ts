/** Message, MessageName, Quiet, Check, Off, On, Messages, $MessageList. */
import { type Expr, isCall, Kind, Normal, normal, Str, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { isRule, type RuleExpr } from '../../kernel/definitions/options.ts';
import type { MessageRecord } from '../../kernel/message-log.ts';
import { generalMessages } from '../../kernel/messages.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { usageOf } from './usage.ts';

/** symbol::tag as the parser makes it. */
function nameParts(e: Expr): { symbol: Sym; tag: string } | undefined {
  if (!isCall(e, S.MessageName) || e.args.length < 2) return undefined;
  const [s, tag] = e.args;
  const symbol = s!.kind === Kind.Symbol ? s! : undefined;
  return symbol && tag!.kind === Kind.String ? { symbol, tag: tag!.value } : undefined;
}

export const MessageName = builtin('MessageName', {
  usage: 'symbol::tag is a name for a message.',
  attributes: Attribute.HoldFirst | Attribute.ReadProtected,
  arity: [2, 4],
  evaluate(args, e) {
    const parts = nameParts(new Normal(S.MessageName, args));
    if (parts === undefined) return undefined;
    const session = e.session;
    if (parts.tag === 'usage') return usageOf(parts.symbol, session);
    return session.definitions.known(parts.symbol)?.messages?.get(parts.tag);
  },
  assign(lhs, value, e) {
    const parts = nameParts(lhs);
    if (parts === undefined) return undefined;
    const d = e.session.definitions.definition(parts.symbol);
    d.messages ??= new Map();
    d.messages.set(parts.tag, value);
    e.session.definitions.touch(parts.symbol);
    return value;
  },
  unset(lhs, e) {
    const parts = nameParts(lhs);
    if (parts === undefined) return undefined;
    if (e.session.definitions.known(parts.symbol)?.messages?.delete(parts.tag) !== true) {
      e.message('norep', lhs, parts.symbol);
      return S.Failed;
    }
    e.session.definitions.touch(parts.symbol);
    return S.Null;
  },
  examples: { 'f::bad = "Value `1` is bad."; f::bad': '"Value `1` is bad."', 'g::none': 'g::none' },
});

export const Message = builtin('Message', {
  usage: 'Message[symbol::tag, e1, e2, ...] prints the message symbol::tag, filled in with the values of the ei.',
  attributes: Attribute.HoldFirst,
  arity: [1, Number.POSITIVE_INFINITY],
  messages: { name: 'Message name `1` is not of the form symbol::name or symbol::name::language.' },
  evaluate([name, ...parameters], e) {
    const parts = nameParts(name!);
    if (parts === undefined) return e.message('name', name!);
    e.session.message(parts.symbol, parts.tag, parameters);
    return S.Null;
  },
  examples: {
    'f::bad = "Value `1` is bad."; Message[f::bad, 7]': ['Null', 'f::bad'],
    'Message[3]': ['Message[3]', 'Message::name'],
  },
});

export const $MessageGroups = builtin('$MessageGroups', {
  usage: '$MessageGroups is a list of rules "name" :> {s1::t1, ...}: groups of messages, for Check, Quiet, On and Off.',
  initial: '{}',
  examples: {
    '$MessageGroups = {"zero" :> {Power::infy, Power::indet}}; {Quiet[1/0, "zero"], Check[Quiet[1/0], 5, "zero"]}':
      '{DirectedInfinity[], DirectedInfinity[]}',
  },
});

/** The message names in a group of $MessageGroups; undefined where there is no such group. */
function groupNamed(name: string, session: Session): readonly Expr[] | undefined {
  const groups = session.evaluate($MessageGroups.symbol);
  if (!isCall(groups, S.List)) return undefined;
  const rule = groups.args.find((r) => isRule(r) && r.args[0].kind === Kind.String && r.args[0].value === name);
  const names = rule === undefined ? undefined : (rule as RuleExpr).args[1];
  return names && isCall(names, S.List) ? names.args : names && [names];
}

/** An argument that names messages as a list, with groups in place of their names. */
function withGroups(e: Expr, session: Session): readonly Expr[] {
  const list = isCall(e, S.List) ? e.args : [e];
  return list.flatMap((x) => (x.kind === Kind.String ? (groupNamed(x.value, session) ?? [x]) : [x]));
}

/** The messages that an argument of Quiet or Check names; undefined means all. */
function selection(e: Expr | undefined, session: Session): ((m: MessageRecord) => boolean) | undefined {
  if (e === undefined || e === S.All) return () => true;
  if (e === S.None) return () => false;
  const list = withGroups(e, session);
  const tests = list.map((item): ((m: MessageRecord) => boolean) | undefined => {
    const parts = nameParts(item);
    if (parts !== undefined)
      return (m) => (m.symbol === parts.symbol || parts.symbol === General) && m.tag === parts.tag;
    if (item.kind === Kind.Symbol) return (m) => m.symbol === item;
    return undefined;
  });
  if (tests.some((t) => t === undefined)) return undefined;
  return (m) => tests.some((t) => t!(m));
}
const General = system('General');

/** Which messages an argument names; reports what is no such specification. */
export function namedMessages(spec: Expr | undefined, e: Evaluation): ((m: MessageRecord) => boolean) | undefined {
  return selection(spec, e.session) ?? e.messageOf(Quiet.symbol, 'name', spec!);
}

export const Quiet = builtin('Quiet', {
  usage:
    'Quiet[expr] evaluates expr "quietly", without messages being output.\nQuiet[expr, {s1::t1, ...}] quietly evaluates expr with only the specified messages suppressed.\nQuiet[expr, moff, mon] switches off moff and switches on mon.',
  attributes: Attribute.HoldAll,
  arity: [1, 3],
  messages: {
    name: 'Message specification `1` is not All, None, a symbol, a message name, a group, or a list of these.',
  },
  evaluate([expr, offSpec, onSpec], e) {
    const off = selection(offSpec, e.session);
    const on = onSpec === undefined ? () => false : selection(onSpec, e.session);
    if (off === undefined || on === undefined) return e.message('name', off === undefined ? offSpec! : onSpec!);
    return e.session.log.collect(
      () => e.evaluate(expr!),
      (m) => off(m) && !on(m),
    ).value;
  },
  examples: { 'Quiet[1/0]': 'DirectedInfinity[]', 'Quiet[1/0, {Power::infy}]': 'DirectedInfinity[]' },
});

export const Check = builtin('Check', {
  usage:
    'Check[expr, failexpr] evaluates expr, and returns the result, unless messages were generated, in which case it evaluates and returns failexpr.\nCheck[expr, failexpr, {s1::t1, ...}] checks only for the specified messages.',
  attributes: Attribute.HoldAll,
  arity: [2, 3],
  evaluate([expr, fallback, spec], e) {
    const wanted = namedMessages(spec, e);
    if (wanted === undefined) return undefined;
    let seen = false;
    const value = e.session.log.observe(
      () => e.evaluate(expr!),
      (m) => {
        if (wanted(m)) seen = true;
      },
    );
    return seen ? e.evaluate(fallback!) : value;
  },
  examples: {
    'Check[1/0, "bad"]': ['"bad"', 'Power::infy'],
    'Check[1 + 1, "bad"]': '2',
    'Quiet[Check[1/0, "bad"]]': '"bad"',
  },
});

const switches = (name: string, { usage, off }: { readonly usage: string; readonly off: boolean }): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.HoldAll,
    evaluate(args, e) {
      for (const a of args.flatMap((x) => withGroups(x, e.session))) {
        const parts = nameParts(a);
        if (parts !== undefined) e.session.log.setOff(`${parts.symbol.name}::${parts.tag}`, off);
        else if (a.kind === Kind.Symbol)
          for (const tag of e.session.definitions.known(a)?.messages?.keys() ?? [])
            e.session.log.setOff(`${a.name}::${tag}`, off);
        else return e.messageOf(Message.symbol, 'name', a);
      }
      return S.Null;
    },
    examples: off
      ? { 'Off[Power::infy]; 1/0': 'DirectedInfinity[]' }
      : { 'Off[Power::infy]; On[Power::infy]; 1/0': ['DirectedInfinity[]', 'Power::infy'] },
  });
export const Off = switches('Off', {
  usage: 'Off[symbol::tag] switches off a message, so that it is no longer printed.',
  off: true,
});
export const On = switches('On', {
  usage: 'On[symbol::tag] switches on a message, so that it can be printed.',
  off: false,
});

export const Assert = builtin('Assert', {
  usage:
    'Assert[test] represents the assertion that test is True. It does nothing before On[Assert]; then it reports tests that fail.\nAssert[test, tag] labels the assertion.',
  attributes: Attribute.HoldAllComplete,
  arity: [1, 2],
  off: ['asrtf', 'asrttf'],
  messages: { asrtf: 'Assertion `1` failed.', asrttf: 'Assertion `1` labeled `2` failed.' },
  evaluate([test, tag], e) {
    if (e.session.log.isOff('Assert::asrtf') || e.evaluate(test!) === S.True) return S.Null;
    const held = normal(S.HoldForm, test!);
    return tag === undefined ? e.message('asrtf', held) : e.message('asrttf', held, e.evaluate(tag));
  },
  examples: {
    'Assert[1 > 2]': 'Null',
    'On[Assert]; Assert[1 > 2]': ['Assert[1 > 2]', 'Assert::asrtf'],
    'On[Assert]; Assert[2 > 1]': 'Null',
    'On[Assert]; Off[Assert]; Assert[1 > 2]': 'Null',
  },
});

export const Messages = builtin('Messages', {
  usage: 'Messages[symbol] gives all the messages assigned to a particular symbol.',
  attributes: Attribute.HoldAll,
  arity: 1,
  evaluate([s], e) {
    if (s!.kind !== Kind.Symbol) return e.message('sym', s!, normal(S.List));
    const list = [...(e.session.definitions.known(s!)?.messages ?? [])];
    return normal(
      S.List,
      ...list.map(([tag, text]) =>
        normal(S.RuleDelayed, normal(S.HoldPattern, normal(S.MessageName, s!, new Str(tag))), text),
      ),
    );
  },
  examples: { 'f::m = "x"; Messages[f]': '{HoldPattern[f::m] :> "x"}' },
});

const held = (m: MessageRecord): Expr => normal(S.HoldForm, normal(S.MessageName, m.symbol, new Str(m.tag)));
export const $MessageList = builtin('$MessageList', {
  usage: '$MessageList gives a list of the names of messages generated during the evaluation of the current input.',
  value: (e) => normal(S.List, ...e.session.log.issued.map(held)),
  examples: { $MessageList: '{}' },
});

export const GeneralBuiltin = builtin('General', {
  usage: 'General is a symbol to which general system messages are attached.',
  messages: generalMessages,
  examples: { 'Head[General]': 'Symbol' },
});
export const messagesRecords: readonly Builtin[] = [
  MessageName,
  Message,
  Quiet,
  Check,
  Off,
  $MessageGroups,
  Assert,
  On,
  Messages,
  $MessageList,
  GeneralBuiltin,
];
