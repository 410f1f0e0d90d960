/** Rules as objects of the language. */
import { Attribute, type Builtin, builtin } from '../builtin.ts';

export const rules: readonly Builtin[] = [
  builtin('Rule', {
    usage: 'lhs -> rhs represents a rule that transforms lhs to rhs.',
    attributes: Attribute.SequenceHold,
    examples: {
      'x -> 1 + 1': 'x -> 2',
    },
  }),
  builtin('RuleDelayed', {
    usage: 'lhs :> rhs represents a rule that transforms lhs to rhs, evaluating rhs only after the rule is used.',
    attributes: Attribute.HoldRest | Attribute.SequenceHold,
    examples: { 'x :> 1 + 1': 'x :> 1 + 1', 'n = 0; {x, x} /. x :> ++n': '{1, 2}' },
  }),
  builtin('TwoWayRule', {
    usage: 'x <-> y represents a two-way rule.',
    examples: { '1 <-> 2': '1 <-> 2', 'FullForm[a <-> b] // ToString': '"TwoWayRule[a, b]"' },
  }),
];
