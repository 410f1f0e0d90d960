/** PlaceholderLayer: stands for a layer that cannot be computed. */
import { isAssociation } from '../../../expr/association.ts';
import { type Expr, Kind, str } from '../../../expr/expr.ts';
import { type AnyLayer, layer, type Parameter } from '../../model/layer.ts';
import { NetProblem } from '../../model/problem.ts';

/** Kept as it is written. */
const expression = (what: string, test: (e: Expr) => boolean): Parameter<Expr> => ({
  what,
  read: (e) => (test(e) ? e : undefined),
  write: (e) => e,
});

interface Placeholder {
  readonly Tag: Expr;
  readonly Parameters: Expr;
}

export const PlaceholderLayer: AnyLayer = layer<Placeholder>('PlaceholderLayer', {
  usage: `PlaceholderLayer[] represents a layer of any sizes that cannot be evaluated or trained, and is to be replaced.
PlaceholderLayer["tag", parameters] keeps what it stands for.`,
  parameters: {
    Tag: { ...expression('a text', (e) => e.kind === Kind.String), initial: str('') },
    Parameters: { ...expression('an association', isAssociation), initial: str('') },
  },
  positional: ['Tag', 'Parameters'],
  ports: (_p, d) => ({ inputs: { Input: { shape: d.shape() } }, outputs: { Output: { shape: d.shape() } } }),
  forward: (_inputs, { parameters }) => {
    throw new NetProblem('placeholder', parameters.Tag);
  },
  examples: {
    'NetExtract[PlaceholderLayer["op", <|"a" -> 1|>], "Parameters"]': '<|"a" -> 1|>',
    'NetChain[{PlaceholderLayer["op"]}, "Input" -> 2, "Output" -> 2][{1, 2}]': ['$Failed', 'NetChain::placeholder'],
  },
});
