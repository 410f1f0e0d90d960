/** The head of pictures of the plane. */
import { type Call, type Expr, isCall, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';

export const GraphicsSymbol: Sym = system('Graphics');
export const isGraphics = (x: Expr): x is Call => isCall(x, GraphicsSymbol) && x.args.length > 0;
