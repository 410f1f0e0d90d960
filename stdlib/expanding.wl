(* FunctionExpand and what is written by simpler functions. *)

FunctionExpand::usage = "FunctionExpand[expr] tries to expand special functions in the expression into simpler ones.
FunctionExpand[expr, assum] expands under assumptions.";
(* In[1]:= {FunctionExpand[Gamma[n + 1]/Gamma[n]], FunctionExpand[Binomial[n, 3]], FunctionExpand[FactorialPower[x, 3]], FunctionExpand[Beta[a, b]], FunctionExpand[Sin[Pi/8]], FunctionExpand[HarmonicNumber[n]]}
   Out[1]= {n, (n*(-2 + n)*(-1 + n))/6, x*(-2 + x)*(-1 + x), (Gamma[a]*Gamma[b])/Gamma[a + b], Sqrt[1 - (1/Sqrt[2])]/Sqrt[2], EulerGamma + PolyGamma[0, 1 + n]} *)
FunctionExpand[expr_, ___] := FixedPoint[expandOnce, expr, 20]
expandOnce[e_] := e //. {
  HoldPattern[Gamma[n_ + k_Integer?Positive]] :> Product[n + i, {i, 0, k - 1}] Gamma[n],
  HoldPattern[Gamma[n_ + k_Integer?Negative]] :> Gamma[n]/Product[n - i, {i, 1, -k}],
  HoldPattern[Binomial[n_, k_Integer?NonNegative]] :> Product[n - i, {i, 0, k - 1}]/k!,
  HoldPattern[Binomial[n_, k_]] :> Gamma[1 + n]/(Gamma[1 + k] Gamma[1 - k + n]) /; ! (NumericQ[n] && NumericQ[k]),
  HoldPattern[FactorialPower[x_, k_Integer?NonNegative]] :> Product[x - i, {i, 0, k - 1}],
  HoldPattern[Pochhammer[x_, n_]] :> Gamma[n + x]/Gamma[x] /; ! IntegerQ[n],
  HoldPattern[Beta[a_, b_]] :> Gamma[a] Gamma[b]/Gamma[a + b],
  HoldPattern[Factorial[n_]] :> Gamma[1 + n] /; ! NumericQ[n],
  HoldPattern[HarmonicNumber[n_]] :> EulerGamma + PolyGamma[0, 1 + n] /; ! NumericQ[n],
  HoldPattern[CatalanNumber[n_]] :> 2^(2 n) Gamma[1/2 + n]/(Sqrt[Pi] Gamma[2 + n]) /; ! NumericQ[n],
  HoldPattern[Fibonacci[n_]] :> ((1 + Sqrt[5])/2)^n/Sqrt[5] - Cos[n Pi] (2/(1 + Sqrt[5]))^n/Sqrt[5] /; ! NumericQ[n],
  HoldPattern[LucasL[n_]] :> ((1 + Sqrt[5])/2)^n + Cos[n Pi] (2/(1 + Sqrt[5]))^n /; ! NumericQ[n],
  HoldPattern[Haversine[z_]] :> (1 - Cos[z])/2,
  HoldPattern[Sinc[z_]] :> Sin[z]/z,
  HoldPattern[Erfc[z_]] :> 1 - Erf[z],
  HoldPattern[Log[x_, y_]] :> Log[y]/Log[x],
  HoldPattern[CubeRoot[x_]] :> Surd[x, 3],
  HoldPattern[Ramp[x_]] :> x UnitStep[x],
  HoldPattern[PolygonalNumber[n_]] :> n (1 + n)/2,
  HoldPattern[PolygonalNumber[r_, n_]] :> n (4 - r + n (r - 2))/2,
  HoldPattern[(f : Sin | Cos | Tan | Cot | Sec | Csc)[q_Rational Pi]] :> halved[f, q] /; MemberQ[{8, 16, 24}, Denominator[q]],
  HoldPattern[Log[Times[a_?Positive, b__]]] :> Log[a] + Log[Times[b]],
  HoldPattern[Re[a_ + b_]] :> Re[a] + Re[b], HoldPattern[Im[a_ + b_]] :> Im[a] + Im[b],
  HoldPattern[Conjugate[a_ + b_]] :> Conjugate[a] + Conjugate[b], HoldPattern[Conjugate[a_ b_]] :> Conjugate[a] Conjugate[b]}
halved[Sin, q_] := Sqrt[(1 - Cos[2 q Pi])/2] /; 0 < q < 1
halved[Cos, q_] := Sqrt[(1 + Cos[2 q Pi])/2] /; 0 < q < 1/2
halved[Tan, q_] := Simplify[(1 - Cos[2 q Pi])/Sin[2 q Pi]]
halved[Cot, q_] := Simplify[Sin[2 q Pi]/(1 - Cos[2 q Pi])]
halved[Sec, q_] := 1/halved[Cos, q]
halved[Csc, q_] := 1/halved[Sin, q]

