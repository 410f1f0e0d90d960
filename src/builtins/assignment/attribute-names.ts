/** The attributes that symbols can have. */
import { type Builtin, builtin } from '../builtin.ts';

export const attributeNames: readonly Builtin[] = [
  builtin('Flat', {
    usage:
      'Flat is an attribute that can be assigned to a symbol f to indicate that all expressions involving nested functions f should be flattened out.',
    examples: { 'MemberQ[Attributes[Plus], Flat]': 'True' },
  }),
  builtin('Orderless', {
    usage:
      'Orderless is an attribute that can be assigned to a symbol f to indicate that the elements in expressions f[e1, e2, ...] should automatically be sorted into canonical order.',
    examples: { 'SetAttributes[f, Orderless]; f[b, a]': 'f[a, b]' },
  }),
  builtin('OneIdentity', {
    usage:
      'OneIdentity is an attribute that indicates that f[x], f[f[x]], etc. are all equivalent to x for the purpose of pattern matching.',
    examples: { 'MemberQ[Attributes[Times], OneIdentity]': 'True' },
  }),
  builtin('Listable', {
    usage:
      'Listable is an attribute that indicates that a function should automatically be threaded over lists that appear as its arguments.',
    examples: { 'SetAttributes[f, Listable]; f[{a, b}]': '{f[a], f[b]}' },
  }),
  builtin('NumericFunction', {
    usage:
      'NumericFunction is an attribute that indicates that f[arg1, arg2, ...] should be considered a numeric quantity whenever all the argi are numeric quantities.',
    examples: { 'MemberQ[Attributes[Sin], NumericFunction]': 'True' },
  }),
  builtin('Constant', {
    usage: 'Constant is an attribute that indicates that a symbol is a constant.',
    examples: { 'MemberQ[Attributes[Pi], Constant]': 'True' },
  }),
  builtin('HoldFirst', {
    usage:
      'HoldFirst is an attribute that specifies that the first argument to a function is to be maintained in an unevaluated form.',
    examples: { 'MemberQ[Attributes[Set], HoldFirst]': 'True' },
  }),
  builtin('HoldRest', {
    usage:
      'HoldRest is an attribute that specifies that all but the first argument to a function are to be maintained in an unevaluated form.',
    examples: { 'MemberQ[Attributes[If], HoldRest]': 'True' },
  }),
  builtin('HoldAll', {
    usage:
      'HoldAll is an attribute that specifies that all arguments to a function are to be maintained in an unevaluated form.',
    examples: { 'SetAttributes[f, HoldAll]; f[1 + 1]': 'f[1 + 1]' },
  }),
  builtin('HoldAllComplete', {
    usage:
      'HoldAllComplete is an attribute that specifies that all arguments to a function are not to be modified or looked at in any way in the process of evaluation.',
    examples: { 'Attributes[HoldComplete]': '{HoldAllComplete, Protected}' },
  }),
  builtin('SequenceHold', {
    usage:
      'SequenceHold is an attribute that specifies that Sequence objects appearing in the arguments of a function should not automatically be flattened out.',
    examples: { 'MemberQ[Attributes[Rule], SequenceHold]': 'True' },
  }),
  builtin('Protected', {
    usage: 'Protected is an attribute that prevents any values associated with a symbol from being modified.',
    examples: { 'MemberQ[Attributes[Plus], Protected]': 'True' },
  }),
  builtin('ReadProtected', {
    usage: 'ReadProtected is an attribute that prevents values associated with a symbol from being seen.',
    examples: { 'SetAttributes[f, ReadProtected]; Attributes[f]': '{ReadProtected}' },
  }),
  builtin('Locked', {
    usage: 'Locked is an attribute that once assigned, prevents modification of any attributes of a symbol.',
    examples: { 'MemberQ[Attributes[Plus], Locked]': 'False' },
  }),
  builtin('Temporary', {
    usage: 'Temporary is an attribute that is assigned to symbols that are local to a module.',
    examples: { 'Module[{x}, Attributes[x]]': '{Temporary}' },
  }),
  builtin('Stub', {
    usage:
      'Stub is an attribute that specifies that if the symbol is ever used, Needs should automatically be called on its context.',
    examples: { 'SetAttributes[f, Stub]; Attributes[f]': '{Stub}' },
  }),
  builtin('NHoldAll', {
    usage: 'NHoldAll is an attribute that specifies that the arguments to a function should not be affected by N.',
    examples: { 'SetAttributes[f, NHoldAll]; N[f[1]]': 'f[1]' },
  }),
  builtin('NHoldFirst', {
    usage:
      'NHoldFirst is an attribute that specifies that the first argument to a function should not be affected by N.',
    examples: { 'SetAttributes[f, NHoldFirst]; N[f[1, 1]]': 'f[1, 1.]' },
  }),
  builtin('NHoldRest', {
    usage:
      'NHoldRest is an attribute that specifies that all arguments after the first argument to a function should not be affected by N.',
    examples: { 'SetAttributes[f, NHoldRest]; N[f[1, 1]]': 'f[1., 1]' },
  }),
];
