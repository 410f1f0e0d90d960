/** SyntaxQ, SyntaxLength, and the messages of mistakes in program text. */
import { int, Kind, normal } from '../../expr/expr.ts';
import { problemTexts } from '../../syntax/problems.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { read } from '../io/source.ts';
import { bool } from '../values/sequences.ts';

export const SyntaxQ = builtin('SyntaxQ', {
  usage:
    'SyntaxQ["string"] returns True if the string corresponds to syntactically correct input, and returns False otherwise.',
  arity: 1,
  evaluate([s], e) {
    if (s!.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, s!));
    const { expressions, problems } = read(s!.value, e.session);
    return bool(problems.length === 0 && expressions.length > 0);
  },
  examples: {
    'SyntaxQ["1 + 2"]': 'True',
    'SyntaxQ["1 + ("]': 'False',
    'SyntaxQ[1]': ['SyntaxQ[1]', 'SyntaxQ::string'],
  },
});

export const SyntaxLength = builtin('SyntaxLength', {
  usage:
    'SyntaxLength["string"] finds the number of characters starting at the beginning of a string that correspond to syntactically correct input.\nA number greater than the length of the string says that more characters could complete it.',
  arity: 1,
  evaluate([s], e) {
    if (s!.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, s!));
    const { problems, incomplete } = read(s!.value, e.session);
    return int(problems.length === 0 ? s!.value.length : incomplete ? s!.value.length + 1 : problems[0]!.offset);
  },
  examples: {
    'SyntaxLength["a + b"]': '5',
    'SyntaxLength["a + "]': '5',
    'SyntaxLength["a + b)"]': '5',
    'SyntaxLength[1]': ['SyntaxLength[1]', 'SyntaxLength::string'],
  },
});

export const Syntax = builtin('Syntax', {
  usage: 'Syntax::tag are the messages of mistakes in program text: where they are and what was expected there.',
  messages: problemTexts,
  examples: {
    'Syntax::sntxb': `"${problemTexts.sntxb.replace(/"/g, '\\"')}"`,
    'ToExpression["1 +"]': ['$Failed', 'ToExpression::sntxi'],
  },
});

export const syntax: readonly Builtin[] = [SyntaxQ, SyntaxLength, Syntax];
