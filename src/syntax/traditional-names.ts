/** Functions that the notation of mathematics writes in small letters. */
const NAMES =
  'Sin Cos Tan Cot Sec Csc Sinh Cosh Tanh Coth Log Min Max Det GCD Arg Exp ArcSin ArcCos ArcTan ArcSinh ArcCosh ArcTanh';
const names: ReadonlyMap<string, string> = new Map(NAMES.split(' ').map((n) => [n, n.toLowerCase()]));

/** sin for Sin, arcsin for ArcSin; undefined for functions that keep their names. */
export const traditionalName = (name: string): string | undefined => names.get(name);
