/** The "Function" coder: any function of the language as an encoder or a decoder. */
import { type Expr, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { expressionOf, numbersOf } from '../../model/arrays.ts';
import { type CoderKind, refusal } from '../../model/coder.ts';
import { readPort } from '../../model/port-type.ts';

const list = (...items: Expr[]): Expr => normal(S.List, ...items);

export const Function: CoderKind = {
  name: 'Function',
  options: [],
  examples: {
    encoder: { 'NetEncoder[{"Function", StringLength, {}}]["abc"]': '3' },
    decoder: { 'NetDecoder[{"Function", Total}][{1, 2}]': '3.' },
  },
  encoder: (_s, args) => {
    const [f, shape, ...more] = args;
    const port = shape === undefined ? { shape: undefined } : readPort(shape);
    if (f === undefined || port === undefined || more.length > 0) return undefined;
    return {
      role: 'encoder',
      type: 'Function',
      specification: list(str('Function'), ...args),
      port,
      encode: (value, e) => {
        const result = e.session.call(f, [value]);
        return numbersOf(result) ?? refusal('nfunc', f, value, result);
      },
      parameters: { Type: str('Function'), Function: f },
    };
  },
  decoder: (_s, args) => {
    const [f, ...more] = args;
    if (f === undefined || more.length > 0) return undefined;
    return {
      role: 'decoder',
      type: 'Function',
      specification: list(str('Function'), f),
      port: { shape: undefined },
      decode: (v, property, e) =>
        property === undefined
          ? e.session.call(f, [expressionOf(v)])
          : property === S.None
            ? expressionOf(v)
            : undefined,
      parameters: { Type: str('Function'), Function: f },
    };
  },
};
