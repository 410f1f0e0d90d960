/** Mathematical constants, infinities, the imaginary unit, and facts about machine numbers. */
import { Complex, type Expr, int, Real } from '../../expr/expr.ts';
import type { NumericalConstant } from '../../kernel/definitions/definition.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { COMPLEX_INFINITY, INFINITY, ONE, ZERO } from '../values/number.ts';

const constant = (
  name: string,
  {
    usage,
    value,
    examples,
  }: { readonly usage: string; readonly value: NumericalConstant; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, { usage, attributes: Attribute.Constant | Attribute.ReadProtected, constant: value, examples });

const named = (
  name: string,
  { usage, value, examples }: { readonly usage: string; readonly value: Expr; readonly examples: Builtin['examples'] },
): Builtin => builtin(name, { usage, value: () => value, examples });

export const constants: readonly Builtin[] = [
  constant('Pi', {
    usage: 'Pi is the ratio of the circumference of a circle to its diameter, about 3.14159.',
    value: { machine: Math.PI, digits: 'Pi' },
    examples: { 'N[Pi]': '3.141592653589793', 'N[Pi, 30]': '3.14159265358979323846264338328`30.' },
  }),
  constant('E', {
    usage: 'E is the base of natural logarithms, about 2.71828.',
    value: { machine: Math.E, digits: 'E' },
    examples: { 'N[E]': '2.718281828459045', 'Log[E]': '1' },
  }),
  constant('Degree', {
    usage: 'Degree gives the number of radians in one degree.',
    value: { machine: Math.PI / 180, digits: 'Degree' },
    examples: { 'N[180 Degree]': '3.141592653589793' },
  }),
  constant('GoldenRatio', {
    usage: 'GoldenRatio is the golden ratio (1 + Sqrt[5])/2, about 1.61803.',
    value: { machine: (1 + Math.sqrt(5)) / 2, digits: 'GoldenRatio' },
    examples: { 'N[GoldenRatio]': '1.618033988749895' },
  }),
  constant('EulerGamma', {
    usage: "EulerGamma is Euler's constant, about 0.577216.",
    value: { machine: 0.5772156649015329, digits: 'EulerGamma' },
    examples: { 'N[EulerGamma, 20]': '0.57721566490153286061`20.' },
  }),
  constant('Catalan', {
    usage: "Catalan is Catalan's constant, about 0.915966.",
    value: { machine: 0.915965594177219, digits: 'Catalan' },
    examples: { 'N[Catalan, 20]': '0.91596559417721901505`20.' },
  }),
  constant('Khinchin', {
    usage: "Khinchin is Khinchin's constant, about 2.68545.",
    value: { machine: 2.6854520010653064 },
    examples: { 'N[Khinchin]': '2.6854520010653064' },
  }),
  constant('Glaisher', {
    usage: "Glaisher is Glaisher's constant, about 1.28243.",
    value: { machine: 1.2824271291006226 },
    examples: { 'N[Glaisher]': '1.2824271291006226' },
  }),
  named('Infinity', {
    usage: 'Infinity represents a positive infinite quantity.',
    value: INFINITY,
    examples: {
      Infinity: 'DirectedInfinity[1]',
      'Infinity + 1': 'DirectedInfinity[1]',
      '-Infinity': 'DirectedInfinity[-1]',
    },
  }),
  named('ComplexInfinity', {
    usage: 'ComplexInfinity represents a quantity with infinite magnitude, but undetermined complex phase.',
    value: COMPLEX_INFINITY,
    examples: { ComplexInfinity: 'DirectedInfinity[]' },
  }),
  builtin('Indeterminate', {
    usage: 'Indeterminate represents a numerical quantity whose magnitude cannot be determined.',
    examples: { 'Indeterminate + 1': 'Indeterminate' },
  }),
  named('I', {
    usage: 'I represents the imaginary unit Sqrt[-1].',
    value: new Complex(ZERO, ONE),
    examples: { 'I^2': '-1', '(1 + I)^2': '2 I' },
  }),
  builtin('MachinePrecision', {
    usage: 'MachinePrecision represents the precision of machine numbers.',
    attributes: Attribute.Constant | Attribute.ReadProtected,
    constant: { machine: 53 * Math.log10(2) },
    examples: { 'Precision[1.]': 'MachinePrecision', 'N[MachinePrecision]': '15.954589770191003' },
  }),
  named('$MachinePrecision', {
    usage: '$MachinePrecision gives the number of decimal digits of precision of machine numbers.',
    value: new Real(53 * Math.log10(2)),
    examples: { $MachinePrecision: '15.954589770191003' },
  }),
  named('$MachineEpsilon', {
    usage: '$MachineEpsilon gives the difference between 1.0 and the next-nearest machine number.',
    value: new Real(Number.EPSILON),
    examples: { '$MachineEpsilon == 2^-52': 'True' },
  }),
  named('$MaxMachineNumber', {
    usage: '$MaxMachineNumber is the largest machine number.',
    value: new Real(Number.MAX_VALUE),
    examples: {
      '$MaxMachineNumber > 10^308': 'True',
    },
  }),
  named('$MinMachineNumber', {
    usage: '$MinMachineNumber is the smallest positive machine number that has full precision.',
    value: new Real(2 ** -1022),
    examples: { '$MinMachineNumber < 10^-307': 'True' },
  }),
  named('$MaxPrecision', {
    usage: '$MaxPrecision gives the maximum number of digits of precision that arbitrary-precision numbers may have.',
    value: INFINITY,
    examples: { $MaxPrecision: 'DirectedInfinity[1]' },
  }),
  named('$MinPrecision', {
    usage: '$MinPrecision gives the minimum number of digits of precision of arbitrary-precision numbers.',
    value: int(0),
    examples: { $MinPrecision: '0' },
  }),
  builtin('$MaxExtraPrecision', {
    usage: '$MaxExtraPrecision gives the number of extra digits that N may use internally.',
    initial: '50',
    examples: { $MaxExtraPrecision: '50' },
  }),
];