MinimalPolynomial::usage = "MinimalPolynomial[s, x] gives the polynomial of least degree with integer coefficients of which the algebraic number s is a root.
MinimalPolynomial[s] gives it as a pure function.";
(* In[1]:= {MinimalPolynomial[Sqrt[2] + Sqrt[3], x], MinimalPolynomial[(1 + Sqrt[5])/2, x], MinimalPolynomial[I, x], MinimalPolynomial[2/3, x], MinimalPolynomial[2^(1/3)]}
   Out[1]= {1 - 10*x^2 + x^4, -1 - x + x^2, 1 + x^2, -2 + 3*x, -2 + #1^3 &} *)
MinimalPolynomial[s_?NumericQ] := With[{p = MinimalPolynomial[s, x]}, (Function[Evaluate[p /. x -> Slot[1]]]) /; PolynomialQ[p, x]]
MinimalPolynomial[s_?NumericQ, x_] := With[{p = annihilator[s, x]}, p /; p =!= $Failed] /; Precision[s] === Infinity
(* A multiple by resultants, of which the factor that vanishes at s is taken. *)
annihilator[s_, x_] := With[{p = multiple[s, x]}, If[p === $Failed, $Failed, chosen[p, s, x]]]
chosen[p_, s_, x_] := With[{f = First[SortBy[Select[Map[First, FactorList[p]], ! FreeQ[#, x] &], N[Abs[# /. x -> N[s, 60]]] &]]}, If[Coefficient[f, x, Exponent[f, x]] < 0, Expand[-f], f]]
multiple[q : (_Integer | _Rational), x_] := Denominator[q] x - Numerator[q]
multiple[Complex[0, b_], x_] := Numerator[Together[x^2 + b^2]]
multiple[z_Complex, x_] := Numerator[Together[Expand[(x - Re[z])^2 + Im[z]^2]]]
multiple[a_Plus, x_] := Module[{y}, Fold[Function[{p, t}, If[p === $Failed, p, With[{q = annihilator[t, y]}, If[q === $Failed, q, chosenLater[Resultant[p /. x -> x - y, q, y], x]]]]], annihilator[First[a], x], Rest[List @@ a]]]
multiple[a_Times, x_] := Module[{y}, Fold[Function[{p, t}, If[p === $Failed, p, With[{q = annihilator[t, y]}, If[q === $Failed, q, chosenLater[Resultant[Expand[y^Exponent[p, x] (p /. x -> x/y)], q, y], x]]]]], annihilator[First[a], x], Rest[List @@ a]]]
multiple[Power[b_, q_Rational], x_] := Module[{y}, With[{p = annihilator[b, y]}, If[p === $Failed, p, With[{r = p /. y -> x^Denominator[q]}, If[Numerator[q] === 1, r, If[Numerator[q] === -1, Expand[x^Exponent[r, x] (r /. x -> 1/x)], chosenLater[Resultant[(r /. x -> y), If[Numerator[q] > 0, x - y^Numerator[q], x y^-Numerator[q] - 1], y], x]]]]]]]
multiple[Power[b_, n_Integer], x_] := Module[{y}, With[{p = annihilator[b, y]}, If[p === $Failed, p, chosenLater[Resultant[p, If[n > 0, x - y^n, x y^-n - 1], y], x]]]]
multiple[_, _] := $Failed
chosenLater[p_, x_] := Times @@ Map[First, Select[FactorList[Numerator[Together[p]]], ! FreeQ[#, x] &]]
AlgebraicIntegerQ::usage = "AlgebraicIntegerQ[s] gives True if s is a root of a polynomial with leading coefficient 1 and integer coefficients.";
(* In[1]:= AlgebraicIntegerQ[{Sqrt[2], 1/2, (1 + Sqrt[5])/2, Pi}]
   Out[1]= {True, False, True, False} *)
Attributes[AlgebraicIntegerQ] = {Listable};
AlgebraicIntegerQ[s_] := With[{p = If[NumericQ[s], Quiet[MinimalPolynomial[s, t]], $Failed]}, PolynomialQ[p, t] && Coefficient[p, t, Exponent[p, t]] === 1]
ToRadicals::usage = "ToRadicals[expr] tries to express all Root objects in terms of radicals.";
(* In[1]:= ToRadicals[Root[#^2 - 2 &, 1]]
   Out[1]= -Sqrt[2] *)
ToRadicals[expr_] := expr /. r : HoldPattern[Root[f_Function, k_Integer]] :> radical[f, k, r]
radical[f_, k_, r_] := With[{s = Quiet[Solve[f[t] == 0, t]]}, SelectFirst[If[MatchQ[s, {{_Rule} ..}] && FreeQ[s, Root], t /. s, {}], Abs[N[# - r]] < 10^-8 &, r]]
