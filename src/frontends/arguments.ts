/** Words of the command line as values: what -signature says they are. */
import { type Expr, normal, Str } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import type { Interpreter } from './session/interpreter.ts';

/** The value of a word; undefined: it is not of the type. */
type Reading = (text: string, evaluator: Interpreter) => Expr | undefined;

const evaluated = (e: Expr, evaluator: Interpreter): Expr => evaluator.evaluate(e).value;

/** One type a line. Other names are formats of ImportString. */
const types: Readonly<Record<string, Reading>> = {
  String: (text) => new Str(text),
  Integer: (text, evaluator) => number(/^[+-]?\d+$/, text, evaluator),
  Real: (text, evaluator) => number(/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/, text, evaluator, system('N')),
  Number: (text, evaluator) => number(/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/, text, evaluator),
  Boolean: (text) => (/^true$/i.test(text) ? S.True : /^false$/i.test(text) ? S.False : undefined),
  Expression: (text, evaluator) => {
    const { expressions, problems } = evaluator.read(text);
    return problems.length > 0 || expressions.length !== 1 ? undefined : evaluated(expressions[0]!.expr, evaluator);
  },
};

function number(pattern: RegExp, text: string, evaluator: Interpreter, head?: Expr): Expr | undefined {
  if (!pattern.test(text)) return undefined;
  const [read] = evaluator.read(text.replace(/[eE]\+?/, '*^').replace(/^\+/, '')).expressions;
  return read && evaluated(head === undefined ? read.expr : normal(head, read.expr), evaluator);
}

/** The values of words; words behind the end of the signature are strings. A text tells what is wrong. */
export function readArguments(
  words: readonly string[],
  signature: readonly string[],
  evaluator: Interpreter,
): Expr[] | string {
  if (words.length < signature.length)
    return `-signature names ${signature.length} arguments, and there ${words.length === 1 ? 'is 1' : `are ${words.length}`}`;
  const values: Expr[] = [];
  for (const [i, word] of words.entries()) {
    const type = signature[i] ?? 'String';
    const value = readArgument(word, type, evaluator);
    if (value === undefined) return `argument ${i + 1}, ${word}, is not of the type ${type}`;
    values.push(value);
  }
  return values;
}

function readArgument(word: string, type: string, evaluator: Interpreter): Expr | undefined {
  if (Object.hasOwn(types, type)) return types[type]!(word, evaluator);
  const value = evaluated(normal(system('ImportString'), new Str(word), new Str(type)), evaluator);
  return value === S.Failed ? undefined : value;
}
