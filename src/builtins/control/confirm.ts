/** Enclose and Confirm with its kin: failures that leave a computation, as Failure objects. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, type Normal, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { ConfirmSignal } from '../../kernel/signals.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { namedMessages } from '../messages/messages.ts';

export const Failure = builtin('Failure', {
  usage: 'Failure["tag", <|...|>] represents a failure of the kind "tag", with details in an association.',
  apply(head, args) {
    const [tag, details] = (head as Normal).args;
    const key = args[0];
    if (args.length !== 1 || key === undefined || details === undefined || !isAssociation(details)) return undefined;
    const name = key.kind === Kind.String ? key.value : undefined;
    if (name === 'Tag') return tag;
    const given = details.get(key);
    if (given === undefined && name === 'Message') return messageOf(details);
    return given ?? normal(S.Missing, new Str('KeyAbsent'), key);
  },
  examples: {
    'Failure["Bad", <|"Expression" -> 3|>]["Expression"]': '3',
    'Failure["Bad", <||>]["Tag"]': '"Bad"',
    'Failure["Bad", <|"MessageTemplate" -> "`1` is bad.", "MessageParameters" -> {3}|>]["Message"]': '"3 is bad."',
    'Failure["Bad", <||>]["x"]': 'Missing["KeyAbsent", "x"]',
  },
});

/** The template of a failure filled in with its parameters. */
function messageOf(details: Association): Expr {
  const template = details.get(new Str('MessageTemplate'));
  if (template === undefined) return normal(S.Missing, new Str('KeyAbsent'), new Str('Message'));
  return normal(system('TemplateApply'), template, details.get(new Str('MessageParameters')) ?? normal(S.List));
}

const failures = new Set<Expr>(['$Failed', '$Aborted', '$Canceled', '$TimedOut'].map(system));
const isFailure = (e: Expr): boolean => failures.has(e) || isCall(e, Failure.symbol);

const isConfirmation = (e: Expr): boolean =>
  isCall(e, Failure.symbol) && e.args[0] instanceof Str && e.args[0].value === 'ConfirmationFailed';

interface Details {
  readonly type: string;
  readonly message: string;
  readonly expression: Expr;
  readonly information: Expr | undefined;
  readonly tag: Expr | undefined;
  readonly more?: readonly (readonly [string, Expr])[];
}

/** Leaves for the nearest Enclose with this tag. Information and tag were held: they matter only now. */
function fail({ type, message, expression, more = [], ...held }: Details, e: Evaluation): never {
  const [information, tag] = [held.information, held.tag].map((x) => x && e.evaluate(x));
  const details: (readonly [string, Expr])[] = [
    ['MessageTemplate', new Str(message)],
    ['MessageParameters', normal(S.List, expression)],
    ['ConfirmationType', new Str(type)],
    ['Expression', expression],
    ['Information', information ?? S.Null],
    ...more,
  ];
  const entries = Association.from(details.map(([k, v]) => [new Str(k), v] as const));
  throw new ConfirmSignal(normal(Failure.symbol, new Str('ConfirmationFailed'), entries), tag ?? S.None);
}

export const Confirm = builtin('Confirm', {
  usage:
    'Confirm[expr] gives expr, unless it is a failure or Missing[...], which leads to the enclosing Enclose.\nConfirm[expr, info, tag] adds information, and leads to the Enclose with that tag.',
  attributes: Attribute.HoldRest,
  arity: [1, 3],
  evaluate([expression, information, tag], e) {
    if (!isFailure(expression!) && !isCall(expression!, S.Missing)) return expression;
    // A failure of an earlier confirmation goes on as it is.
    if (information === undefined && isConfirmation(expression!)) throw new ConfirmSignal(expression!, S.None);
    return fail({ type: 'Confirm', message: '`1` encountered.', expression: expression!, information, tag }, e);
  },
  uncaught: (signal) => (signal as ConfirmSignal).failure,
  examples: {
    'Enclose[Confirm[3] + 1]': '4',
    'Enclose[Confirm[$Failed] + 1, "caught" &]': '"caught"',
    'Confirm[]': ['Confirm[]', 'Confirm::argb'],
  },
});

export const ConfirmBy = builtin('ConfirmBy', {
  usage: 'ConfirmBy[expr, f] gives expr if f[expr] is True, and leads to the enclosing Enclose otherwise.',
  attributes: Attribute.HoldRest,
  arity: [2, 4],
  evaluate([expression, test, information, tag], e) {
    const f = e.evaluate(test!);
    if (e.session.call(f, [expression!]) === S.True) return expression;
    const more = [['Function', f]] as const;
    const message = 'ConfirmBy failed for `1`.';
    return fail({ type: 'ConfirmBy', message, expression: expression!, information, tag, more }, e);
  },
  examples: {
    'Enclose[ConfirmBy[3, OddQ]]': '3',
    'Enclose[ConfirmBy[2, OddQ], #["Expression"] &]': '2',
    'ConfirmBy[1]': ['ConfirmBy[1]', 'ConfirmBy::argbu'],
  },
});

