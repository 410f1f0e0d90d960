/** Names that layers had before. */
import { type Builtin, builtin } from '../../builtins/builtin.ts';
import { normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';

const alias = (older: string, now: string, example: readonly [string, string]): Builtin =>
  builtin(older, {
    usage: `${older}[...] is an older name of ${now}[...].`,
    packed: true,
    evaluate: (args) => normal(system(now), ...args),
    examples: { [example[0]]: example[1] },
  });

/** What Information gives. */
const NetInformation = builtin('NetInformation', {
  usage: `NetInformation[net, "property"] is an older name of Information[net, "property"].`,
  arity: [1, 2],
  packed: true,
  evaluate: (args) => normal(system('Information'), ...args),
  examples: { 'NetInformation[NetChain[{2}, "Input" -> 2], "LayersCount"]': '1' },
});

export const olderNames: readonly Builtin[] = [
  NetInformation,
  alias('DotPlusLayer', 'LinearLayer', ['Head[DotPlusLayer[3]]', 'LinearLayer']),
  alias('InstanceNormalizationLayer', 'NormalizationLayer', [
    'Head[InstanceNormalizationLayer[]]',
    'NormalizationLayer',
  ]),
];
