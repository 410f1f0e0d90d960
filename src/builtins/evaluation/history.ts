/** In, Out, $Line and $HistoryLength: what a session in a terminal remembers of its inputs; the frontend fills them. */
import { Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isInfinity } from '../arithmetic/plus.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';

const REMEMBERED = Attribute.Listable | Attribute.NHoldFirst;

export const In = builtin('In', {
  usage: 'In[n] is a global object that is assigned to have a delayed value of the n-th input line.',
  attributes: REMEMBERED,
  arity: [0, 1],
  examples: { 'In[1000]': 'In[1000]', 'Attributes[In]': '{Listable, NHoldFirst, Protected}' },
});

export const Out = builtin('Out', {
  usage:
    '%n or Out[n] is a global object that is assigned to be the value produced on the n-th output line.\n% gives the last result generated, %% the result before last.',
  attributes: REMEMBERED,
  arity: [0, 1],
  examples: { 'Out[1000] === %1000': 'True', 'Attributes[Out]': '{Listable, NHoldFirst, Protected}' },
});

export const $HistoryLength = builtin('$HistoryLength', {
  usage: '$HistoryLength specifies the number of previous lines of In and Out to keep in a session.',
  initial: 'Infinity',
  messages: { hlen: 'Cannot set $HistoryLength to `1`; value must be a non-negative integer or Infinity.' },
  setting: {
    accepts: (value, e) =>
      (value.kind === Kind.Integer && value.value >= 0) ||
      value === S.Infinity ||
      isInfinity(value) ||
      (e.message('hlen', value) ?? false),
  },
  examples: {
    $HistoryLength: 'DirectedInfinity[1]',
    '$HistoryLength = 10; $HistoryLength': '10',
    '$HistoryLength = -1': ['-1', '$HistoryLength::hlen'],
  },
});

export const history: readonly Builtin[] = [In, Out, $HistoryLength];
