/** Symbols that stand for themselves: truth values, settings, heads of atoms, pattern constructs, names of attributes. */
import { type Builtin, builtin } from '../builtin.ts';

/** Name, what it means, and an example with its value. */
type Row = readonly [name: string, usage: string, input: string, value: string];

const values: readonly Row[] = [
  ['True', 'True is the symbol for the Boolean value true.', '2 < 3', 'True'],
  ['False', 'False is the symbol for the Boolean value false.', '3 < 2', 'False'],
  [
    'Null',
    'Null is a symbol used to indicate the absence of an expression or a result; it is not shown.',
    'a;',
    'Null',
  ],
  ['None', 'None is a setting used for certain options, and the value where nothing is there.', 'Head[None]', 'Symbol'],
  [
    'All',
    'All is a setting used for certain options, and a specification of all parts.',
    '{{1, 2}, {3, 4}}[[All, 2]]',
    '{2, 4}',
  ],
  [
    'Automatic',
    'Automatic represents an option value that is to be chosen automatically.',
    'Head[Automatic]',
    'Symbol',
  ],
  [
    '$Failed',
    '$Failed is a special symbol returned by functions when they fail to do what is asked.',
    'FailureQ[$Failed]',
    'True',
  ],
  [
    '$Aborted',
    '$Aborted is a special symbol returned as the result of a calculation that has been aborted.',
    'CheckAbort[Abort[], $Aborted]',
    '$Aborted',
  ],
  [
    'Heads',
    'Heads is an option for functions which use level specifications that specifies whether heads of expressions are included.',
    'Level[f[x], 1, Heads -> True]',
    '{f, x}',
  ],
];

const heads: readonly Row[] = [
  ['Integer', 'Integer is the head used for integers.', 'Head[3]', 'Integer'],
  ['Real', 'Real is the head used for real (floating-point) numbers.', 'Head[1.5]', 'Real'],
  ['String', 'String is the head of a character string "text".', 'Head["a"]', 'String'],
];

const patterns: readonly Row[] = [
  [
    'Blank',
    '_ or Blank[] is a pattern object that stands for any expression.\n_h or Blank[h] stands for any expression with head h.',
    'Cases[{1, a, 2}, _Integer]',
    '{1, 2}',
  ],
  [
    'BlankSequence',
    '__ or BlankSequence[] is a pattern object that stands for any sequence of one or more expressions.',
    'MatchQ[{1, 2}, {__}]',
    'True',
  ],
  [
    'BlankNullSequence',
    '___ or BlankNullSequence[] is a pattern object that stands for any sequence of zero or more expressions.',
    'MatchQ[{}, {___}]',
    'True',
  ],
  [
    'Alternatives',
    'p1 | p2 | ... is a pattern object that represents any of the patterns pi.',
    'Cases[{a, b, c}, a | c]',
    '{a, c}',
  ],
  [
    'Repeated',
    'p.. is a pattern object that represents a sequence of one or more expressions, each matching p.',
    'MatchQ[{1, 2}, {_Integer ..}]',
    'True',
  ],
  [
    'RepeatedNull',
    'p... is a pattern object that represents a sequence of zero or more expressions, each matching p.',
    'MatchQ[{}, {_Integer ...}]',
    'True',
  ],
  [
    'Optional',
    'patt : def or Optional[patt, def] is a pattern object that stands for patt, or for def where nothing is there.',
    'f[x_, y_ : 5] := {x, y}; f[1]',
    '{1, 5}',
  ],
  [
    'Except',
    'Except[c] is a pattern object which represents any expression except one that matches c.\nExcept[c, p] represents any expression that matches p but not c.',
    'Cases[{1, a, 2}, Except[_Integer]]',
    '{a}',
  ],
  [
    'PatternSequence',
    'PatternSequence[p1, p2, ...] is a pattern object which represents a sequence of arguments matching p1, p2, ....',
    'MatchQ[f[1, a], f[PatternSequence[_Integer, _Symbol]]]',
    'True',
  ],
  [
    'OrderlessPatternSequence',
    'OrderlessPatternSequence[p1, p2, ...] is a pattern object which represents a sequence of arguments matching p1, p2, ... in any order.',
    'MatchQ[f[a, 1], f[OrderlessPatternSequence[_Integer, _Symbol]]]',
    'True',
  ],
  [
    'KeyValuePattern',
    'KeyValuePattern[{patt1, patt2, ...}] is a pattern object that represents an association or list of rules including elements matching each of the patti.',
    'MatchQ[<|a -> 1, b -> 2|>, KeyValuePattern[b -> _]]',
    'True',
  ],
  [
    'OptionsPattern',
    'OptionsPattern[] is a pattern object that represents a collection of options given as rules.',
    'Options[f] = {a -> 1}; f[OptionsPattern[]] := OptionValue[a]; f[a -> 7]',
    '7',
  ],
];

