/** Function, Slot, SlotSequence: their behaviour is in kernel/functions.ts; the records say the rest. */
import { Attribute, type Builtin, builtin } from '../builtin.ts';

export const FunctionHead = builtin('Function', {
  usage:
    'body & or Function[body] is a pure function; its parameters are # (or #1), #2, etc.\nFunction[x, body] is a pure function with a single formal parameter x.\nFunction[{x1, x2, ...}, body] is a pure function with a list of formal parameters.\nFunction[params, body, {attr1, ...}] has attributes as a function.',
  attributes: Attribute.HoldAll,
  messages: {
    flpar: 'Parameter specification `1` in `2` should be a symbol or a list of symbols.',
    fpct: 'Too many parameters in `2` to be filled: `1` are named, `3` given.',
    slotn: 'Slot number `1` in `2` cannot be filled from `3`.',
  },
  examples: {
    '(#^2 &)[3]': '9',
    'Function[{x, y}, x - y][5, 2]': '3',
    'Map[Function[x, x + 1], {1, 2, 3}]': '{2, 3, 4}',
    '(#key &)[<|"key" -> 8|>]': '8',
    '{##} &[1, 2, 3]': '{1, 2, 3}',
    'Function[b, Map[{b, #} &, {1, 2}]][7]': '{{7, 1}, {7, 2}}',
    'If[#1 > 1, #1 #0[#1 - 1], 1] &[5]': '120',
    'Function[x, Hold[x], HoldAll][1 + 1]': 'Hold[1 + 1]',
    'Function[{x, y}, x][1]': ['Function[{x, y}, x][1]', 'Function::fpct'],
  },
});

export const Slot = builtin('Slot', {
  usage:
    '# represents the first argument supplied to a pure function.\n#n represents the n-th argument; #name the value of a key.',
  attributes: Attribute.NHoldAll,
  examples: { '#2 &[a, b]': 'b', '# + 1 &': '#1 + 1 &' },
});

export const SlotSequence = builtin('SlotSequence', {
  usage:
    '## represents the sequence of arguments supplied to a pure function.\n##n represents the sequence of arguments from the n-th on.',
  attributes: Attribute.NHoldAll,
  examples: { 'f[##2] &[a, b, c]': 'f[b, c]' },
});

export const functions: readonly Builtin[] = [FunctionHead, Slot, SlotSequence];
