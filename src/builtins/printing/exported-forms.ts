/** Forms for other programs: TeXForm, CForm, FortranForm; TraditionalForm and DisplayForm, which a terminal shows as OutputForm. */
import { type Builtin, builtin } from '../builtin.ts';
import { stays } from './stays.ts';

export const TeXForm = builtin('TeXForm', {
  usage: 'TeXForm[expr] prints as a TeX version of expr.',
  arity: 1,
  packed: true,
  evaluate: stays,
  examples: {
    'ToString[TeXForm[x^2/3]]': '"\\\\frac{x^2}{3}"',
    'ToString[Sqrt[x] + Sin[x]^2, TeXForm]': '"\\\\sqrt{x}+\\\\sin ^2(x)"',
    'ToString[1 + x + x^2, TeXForm]': '"x^2+x+1"',
    'ToString[\\[Alpha] == 2 beta, TeXForm]': '"\\\\alpha =2 \\\\text{beta}"',
    'ToString[{{1, 2}, {3, 4}}, TeXForm]':
      '"\\\\left(\\n\\\\begin{array}{cc}\\n 1 & 2 \\\\\\\\\\n 3 & 4 \\\\\\\\\\n\\\\end{array}\\n\\\\right)"',
    'ToString[HoldForm[Integrate[f[x], {x, 0, Infinity}]], TeXForm]': '"\\\\int_0^{\\\\infty } f(x) \\\\, dx"',
    'ToString[HoldForm[Sum[f[i], {i, n}] + Limit[g[x], x -> 0]], TeXForm]':
      '"\\\\sum _{i=1}^n f(i)+\\\\lim_{x\\\\to 0} \\\\, g(x)"',
    'ToString[{a + b I, 2 - 3 I, BesselJ[0, x]}, TeXForm]': '"\\\\{a+i b,2-3 i,J_0(x)\\\\}"',
    'TeXForm[]': ['TeXForm[]', 'TeXForm::argx'],
  },
});

export const CForm = builtin('CForm', {
  usage: 'CForm[expr] prints as a C language version of expr.',
  arity: 1,
  packed: true,
  evaluate: stays,
  examples: {
    'ToString[CForm[x^2/3 + Sqrt[y]]]': '"Power(x,2)/3. + Sqrt(y)"',
    'ToString[a (b + c) < 1, CForm]': '"a*(b + c) < 1"',
    'ToString[{CForm[x^(1/3)], CForm[2 x/3], CForm[x == y && z]}]':
      '"{Power(x,0.3333333333333333), (2*x)/3., x == y && z}"',
    'CForm[]': ['CForm[]', 'CForm::argx'],
  },
});

export const FortranForm = builtin('FortranForm', {
  usage: 'FortranForm[expr] prints as a Fortran language version of expr.',
  arity: 1,
  packed: true,
  evaluate: stays,
  examples: {
    'ToString[FortranForm[x^2/3 + Sqrt[y]]]': '"x**2/3. + Sqrt(y)"',
    'FortranForm[]': ['FortranForm[]', 'FortranForm::argx'],
  },
});

export const TraditionalForm = builtin('TraditionalForm', {
  usage:
    'TraditionalForm[expr] prints as an approximation to the traditional mathematical notation for expr; in a terminal that is OutputForm.',
  arity: 1,
  packed: true,
  evaluate: stays,
  examples: {
    'ToString[TraditionalForm[x + 1]]': '"1 + x"',
    'TraditionalForm[]': ['TraditionalForm[]', 'TraditionalForm::argx'],
  },
});

export const MathMLForm = builtin('MathMLForm', {
  usage: 'MathMLForm[expr] prints as a MathML form of expr.',
  arity: 1,
  packed: true,
  evaluate: stays,
  examples: {
    'ToString[MathMLForm[x^2]]': '"<math>\\n <msup>\\n  <mi>x</mi>\\n  <mn>2</mn>\\n </msup>\\n</math>"',
    'ToString[a/2, MathMLForm]': '"<math>\\n <mfrac>\\n  <mi>a</mi>\\n  <mn>2</mn>\\n </mfrac>\\n</math>"',
    'MathMLForm[]': ['MathMLForm[]', 'MathMLForm::argx'],
  },
});

export const exportedForms: readonly Builtin[] = [TeXForm, MathMLForm, CForm, FortranForm, TraditionalForm];
