/** Expressions that describe nets as JSON, and nets from them without evaluating anything. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, type Normal, normal, Rational, real, Sym, str } from '../../expr/expr.ts';
import { symbol } from '../../expr/intern.ts';
import { unpack } from '../../expr/packed.ts';
import { FormatError } from '../../formats/format-error.ts';
import { coderBox, NetDecoderSymbol, NetEncoderSymbol } from '../model/coder.ts';
import { readCoder, runsCode } from '../records/codecs/index.ts';
import { layers } from '../records/layers/index.ts';
import { operators } from '../records/operators/index.ts';
import { makeChain, makeNamed, makeOperator } from './construct.ts';
import { makeGraph } from './graph.ts';
import { NetChainSymbol, NetGraphSymbol, netBox } from './net-box.ts';

/** [head, argument, ...] for calls; texts and integers as they are; everything else as an object with one key. */
export type ExpressionJson = string | number | readonly ExpressionJson[] | { readonly [kind: string]: unknown };

const SYSTEM = 'System`';

/** Throws FormatError for what no net has in it. */
export function toJson(e: Expr): ExpressionJson {
  switch (e.kind) {
    case Kind.String:
      return e.value;
    case Kind.Integer:
      return typeof e.value === 'number' ? e.value : { integer: String(e.value) };
    case Kind.Real:
      return { real: String(e.value) };
    case Kind.Rational:
      return { rational: [String(e.num), String(e.den)] };
    case Kind.Symbol:
      return { symbol: e.context === SYSTEM ? e.name : e.fullName };
    case Kind.Normal:
      return [toJson(e.head), ...e.args.map(toJson)];
    case Kind.Packed:
      return toJson(unpack(e));
    case Kind.Boxed:
      return toJson(e.form);
    case Kind.Association:
      return { association: isAssociation(e) ? e.entries().map(([k, v]) => [toJson(k), toJson(v)]) : [] };
    default:
      throw new FormatError('WLNet', 'a net with such a number cannot be written');
  }
}

const damaged = (): FormatError => new FormatError('WLNet', 'the description of the net is damaged');

/** Parts of descriptions inside of parts: more of them are no net but an attack on the stack. */
const DEEPEST = 10_000;

/**
 * `withCode`: coders that call functions are taken too. Throws FormatError, and NetProblem and LocatedConflict for nets that cannot be.
 */
export function fromJson(j: unknown, withCode = false, depth = 0): Expr {
  if (depth > DEEPEST) throw new FormatError('WLNet', 'the description of the net is too deep');
  const read = (x: unknown): Expr => fromJson(x, withCode, depth + 1);
  if (typeof j === 'string') return str(j);
  if (typeof j === 'number' && Number.isSafeInteger(j)) return int(j);
  if (Array.isArray(j)) {
    if (j.length === 0) throw damaged();
    return revived(normal(read(j[0]), ...j.slice(1).map(read)), withCode);
  }
  if (typeof j !== 'object' || j === null) throw damaged();
  const entry = Object.entries(j)[0];
  if (entry === undefined) throw damaged();
  const [kind, value] = entry as readonly [string, unknown];
  if (kind === 'symbol' && typeof value === 'string') return symbol(value.includes('`') ? value : SYSTEM + value);
  if (kind === 'real' && typeof value === 'string') return real(Number(value));
  if (kind === 'integer' && typeof value === 'string') return int(Number(value));
  if (kind === 'rational' && Array.isArray(value)) return new Rational(Number(value[0]), Number(value[1]));
  if (kind === 'association' && Array.isArray(value))
    return Association.from(
      value.map((pair) => {
        if (!Array.isArray(pair) || pair.length !== 2) throw damaged();
        return [read(pair[0]), read(pair[1])] as const;
      }),
    );
  throw damaged();
}

/** Files come from anybody: what they name is looked up, never run. */
const codeRefused = (coder: Normal): FormatError => {
  const what = coder.head === NetEncoderSymbol ? 'an encoder' : 'a decoder';
  return new FormatError(
    'WLNet',
    `the net has ${what} that calls a function written in the file, which could do anything; Import[..., "AllowCode" -> True] takes it where the file is trusted`,
  );
};

/** Layers, nets and coders become what they stand for; everything else stays as it is written. */
function revived(e: Normal, withCode: boolean): Expr {
  if (!(e.head instanceof Sym)) return e;
  if (e.head === NetChainSymbol) return netBox(makeChain(e.args));
  if (e.head === NetGraphSymbol) return netBox(makeGraph(e.args));
  const layer = layers.find((l) => l.symbol === e.head);
  if (layer !== undefined) return netBox(makeNamed(layer, e.args));
  const operator = operators.find((o) => o.symbol === e.head);
  if (operator !== undefined) return netBox(makeOperator(operator, e.args));
  if (isCall(e, NetEncoderSymbol) || isCall(e, NetDecoderSymbol)) {
    if (!withCode && runsCode(e.args[0])) throw codeRefused(e);
    const coder = readCoder(e.head === NetEncoderSymbol ? 'encoder' : 'decoder', e.args[0] ?? e);
    if (typeof coder === 'string') throw damaged();
    return coderBox(coder);
  }
  return e;
}
