/** Examples of a symbol, from its record: shown and run. */
import { type Expr, Kind, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute } from '../../kernel/definitions/attributes.ts';
import { builtin, type Evaluation } from '../builtin.ts';
import { statements } from '../io/source.ts';
import { symbolsNamed } from '../names.ts';

/** Examples that are run at most; `All` runs the others too. */
const SHOWN = 5;

/** One example as a session would show it; what it prints comes first. */
function run(input: string, e: Evaluation): void {
  const { session } = e;
  session.io.print(`> ${input}`);
  for (const s of statements(input, session)) {
    if (s.problem !== undefined) continue;
    const value = session.evaluateApart(s.expr);
    if (value !== S.Null) session.io.print(session.outputForm(value));
  }
  session.io.print('');
}

export const Examples = builtin('Examples', {
  usage:
    'Examples[symbol] runs the first examples of a symbol and shows what comes of them.\nExamples[symbol, All] runs all of them, Examples[symbol, n] the first n.',
  attributes: Attribute.HoldFirst,
  arity: [1, 2],
  messages: { none: 'There are no examples of `1`.', count: '`1` is not a number of examples or All.' },
  evaluate([x, n], e) {
    const name = nameOf(x!);
    const [s] = name === undefined ? [] : symbolsNamed(name, e.session);
    const inputs = Object.keys((s && e.session.definitions.known(s)?.native?.examples()) ?? {});
    if (inputs.length === 0) return e.message('none', x!) ?? S.Null;
    const count =
      n === undefined ? SHOWN : n === S.All ? inputs.length : n.kind === Kind.Integer ? Number(n.value) : -1;
    if (count < 0) return e.message('count', n!);
    for (const input of inputs.slice(0, count)) run(input, e);
    if (count < inputs.length) e.session.io.print(`${inputs.length - count} more: Examples[${s!.name}, All]`);
    return S.Null;
  },
  examples: {
    'Examples[Fibonacci, 1]': 'Null',
    'Examples["Map", 1]': 'Null',
    'Examples[noSuchThing]': ['Null', 'Examples::none'],
    'Examples[Map, x]': ['Examples[Map, x]', 'Examples::count'],
  },
});

function nameOf(x: Expr): string | undefined {
  return x.kind === Kind.Symbol ? x.name : x instanceof Str ? x.value : undefined;
}
