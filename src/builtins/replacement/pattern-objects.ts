/** What patterns are made of; the kernel matches them. */
import { Attribute, type Builtin, builtin } from '../builtin.ts';

export const patternObjects: readonly Builtin[] = [
  builtin('Blank', {
    usage:
      '_ or Blank[] is a pattern object that stands for any expression.\n_h or Blank[h] stands for any expression with head h.',
    examples: { 'Cases[{1, a, 2}, _Integer]': '{1, 2}' },
  }),
  builtin('BlankSequence', {
    usage: '__ or BlankSequence[] is a pattern object that stands for any sequence of one or more expressions.',
    examples: { 'MatchQ[{1, 2}, {__}]': 'True' },
  }),
  builtin('BlankNullSequence', {
    usage: '___ or BlankNullSequence[] is a pattern object that stands for any sequence of zero or more expressions.',
    examples: { 'MatchQ[{}, {___}]': 'True' },
  }),
  builtin('Alternatives', {
    usage: 'p1 | p2 | ... is a pattern object that represents any of the patterns pi.',
    examples: { 'Cases[{a, b, c}, a | c]': '{a, c}' },
  }),
  builtin('Repeated', {
    usage: 'p.. is a pattern object that represents a sequence of one or more expressions, each matching p.',
    examples: { 'MatchQ[{1, 2}, {_Integer ..}]': 'True' },
  }),
  builtin('RepeatedNull', {
    usage: 'p... is a pattern object that represents a sequence of zero or more expressions, each matching p.',
    examples: { 'MatchQ[{}, {_Integer ...}]': 'True' },
  }),
  builtin('Optional', {
    usage:
      'patt : def or Optional[patt, def] is a pattern object that stands for patt, or for def where nothing is there.',
    attributes: Attribute.OneIdentity,
    examples: { 'f[x_, y_ : 5] := {x, y}; f[1]': '{1, 5}' },
  }),
  builtin('Except', {
    usage:
      'Except[c] is a pattern object which represents any expression except one that matches c.\nExcept[c, p] represents any expression that matches p but not c.',
    examples: { 'Cases[{1, a, 2}, Except[_Integer]]': '{a}' },
  }),
  builtin('PatternSequence', {
    usage:
      'PatternSequence[p1, p2, ...] is a pattern object which represents a sequence of arguments matching p1, p2, ....',
    examples: { 'MatchQ[f[1, a], f[PatternSequence[_Integer, _Symbol]]]': 'True' },
  }),
  builtin('OrderlessPatternSequence', {
    usage:
      'OrderlessPatternSequence[p1, p2, ...] is a pattern object which represents a sequence of arguments matching p1, p2, ... in any order.',
    examples: { 'MatchQ[f[a, 1], f[OrderlessPatternSequence[_Integer, _Symbol]]]': 'True' },
  }),
  builtin('KeyValuePattern', {
    usage:
      'KeyValuePattern[{patt1, patt2, ...}] is a pattern object that represents an association or list of rules including elements matching each of the patti.',
    examples: { 'MatchQ[<|a -> 1, b -> 2|>, KeyValuePattern[b -> _]]': 'True' },
  }),
  builtin('OptionsPattern', {
    usage: 'OptionsPattern[] is a pattern object that represents a collection of options given as rules.',
    examples: { 'Options[f] = {a -> 1}; f[OptionsPattern[]] := OptionValue[a]; f[a -> 7]': '7' },
  }),
  builtin('Pattern', {
    usage: 's : obj represents the pattern object obj, assigned the name s.',
    attributes: Attribute.HoldFirst,
    examples: {
      'x : _Integer': 'x_Integer',
    },
  }),
  builtin('PatternTest', {
    usage:
      'p?test is a pattern object that stands for any expression which matches p, and on which the application of test gives True.',
    attributes: Attribute.HoldRest,
    examples: { 'Cases[{1, 2, 3}, _?OddQ]': '{1, 3}' },
  }),
  builtin('Condition', {
    usage: 'patt /; test is a pattern which matches only if the evaluation of test yields True.',
    attributes: Attribute.HoldAll,
    examples: { 'Cases[{1, -2, 3}, x_ /; x > 0]': '{1, 3}' },
  }),
  builtin('HoldPattern', {
    usage: 'HoldPattern[expr] is equivalent to expr for pattern matching, but maintains expr in an unevaluated form.',
    attributes: Attribute.HoldAll,
    examples: { 'MatchQ[3, HoldPattern[_]]': 'True' },
  }),
  builtin('Literal', {
    usage: 'Literal is an old name of HoldPattern.',
    attributes: Attribute.HoldAll,
    examples: { 'Literal[x]': 'Literal[x]', 'Attributes[Literal]': '{HoldAll, Protected}' },
  }),
  builtin('Verbatim', {
    usage: 'Verbatim[expr] represents expr in pattern matching, requiring that expr be matched exactly as it appears.',
    examples: { 'MatchQ[_, Verbatim[_]]': 'True' },
  }),
];
