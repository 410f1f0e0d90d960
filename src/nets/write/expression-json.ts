/** Expressions that describe nets as JSON, and nets from them without evaluating anything. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, type Normal, normal, Rational, real, Sym, str } from '../../expr/expr.ts';
import { symbol } from '../../expr/intern.ts';
import { unpack } from '../../expr/packed.ts';
import { FormatError } from '../../formats/format-error.ts';
import { coderBox, NetDecoderSymbol, NetEncoderSymbol } from '../model/coder.ts';
import { readCoder } from '../records/codecs/index.ts';
import { layers } from '../records/layers/index.ts';
import { operators } from '../records/operators/index.ts';
import { makeChain, makeOperator } from './construct.ts';
import { makeGraph } from './graph.ts';
import { makeLayer } from './make-layer.ts';
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

/** Throws FormatError, and NetProblem and LocatedConflict for nets that cannot be. */
export function fromJson(j: unknown): Expr {
  if (typeof j === 'string') return str(j);
  if (typeof j === 'number' && Number.isSafeInteger(j)) return int(j);
  if (Array.isArray(j)) {
    if (j.length === 0) throw damaged();
    return revived(normal(fromJson(j[0]), ...j.slice(1).map(fromJson)));
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
        return [fromJson(pair[0]), fromJson(pair[1])] as const;
      }),
    );
  throw damaged();
}

/** Layers, nets and coders become what they stand for; everything else stays as it is written. */
function revived(e: Normal): Expr {
  if (!(e.head instanceof Sym)) return e;
  if (e.head === NetChainSymbol) return netBox(makeChain(e.args));
  if (e.head === NetGraphSymbol) return netBox(makeGraph(e.args));
  const layer = layers.find((l) => l.symbol === e.head);
  if (layer !== undefined) return netBox(makeLayer(layer, e.args));
  const operator = operators.find((o) => o.symbol === e.head);
  if (operator !== undefined) return netBox(makeOperator(operator, e.args));
  if (isCall(e, NetEncoderSymbol) || isCall(e, NetDecoderSymbol)) {
    const coder = readCoder(e.head === NetEncoderSymbol ? 'encoder' : 'decoder', e.args[0] ?? e);
    if (typeof coder === 'string') throw damaged();
    return coderBox(coder);
  }
  return e;
}
