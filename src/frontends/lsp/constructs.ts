/** Constructs that editors have to know: what binds names, and what defines symbols. */
import { Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Node } from '../../syntax/node.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** A list of local names, then the body. */
export const SCOPES = words('Module Block With DynamicModule');
/** Parameters, then the body. */
export const FUNCTIONS = words('Function');
/** The body, then lists that begin with a name. */
export const ITERATING = words(
  'Table Do Sum Product ParallelTable ParallelDo ParallelSum ParallelProduct NSum NProduct Plot Plot3D ParametricPlot ' +
    'ContourPlot DensityPlot Integrate NIntegrate',
);
/** The names of patterns on the left side stand for something on both. */
export const RULES = words('Set SetDelayed UpSet UpSetDelayed TagSet TagSetDelayed Rule RuleDelayed Condition');
/** What gives a symbol a meaning. */
export const SETTERS = words('Set SetDelayed UpSet UpSetDelayed TagSet TagSetDelayed');

/** The name of the symbol that a node is a call of. */
export function headOf({ expr }: Node): string | undefined {
  return expr.kind === Kind.Normal && expr.head.kind === Kind.Symbol ? expr.head.name : undefined;
}
export const isList = ({ expr }: Node): boolean => expr.kind === Kind.Normal && expr.head === S.List;
export const isRule = (n: Node): boolean => {
  const head = headOf(n);
  return (head === 'Rule' || head === 'RuleDelayed') && n.args.length === 2;
};
