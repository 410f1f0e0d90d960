/** FullForm: every call as head[arguments], no operators. Written without recursion: nesting has no limit here. */
import { isAssociation } from '../expr/association.ts';
import { type Expr, Kind } from '../expr/expr.ts';
import { unpack } from '../expr/packed.ts';
import { joinedTexts, worked } from '../pace.ts';
import { decimalText } from './decimal-text.ts';
import { bigRealInput, realInput } from './digits.ts';
import { isNegative, nameOf, type PrintOptions, quoted } from './printing.ts';

export function fullForm(e: Expr, options: PrintOptions = {}): string {
  const out: string[] = [];
  const stack: (Expr | string)[] = [e];
  while (stack.length > 0) {
    const x = stack.pop()!;
    worked(2);
    if (typeof x === 'string') out.push(x);
    else expand(x, options, out, stack);
  }
  return joinedTexts(out, (x) => x);
}

/** Writes an atom, or puts the parts of a call on the stack, the last one first. */
function expand(x: Expr, options: PrintOptions, out: string[], stack: (Expr | string)[]): void {
  const call = (head: Expr | string, args: readonly Expr[]): void => {
    stack.push(']');
    for (let i = args.length - 1; i >= 0; i--) {
      stack.push(args[i]!);
      if (i > 0) stack.push(', ');
    }
    // A sign before a head would be read as one before the whole call.
    if (typeof head !== 'string' && isNegative(head)) stack.push('[', ')', head, '(');
    else stack.push('[', head);
  };
  switch (x.kind) {
    case Kind.Symbol:
      out.push(nameOf(x, options));
      return;
    case Kind.Integer:
      out.push(decimalText(x.value));
      return;
    case Kind.Rational:
      out.push(`Rational[${x.num}, ${x.den}]`);
      return;
    case Kind.Real:
      out.push(realFull(x.value));
      return;
    case Kind.BigReal:
      out.push(bigRealInput(x));
      return;
    case Kind.Complex:
      call('Complex', [x.re, x.im]);
      return;
    case Kind.String:
      out.push(quoted(x.value));
      return;
    case Kind.Normal:
      call(x.head, x.args);
      return;
    case Kind.Packed:
      stack.push(unpack(x));
      return;
    case Kind.Association:
      if (isAssociation(x)) association(x.entries(), stack);
      return;
    case Kind.Boxed:
      stack.push(options.boxed?.(x) ?? x.form);
  }
}

function association(entries: readonly (readonly [Expr, Expr, boolean])[], stack: (Expr | string)[]): void {
  stack.push(']');
  for (let i = entries.length - 1; i >= 0; i--) {
    const [key, value, delayed] = entries[i]!;
    stack.push(']', value, ', ', key, delayed ? 'RuleDelayed[' : 'Rule[');
    if (i > 0) stack.push(', ');
  }
  stack.push('Association[');
}

/** Machine numbers carry a backquote: 0.1`. */
const realFull = (x: number): string => realInput(x).replace(/^(-?[\d.]+)/, '$1`');
