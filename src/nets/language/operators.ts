/** Net operators as symbols of the language: one record of operators/ each. */
import type { Builtin } from '../../builtins/builtin.ts';
import * as S from '../../expr/symbols.ts';
import { containerMessages } from '../model/messages.ts';
import { FunctionLayer } from '../records/operators/function-layer.ts';
import { operators } from '../records/operators/index.ts';
import { makeOperator } from '../write/construct.ts';
import { makeFunctionLayer } from './function-layer.ts';
import { netHead } from './net-value.ts';

export const operatorBuiltins: readonly Builtin[] = operators.map((definition) =>
  netHead(definition.symbol.name, {
    usage: definition.usage,
    examples: definition.examples,
    messages: containerMessages,
    make: (args, e) => (definition === FunctionLayer ? makeFunctionLayer(args, e) : makeOperator(definition, args, e)),
    options: () => [['LearningRateMultipliers', S.Automatic]],
  }),
);
