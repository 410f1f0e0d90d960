/** Enclose and Confirm with its kin: failures that leave a computation, as Failure objects. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Normal, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { KernelSession } from '../../kernel/session.ts';
import { ConfirmSignal } from '../../kernel/signals.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { namedMessages } from '../messages/messages.ts';

export const Failure = builtin('Failure', {
  usage: 'Failure["tag", <|...|>] represents a failure of the kind "tag", with details in an association.',
  apply(head, args) {
    const [tag, details] = (head as Normal).args;
    const key = args[0];
    if (args.length !== 1 || key === undefined || details === undefined || !isAssociation(details)) return undefined;
    if (key.kind === tag?.kind && (key as Str).value === 'Tag') return tag;
    return details.get(key) ?? normal(S.Missing, new Str('KeyAbsent'), key);
  },
  examples: {
    'Failure["Bad", <|"Expression" -> 3|>]["Expression"]': '3',
    'Failure["Bad", <||>]["Tag"]': '"Bad"',
    'Failure["Bad", <||>]["x"]': 'Missing["KeyAbsent", "x"]',
  },
});

const failures = new Set<Expr>(['$Failed', '$Aborted', '$Canceled', '$TimedOut'].map(system));
const isFailure = (e: Expr): boolean => failures.has(e) || isCall(e, Failure.symbol);

interface Details {
  readonly type: string;
  readonly message: string;
  readonly expression: Expr;
  readonly information: Expr | undefined;
  readonly tag: Expr | undefined;
  readonly more?: readonly (readonly [string, Expr])[];
}

/** Leaves for the nearest Enclose with this tag. */
function fail({ type, message, expression, information, tag, more = [] }: Details): never {
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
  arity: [1, 3],
  evaluate([expression, information, tag]) {
    if (!isFailure(expression!) && !isCall(expression!, S.Missing)) return expression;
    return fail({ type: 'Confirm', message: '`1` encountered.', expression: expression!, information, tag });
  },
  examples: {
    'Enclose[Confirm[3] + 1]': '4',
    'Enclose[Confirm[$Failed] + 1, "caught" &]': '"caught"',
    'Confirm[]': ['Confirm[]', 'Confirm::argb'],
  },
});

export const ConfirmBy = builtin('ConfirmBy', {
  usage: 'ConfirmBy[expr, f] gives expr if f[expr] is True, and leads to the enclosing Enclose otherwise.',
  arity: [2, 4],
  evaluate([expression, f, information, tag], e) {
    if (e.session.call(f!, [expression!]) === S.True) return expression;
    const more = [['Function', f!]] as const;
    return fail({
      type: 'ConfirmBy',
      message: 'ConfirmBy failed for `1`.',
      expression: expression!,
      information,
      tag,
      more,
    });
  },
  examples: {
    'Enclose[ConfirmBy[3, OddQ]]': '3',
    'Enclose[ConfirmBy[2, OddQ], #["Expression"] &]': '2',
    'ConfirmBy[1]': ['ConfirmBy[1]', 'ConfirmBy::argbu'],
  },
});

export const ConfirmMatch = builtin('ConfirmMatch', {
  usage: 'ConfirmMatch[expr, form] gives expr if it matches form, and leads to the enclosing Enclose otherwise.',
  arity: [2, 4],
  evaluate([expression, form, information, tag], e) {
    if (e.session.matcher(form!)(expression!)) return expression;
    const more = [['Pattern', form!]] as const;
    return fail({
      type: 'ConfirmMatch',
      message: 'ConfirmMatch failed for `1`.',
      expression: expression!,
      information,
      tag,
      more,
    });
  },
  examples: {
    'Enclose[ConfirmMatch[3, _Integer]]': '3',
    'Enclose[ConfirmMatch[3, _String], #["ConfirmationType"] &]': '"ConfirmMatch"',
    'ConfirmMatch[1]': ['ConfirmMatch[1]', 'ConfirmMatch::argbu'],
  },
});

export const ConfirmAssert = builtin('ConfirmAssert', {
  usage: 'ConfirmAssert[test] gives Null if test is True, and leads to the enclosing Enclose otherwise.',
  attributes: Attribute.HoldFirst,
  arity: [1, 3],
  evaluate([test, information, tag], e) {
    if (e.evaluate(test!) === S.True) return S.Null;
    const expression = normal(S.HoldForm, test!);
    return fail({ type: 'ConfirmAssert', message: 'Assertion `1` failed.', expression, information, tag });
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
    const { value, messages } = e.session.collectMessages(() => e.evaluate(expr!), wanted);
    if (messages.length === 0) return value;
    const list = messages.map((m) => normal(S.HoldForm, normal(S.MessageName, m.symbol, new Str(m.tag))));
    const more = [['HeldMessages', new Normal(S.List, list)]] as const;
    const message = 'Messages came while `1` was evaluated.';
    const said = information === undefined ? undefined : e.evaluate(information);
    const expression = normal(S.HoldForm, expr!);
    return fail({
      type: 'ConfirmQuiet',
      message,
      expression,
      information: said,
      tag: tag === undefined ? undefined : e.evaluate(tag),
      more,
    });
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
    const session = e.session as KernelSession;
    const { depth } = session;
    try {
      return session.evaluate(expr!);
    } catch (x) {
      if (!(x instanceof ConfirmSignal)) throw x;
      if (form === undefined ? x.tag !== S.None : !session.matcher(form)(x.tag)) throw x;
      session.depth = depth;
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