const attribute = (name: string, meaning: string, input: string, value: string): Row => [
  name,
  `${name} is an attribute that ${meaning}`,
  input,
  value,
];
const attributes: readonly Row[] = [
  attribute(
    'Flat',
    'can be assigned to a symbol f to indicate that all expressions involving nested functions f should be flattened out.',
    'MemberQ[Attributes[Plus], Flat]',
    'True',
  ),
  attribute(
    'Orderless',
    'can be assigned to a symbol f to indicate that the elements in expressions f[e1, e2, ...] should automatically be sorted into canonical order.',
    'SetAttributes[f, Orderless]; f[b, a]',
    'f[a, b]',
  ),
  attribute(
    'OneIdentity',
    'indicates that f[x], f[f[x]], etc. are all equivalent to x for the purpose of pattern matching.',
    'MemberQ[Attributes[Times], OneIdentity]',
    'True',
  ),
  attribute(
    'Listable',
    'indicates that a function should automatically be threaded over lists that appear as its arguments.',
    'SetAttributes[f, Listable]; f[{a, b}]',
    '{f[a], f[b]}',
  ),
  attribute(
    'NumericFunction',
    'indicates that f[arg1, arg2, ...] should be considered a numeric quantity whenever all the argi are numeric quantities.',
    'MemberQ[Attributes[Sin], NumericFunction]',
    'True',
  ),
  attribute('Constant', 'indicates that a symbol is a constant.', 'MemberQ[Attributes[Pi], Constant]', 'True'),
  attribute(
    'HoldFirst',
    'specifies that the first argument to a function is to be maintained in an unevaluated form.',
    'MemberQ[Attributes[Set], HoldFirst]',
    'True',
  ),
  attribute(
    'HoldRest',
    'specifies that all but the first argument to a function are to be maintained in an unevaluated form.',
    'MemberQ[Attributes[If], HoldRest]',
    'True',
  ),
  attribute(
    'HoldAll',
    'specifies that all arguments to a function are to be maintained in an unevaluated form.',
    'SetAttributes[f, HoldAll]; f[1 + 1]',
    'f[1 + 1]',
  ),
  attribute(
    'HoldAllComplete',
    'specifies that all arguments to a function are not to be modified or looked at in any way in the process of evaluation.',
    'Attributes[HoldComplete]',
    '{HoldAllComplete, Protected}',
  ),
  attribute(
    'SequenceHold',
    'specifies that Sequence objects appearing in the arguments of a function should not automatically be flattened out.',
    'MemberQ[Attributes[Rule], SequenceHold]',
    'True',
  ),
  attribute(
    'Protected',
    'prevents any values associated with a symbol from being modified.',
    'MemberQ[Attributes[Plus], Protected]',
    'True',
  ),
  attribute(
    'ReadProtected',
    'prevents values associated with a symbol from being seen.',
    'SetAttributes[f, ReadProtected]; Attributes[f]',
    '{ReadProtected}',
  ),
  attribute(
    'Locked',
    'once assigned, prevents modification of any attributes of a symbol.',
    'MemberQ[Attributes[Plus], Locked]',
    'False',
  ),
  attribute(
    'Temporary',
    'is assigned to symbols that are local to a module.',
    'Module[{x}, Attributes[x]]',
    '{Temporary}',
  ),
  attribute(
    'Stub',
    'specifies that if the symbol is ever used, Needs should automatically be called on its context.',
    'SetAttributes[f, Stub]; Attributes[f]',
    '{Stub}',
  ),
  attribute(
    'NHoldAll',
    'specifies that the arguments to a function should not be affected by N.',
    'SetAttributes[f, NHoldAll]; N[f[1]]',
    'f[1]',
  ),
  attribute(
    'NHoldFirst',
    'specifies that the first argument to a function should not be affected by N.',
    'SetAttributes[f, NHoldFirst]; N[f[1, 1]]',
    'f[1, 1.]',
  ),
  attribute(
    'NHoldRest',
    'specifies that all arguments after the first argument to a function should not be affected by N.',
    'SetAttributes[f, NHoldRest]; N[f[1, 1]]',
    'f[1., 1]',
  ),
];

export const inertSymbols: readonly Builtin[] = [...values, ...heads, ...patterns, ...attributes].map(
  ([name, usage, input, value]) => builtin(name, { usage, examples: { [input]: value } }),
);
