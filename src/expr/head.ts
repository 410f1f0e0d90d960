/** What Head gives for each kind of expression. */
import { type Expr, Kind } from './expr.ts';
import {
  Association,
  ComplexHead,
  IntegerHead,
  List,
  RationalHead,
  RealHead,
  StringHead,
  SymbolHead,
} from './symbols.ts';

export function headOf(e: Expr): Expr {
  switch (e.kind) {
    case Kind.Normal:
    case Kind.Boxed:
      return e.head;
    case Kind.Symbol:
      return SymbolHead;
    case Kind.Integer:
      return IntegerHead;
    case Kind.Rational:
      return RationalHead;
    case Kind.Real:
    case Kind.BigReal:
      return RealHead;
    case Kind.Complex:
      return ComplexHead;
    case Kind.String:
      return StringHead;
    case Kind.Packed:
      return List;
    case Kind.Association:
      return Association;
  }
}
