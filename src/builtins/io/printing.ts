/** Print and its kin: text for whoever runs the session. */
import { type Expr, Kind, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { plainString } from '../../syntax/boxes/plain.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { printLine } from './standard-streams.ts';

/** Expressions one after the other, as OutputForm shows them. */
function shown(args: readonly Expr[], e: Evaluation): string {
  const columns = e.session.io.columns?.();
  const room = columns === undefined ? {} : { columns };
  return args.map((a) => (a.kind === Kind.String ? plainString(a.value) : e.session.outputForm(a, room))).join('');
}

const print = (text: string, { session }: Evaluation): void => printLine(text, session, () => session.io.print(text));

export const Print = builtin('Print', {
  usage:
    'Print[expr] prints expr as output.\nPrint[expr1, expr2, ...] prints the expri one after the other on one line.',
  packed: true,
  evaluate(args, e) {
    print(shown(args, e), e);
    return S.Null;
  },
  examples: { 'Print["a", 1 + 1]': 'Null', 'Print[]': 'Null' },
});

export const Echo = builtin('Echo', {
  usage:
    'Echo[expr] prints expr and returns expr.\nEcho[expr, label] prints the label before it.\nEcho[expr, label, f] prints f[expr].',
  arity: [1, 3],
  packed: true,
  evaluate([x, label, f], e) {
    const value = f === undefined ? x! : e.session.call(f, [x!]);
    print(
      `>> ${label === undefined || (label.kind === Kind.String && label.value === '') ? '' : `${shown([label], e)} `}${shown([value], e)}`,
      e,
    );
    return x;
  },
  examples: { 'Echo[5] + 1': '6', 'Echo[{1, 2}, "data", Length]': '{1, 2}' },
});
export const EchoFunction = builtin('EchoFunction', {
  usage: 'EchoFunction[f][expr] prints f[expr] and returns expr.',
  arity: [1, 2],
  apply(head, args, e) {
    if (head.kind !== Kind.Normal || head.args.length === 0 || args.length !== 1) return undefined;
    const [f, label] = head.args.length === 2 ? [head.args[1]!, head.args[0]!] : [head.args[0]!, new Str('')];
    return e.session.call(Echo.symbol, [args[0]!, label, f]);
  },
  examples: { 'EchoFunction[Length][{1, 2}]': '{1, 2}' },
});
export const EchoLabel = builtin('EchoLabel', {
  usage: 'EchoLabel[label][expr] prints expr with the label and returns expr.',
  arity: 1,
  apply: (head, args, e) =>
    head.kind === Kind.Normal && head.args.length === 1 && args.length === 1
      ? e.session.call(Echo.symbol, [args[0]!, head.args[0]!])
      : undefined,
  examples: { 'EchoLabel["x"][3]': '3' },
});

export const PrintTemporary = builtin('PrintTemporary', {
  usage: 'PrintTemporary[expr1, ...] shows the expri as progress, which later output replaces.',
  evaluate(args, e) {
    e.session.io.progress?.(shown(args, e), false);
    return S.Null;
  },
  examples: { 'PrintTemporary["working"]': 'Null' },
});

const reader = (
  name: string,
  { usage, value }: { readonly usage: string; readonly value: (line: string, e: Evaluation) => Expr },
): Builtin =>
  builtin(name, {
    usage,
    arity: [0, 1],
    evaluate([prompt], e) {
      const line = e.session.io.readLine(prompt === undefined ? '' : shown([prompt], e));
      // Reading may have been given up by a key.
      e.session.interrupts.poll();
      return line === undefined ? EndOfFile : value(line, e);
    },
    examples: { [`${name}[]`]: 'EndOfFile' },
  });
const EndOfFile = system('EndOfFile');
export const InputString = reader('InputString', {
  usage:
    'InputString[] interactively reads in a character string.\nInputString[prompt] requests input, using prompt as a prompt.',
  value: (line) => new Str(line),
});
export const Input = reader('Input', {
  usage: 'Input[] interactively reads in one expression.\nInput[prompt] requests input, using prompt as a prompt.',
  value: (line) => normal(system('ToExpression'), new Str(line)),
});

export const printing: readonly Builtin[] = [Print, Echo, EchoFunction, EchoLabel, PrintTemporary, InputString, Input];