export const ConfirmMatch = builtin('ConfirmMatch', {
  usage: 'ConfirmMatch[expr, form] gives expr if it matches form, and leads to the enclosing Enclose otherwise.',
  attributes: Attribute.HoldRest,
  arity: [2, 4],
  evaluate([expression, pattern, information, tag], e) {
    const form = e.evaluate(pattern!);
    if (e.session.rules.matcher(form)(expression!)) return expression;
    const more = [['Pattern', form]] as const;
    const message = 'ConfirmMatch failed for `1`.';
    return fail({ type: 'ConfirmMatch', message, expression: expression!, information, tag, more }, e);
  },
  examples: {
    'Enclose[ConfirmMatch[3, _Integer]]': '3',
    'Enclose[ConfirmMatch[3, _String], #["ConfirmationType"] &]': '"ConfirmMatch"',
    'ConfirmMatch[1]': ['ConfirmMatch[1]', 'ConfirmMatch::argbu'],
  },
});

export const ConfirmAssert = builtin('ConfirmAssert', {
  usage: 'ConfirmAssert[test] gives Null if test is True, and leads to the enclosing Enclose otherwise.',
  attributes: Attribute.HoldAll,
  arity: [1, 3],
  evaluate([test, information, tag], e) {
    if (e.evaluate(test!) === S.True) return S.Null;
    const expression = normal(S.HoldForm, test!);
    const more = [['Test', expression]] as const;
    return fail({ type: 'ConfirmAssert', message: 'Assertion `1` failed.', expression, information, tag, more }, e);
  },
  examples: {
    'Enclose[ConfirmAssert[2 > 1]; 5]': '5',
    'Enclose[ConfirmAssert[1 > 2]; 5, "no" &]': '"no"',
    'ConfirmAssert[]': ['ConfirmAssert[]', 'ConfirmAssert::argb'],
  },
});

export const ConfirmQuiet = builtin('ConfirmQuiet', {
  usage:
    'ConfirmQuiet[expr] gives expr, unless messages come, which are not shown and lead to the enclosing Enclose.\nConfirmQuiet[expr, {s1::t1, ...}] minds only the messages named.',
  attributes: Attribute.HoldAll,
  arity: [1, 4],
  evaluate([expr, names, information, tag], e) {
    const wanted = namedMessages(names, e);
    if (wanted === undefined) return undefined;
    const { value, messages } = e.session.log.collect(() => e.evaluate(expr!), wanted);
    if (messages.length === 0) return value;
    const first = messages[0]!;
    const more = [
      ['HeldExpression', normal(S.Hold, expr!)],
      ['HeldMessage', normal(S.Hold, normal(S.MessageName, first.symbol, new Str(first.tag)))],
    ] as const;
    const message = 'Messages came while `1` was evaluated.';
    return fail({ type: 'ConfirmQuiet', message, expression: normal(S.HoldForm, expr!), information, tag, more }, e);
  },
  examples: {
    'Enclose[ConfirmQuiet[1 + 1]]': '2',
    'Enclose[ConfirmQuiet[1/0], "quiet" &]': '"quiet"',
    'ConfirmQuiet[]': ['ConfirmQuiet[]', 'ConfirmQuiet::argb'],
  },
});

/** f[failure], or an entry of it by name. */
function handled(f: Expr, failure: Expr, e: Evaluation): Expr {
  return f instanceof Str ? e.session.call(failure, [f]) : e.session.call(f, [failure]);
}

export const Enclose = builtin('Enclose', {
  usage:
    'Enclose[expr] evaluates expr, and gives a Failure object when a Confirm in it fails.\nEnclose[expr, f] gives f[failure]; a string names the entry of the failure to give.\nEnclose[expr, f, tag] takes only confirmations with that tag.',
  attributes: Attribute.HoldFirst,
  arity: [1, 3],
  evaluate([expr, f, form], e) {
    const session = e.session;
    const { depth } = session.evaluator;
    try {
      return session.evaluate(expr!);
    } catch (x) {
      if (!(x instanceof ConfirmSignal)) throw x;
      if (form === undefined ? x.tag !== S.None : !session.rules.matcher(form)(x.tag)) throw x;
      session.evaluator.depth = depth;
      return f === undefined ? x.failure : handled(f, x.failure, e);
    }
  },
  examples: {
    'Enclose[Confirm[$Failed]; 1, #["ConfirmationType"] &]': '"Confirm"',
    'Enclose[Confirm[$Failed], "Expression"]': '$Failed',
    'Enclose[Enclose[Confirm[$Failed, Null, t], "inner" &], "outer" &, t]': '"outer"',
    'Enclose[]': ['Enclose[]', 'Enclose::argb'],
  },
});

export const confirmations: readonly Builtin[] = [
  Failure,
  Confirm,
  ConfirmBy,
  ConfirmMatch,
  ConfirmAssert,
  ConfirmQuiet,
  Enclose,
];
