(* Polynomials whose coefficients come from the rational numbers and one algebraic number: Extension -> a, GaussianIntegers -> True; Trig -> True. *)

Internal`OverExtension::usage = "Internal`OverExtension[f[args], a] is f[args, Extension -> a].";
Attributes[Internal`OverExtension] = {HoldFirst};
Factor::extvar = "Factors over an extension are found of polynomials in one variable; `1` has others.";
Factor::extalg = "`1` is not an algebraic number, or coefficients of `2` are not rational in it.";

Internal`OverExtension[f_, True] := Internal`OverExtension[f, I]
Internal`OverExtension[f_[args___], Automatic] := With[{numbers = Union[Cases[{args}, s : (Power[_Integer | _Rational, _Rational]) :> root[s], {0, Infinity}], If[FreeQ[{args}, _Complex], {}, {I}]]},
  Which[numbers === {}, f[args], Length[numbers] === 1, Internal`OverExtension[f[args], First[numbers]], True, Message[Factor::extalg, numbers, {args}]; $Failed]]
root[Power[b_, q_]] := b^(1/Denominator[q])
Internal`OverExtension[Factor[p_List], a_] := Map[Internal`OverExtension[Factor[#], a] &, p]
Internal`OverExtension[Factor[p_], a_] := With[{r = Together[p]}, With[{n = over[Numerator[r], a], d = over[Denominator[r], a]},
  If[n === $Failed || d === $Failed, $Failed, Times @@ (Power @@@ n)/Times @@ (Power @@@ d)]]]
Internal`OverExtension[FactorList[p_], a_] := over[p, a]
Internal`OverExtension[(f : Cancel | Together)[p_List], a_] := Map[Internal`OverExtension[f[#], a] &, p]
Internal`OverExtension[PolynomialGCD[p_, q_, r__], a_] := With[{g = Internal`OverExtension[PolynomialGCD[p, q], a]}, If[g === $Failed, g, Internal`OverExtension[PolynomialGCD[g, r], a]]]
(* Calls with other numbers of arguments say so. *)
Internal`OverExtension[f : (Factor | FactorList | PolynomialGCD | Cancel | Together)[___], _] := f
Internal`OverExtension[PolynomialGCD[p_, q_], a_] := inField[{p, q}, a, Function[{ps, x, y, m}, shared[ps[[1]], ps[[2]], x, y, m]]]
Internal`OverExtension[(Cancel | Together)[f_], a_] := With[{r = Together[f]}, inField[{Numerator[r], Denominator[r]}, a, Function[{ps, x, y, m},
  With[{g = shared[ps[[1]], ps[[2]], x, y, m]}, First[divided[ps[[1]], g, x, y, m]]/First[divided[ps[[2]], g, x, y, m]]]]]]

(* Elements of the field are polynomials in y of which m[y] is the minimal polynomial. *)
inField[ps_, a_, f_] := Module[{x = First[Variables[ps /. a -> 1], None], y, m, inside},
  m = Quiet[MinimalPolynomial[a, y]];
  inside = ps //. written[a, y];
  Which[x === None, f[ps, x, y, y], ! FreeQ[m, MinimalPolynomial] || ! PolynomialQ[m, y] || ! AllTrue[inside, PolynomialQ[#, {x, y}] &] || ! FreeQ[inside, _Complex | Power[_?NumericQ, _]], Message[Factor::extalg, a, First[ps]]; $Failed,
    Complement[Variables[inside], {x, y}] =!= {}, Message[Factor::extvar, First[ps]]; $Failed,
    True, Module[{made = m/Coefficient[m, y, Exponent[m, y]]}, f[Map[tidy[#, x, y, made] &, inside], x, y, made] /. y -> a]]]
written[Complex[0, 1], y_] := {Complex[p_, q_] :> p + q y}
written[Power[b_, q_Rational], y_] := {Power[b, e_Rational] /; IntegerQ[e/q] :> y^Mod[e/q, Denominator[q]] b^Floor[e]}
written[a_, y_] := {a -> y}
tidy[p_, x_, y_, m_] := Collect[PolynomialRemainder[Expand[p], m, y], x]
inverse[c_, y_, m_] := If[FreeQ[c, y], 1/c, PolynomialExtendedGCD[c, m, y][[2, 1]]]
monic[p_, x_, y_, m_] := tidy[p inverse[Coefficient[p, x, Exponent[p, x]], y, m], x, y, m]
divided[p_, q_, x_, y_, m_] := Module[{rest = p, n = Exponent[q, x], out = 0, d, term, by = inverse[Coefficient[q, x, Exponent[q, x]], y, m]},
  While[rest =!= 0 && (d = Exponent[rest, x]) >= n,
    term = tidy[Coefficient[rest, x, d] by, x, y, m] x^(d - n);
    out += term; rest = tidy[rest - term q, x, y, m]];
  {out, rest}]
shared[p_, q_, x_, y_, m_] := Module[{a = p, b = q}, While[b =!= 0, {a, b} = {b, Last[divided[a, b, x, y, m]]}]; If[a === 0, 0, monic[a, x, y, m]]]

(* The factors of the norm, of a shift that makes it square-free, are those of the polynomial (Trager). *)
(* Of two variables and terms of one degree: one of them is 1 until the factors are there. *)
over[p_, a_] := homogeneous[p, a, Variables[p /. a -> 1]] /; MatchQ[Variables[p /. a -> 1], {_, _}] && SameQ @@ Map[Total[First[#]] &, CoefficientRules[p, Variables[p /. a -> 1]]]
homogeneous[p_, a_, {u_, v_}] := With[{list = over[p /. v -> 1, a], n = Total[First[First[CoefficientRules[p, {u, v}]]]] - Exponent[p, u]},
  If[list === $Failed, list, Join[Map[{Expand[v^Exponent[First[#], u] First[#] /. u -> u/v], Last[#]} &, list], If[n > 0, {{v, n}}, {}]]]]
over[p_, a_] := If[NumericQ[p], {{p, 1}}, inField[{p}, a, Function[{ps, x, y, m}, factored[First[ps], x, y, m, FreeQ[N[a], _Complex]]]] /. {c_, more__} :> Prepend[SortBy[{more}, First], c]]
factored[p_, x_, y_, m_, real_] := Module[{lead = Coefficient[p, x, Exponent[p, x]], content, parts},
  content = If[FreeQ[p, y], FactorTermsList[p][[1]], lead];
  parts = Join @@ Map[Function[part, Map[{#, Last[part]} &, irreducible[First[part], x, y, m]]], squareFree[monic[p, x, y, m], x, y, m]];
  parts = If[FreeQ[p, y] && Exponent[p, x] > 0, integral[parts, y], parts];
  (* Over real fields the highest power of the algebraic number is positive. *)
  If[real, parts = Map[If[Last[First[CoefficientRules[First[#], {y, x}]]] < 0, {Expand[-First[#]], Last[#]}, #] &, parts]];
  content = tidy[lead inverse[Times @@ (Coefficient[First[#], x, Exponent[First[#], x]]^Last[#] & /@ parts), y, m], x, y, m];
  Prepend[parts, {content, 1}]]
integral[parts_, y_] := Map[{Expand[First[#] (LCM @@ Denominator[Flatten[CoefficientList[First[#], Variables[First[#]]]]])], Last[#]} &, parts]
squareFree[p_, x_, y_, m_] := Module[{c = shared[p, tidy[D[p, x], x, y, m], x, y, m], w, out = {}, i = 1, z},
  w = First[divided[p, c, x, y, m]];
  While[Exponent[w, x] > 0,
    z = shared[w, c, x, y, m];
    With[{part = First[divided[w, z, x, y, m]]}, If[Exponent[part, x] > 0, AppendTo[out, {part, i}]]];
    w = z; c = First[divided[c, z, x, y, m]]; i++];
  out]
irreducible[p_, x_, y_, m_] := Module[{s = 0, norm, pieces},
  While[norm = Expand[Resultant[m, Expand[p /. x -> x - s y], y]]; Exponent[PolynomialGCD[norm, D[norm, x]], x] > 0, s++];
  pieces = Rest[FactorList[norm]];
  If[Length[pieces] < 2, {p}, Map[shared[p, tidy[First[#] /. x -> x + s y, x, y, m], x, y, m] &, pieces]]]
(* In[1]:= {Factor[x^2 + 1, GaussianIntegers -> True], Factor[x^4 - 1, Extension -> I], Factor[x^2 - 2, Extension -> Sqrt[2]]}
   Out[1]= {(-I + x)*(I + x), (-1 + x)*(-I + x)*(I + x)*(1 + x), -(Sqrt[2] - x)*(Sqrt[2] + x)}
   In[2]:= {Factor[x^4 + 1, Extension -> Sqrt[2]], Factor[x^2 + 2 Sqrt[2] x + 2, Extension -> Automatic], PolynomialGCD[x^2 - 2, x - Sqrt[2], Extension -> Automatic]}
   Out[2]= {-(-1 + Sqrt[2]*x - x^2)*(1 + Sqrt[2]*x + x^2), (Sqrt[2] + x)^2, -Sqrt[2] + x}
   In[3]:= {Factor[x^2 + y^2, GaussianIntegers -> True], Factor[2 x^2 + 1/2, Extension -> I], Factor[x^3 - 2, Extension -> 2^(1/3)]}
   Out[3]= {(x + (-I)*y)*(x + I*y), ((-I + 2*x)*(I + 2*x))/2, -(2^(1/3) - x)*(2^(2/3) + 2^(1/3)*x + x^2)}
   In[4]:= Cancel[(x^2 - 2)/(x - Sqrt[2]), Extension -> Sqrt[2]]
   Out[4]= Sqrt[2] + x
   In[5]:= Factor[x^2 + Pi, Extension -> Pi]
   Factor::extalg: Pi is not an algebraic number, or coefficients of Pi + x^2 are not rational in it.
   Out[5]= $Failed *)

Internal`Trigonometric::usage = "Internal`Trigonometric[f[args], True] is f[args, Trig -> True].";
Attributes[Internal`Trigonometric] = {HoldFirst};
Internal`Trigonometric[Factor[p_], True] := TrigFactor[p]
Internal`Trigonometric[(Expand | ExpandAll)[p_], True] := TrigExpand[p]
Internal`Trigonometric[(f : Together | Cancel)[p_], True] := TrigFactor[f[TrigExpand[p]]]

(* In[1]:= {Expand[Sin[2 x], Trig -> True], Factor[Sin[x]^2 - Cos[x]^2, Trig -> True]}
   Out[1]= {2*Cos[x]*Sin[x], -(Cos[x] - Sin[x])*(Cos[x] + Sin[x])} *)
