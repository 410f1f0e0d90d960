(* Integrals: linearity, a table, substitution, parts, partial fractions; definite ones by their antiderivatives. *)

Integrate::usage = "Integrate[f, x] gives the indefinite integral of f with respect to x.
Integrate[f, {x, xmin, xmax}] gives the definite integral.
Integrate[f, {x, xmin, xmax}, {y, ymin, ymax}, ...] gives the multiple integral.";
Integrate::ilim = "Invalid integration variable or limit(s) in `1`.";
Integrate::idiv = "Integral of `1` does not converge on `2`.";
Integrate[f_, x_, rest__] := With[{inner = Integrate[f, rest]}, Integrate[inner, x] /; FreeQ[inner, Integrate]]
(* Inexact coefficients are integrated as exact ones. *)
inexact[f_, x_] := With[{exact = Integrate[f /. r_Real :> Rationalize[r, 0], x /. r_Real :> Rationalize[r, 0]]},
  Which[
    ! FreeQ[exact, Integrate], If[ListQ[x], With[{v = Quiet[NIntegrate[f, x]]}, If[NumberQ[v], v, $Failed]], $Failed],
    NumericQ[exact], N[exact],
    True, exact /. q_Rational :> N[q]]]
Integrate[Derivative[n_Integer?Positive][f_][x_], x_Symbol] := Derivative[n - 1][f][x]
Integrate[f_List, x_] := Map[Integrate[#, x] &, f]
Integrate[f_, {x_?variableQ, a_, b_}] := With[
  {value = If[FreeQ[{f, a, b}, _Real], Catch[definite[f, x, a, b], integralTag], inexact[f, {x, a, b}]]}, value /; value =!= $Failed]
Integrate[f_, x_?variableQ] := With[
  {value = If[FreeQ[f, _Real], tidied[Catch[int[f, x], integralTag]], inexact[f, x]]}, value /; value =!= $Failed]
Integrate[f_, x_?NumericQ] := Null /; (Message[Integrate::ilim, x]; False)
Integrate[f_, x : {_, _} | {_}] := Null /; (Message[Integrate::ilim, x]; False)

(* In[1]:= Integrate[x^2 + Sin[x], x]
   Out[1]= x^3/3 - Cos[x]
   In[2]:= Integrate[x Exp[2 x], x]
   Out[2]= E^(2*x)*(-1/4 + x/2)
   In[3]:= Integrate[1/(1 + x^2), {x, 0, 1}]
   Out[3]= Pi/4
   In[4]:= Integrate[Exp[-x^2], {x, -Infinity, Infinity}]
   Out[4]= Sqrt[Pi]
   In[5]:= Integrate[x y, {x, 0, 1}, {y, 0, x}]
   Out[5]= 1/8
   In[6]:= Integrate[Log[x], x]
   Out[6]= -x + x*Log[x]
   In[7]:= Integrate[1/x, {x, 0, 1}]
   Integrate::idiv: Integral of 1/x does not converge on {0, 1}.
   Out[7]= Integrate[1/x, {x, 0, 1}]
   In[8]:= Integrate[f[x], x]
   Out[8]= Integrate[f[x], x]
   In[9]:= Integrate[x, 2]
   Integrate::ilim: Invalid integration variable or limit(s) in 2.
   Out[9]= Integrate[x, 2]
   In[10]:= {Integrate[2.5 x, x], Integrate[2.5 x, {x, 0, 1}]}
   Out[10]= {1.25*x^2, 1.25}
   In[11]:= {Integrate[x ArcSin[x], {x, 0, 1}], Integrate[x^5 Sqrt[1 + x^3], x]}
   Out[11]= {Pi/8, (2*(-(1 + x^3)^(3/2)/3 + (1 + x^3)^(5/2)/5))/3}
   In[12]:= {Integrate[Abs[x], {x, -1, 1}], Integrate[Max[x, 1/2], {x, 0, 1}], Integrate[Floor[x], {x, 0, 3}], Integrate[Abs[Sin[x]], {x, 0, 2 Pi}], Integrate[Piecewise[{{x, x < 1}}, 1], {x, 0, 2}]}
   Out[12]= {1, 5/8, 3, 4, 3/2}
   In[13]:= {Integrate[x^2 Exp[-x^2], {x, -Infinity, Infinity}], Integrate[x^n Exp[-x], {x, 0, Infinity}, Assumptions -> n > 0], Integrate[Exp[-a x^2], {x, -Infinity, Infinity}, Assumptions -> a > 0]}
   Out[13]= {Sqrt[Pi]/2, Gamma[1 + n], Sqrt[Pi]/Sqrt[a]}
   In[14]:= {Integrate[Exp[-x] Sin[x], {x, 0, Infinity}], Integrate[Sin[x]/x, {x, 0, Infinity}], Integrate[f'[x], x], Integrate[Log[x], {x, 0, 1}], Integrate[Exp[-Abs[x]], {x, -Infinity, Infinity}]}
   Out[14]= {1/2, Pi/2, f[x], -1, 2}
   In[15]:= Abs[N[Integrate[Sin[Sin[x]], {x, 0, 1}]] - 0.430606103] < 10^-8
   Out[15]= True *)

(* What has no closed form has a value. *)
N[Integrate[f_, s : {_, _, _} ..]] := With[{v = Quiet[NIntegrate[f, s]]}, v /; NumberQ[v]]

variableQ[x_] := ! NumericQ[x] && ! ListQ[x] && ! StringQ[x]
giveUp[] := Throw[$Failed, integralTag]
tidied[v_] := If[Head[v] === Plus, Map[Cancel, v], v]

definite[f_, x_, a_, b_] := Module[{F, value},
  If[a === b, Return[0, Module]];
  If[! FreeQ[f, (Abs | RealAbs | Sign | UnitStep | HeavisideTheta | Max | Min | Piecewise | Boole | Floor | Ceiling | Round)[u__] /; ! FreeQ[{u}, x]], Return[pieces[f, x, a, b], Module]];
  value = powersTimesExponential[f, x, a, b];
  If[value =!= $Failed, Return[value, Module]];
  If[insideQ[Denominator[Together[f]], x, a, b], Message[Integrate::idiv, f, {a, b}]; giveUp[]];
  F = int[f, x];
  value = boundary[F, x, b, 1] - boundary[F, x, a, -1];
  If[! FreeQ[value, DirectedInfinity | ComplexInfinity | Indeterminate],
    If[FreeQ[f, s_Symbol /; s =!= x && ! NumericQ[s], {-1}, Heads -> False], Message[Integrate::idiv, f, {a, b}]]; giveUp[]];
  If[FreeQ[{f, a, b} /. x -> 1, _Symbol?(! NumericQ[#] &), {-1}, Heads -> False], confirmed[f, x, a, b, value], Simplify[value]]]
(* Between the places where an integrand goes from one case to another it is one of them: the one that holds in the middle. *)
pieces[f_, x_, a_, b_] := Module[{edges, cuts, low = N[a], high = N[b]},
  If[! realBoundQ[low] || ! realBoundQ[high] || low > high, giveUp[]];
  edges = DeleteDuplicates[Flatten[Cases[f, u : (Abs | RealAbs | Sign | UnitStep | HeavisideTheta | Max | Min | Floor | Ceiling | Round | Less | LessEqual | Greater | GreaterEqual | Equal | Unequal)[__] :>
    edgesOf[u, x, low, high], {0, Infinity}]]];
  edges = Select[edges, ! FreeQ[#, x] &];
  cuts = Flatten[Map[zeros[#, x, a, b, low, high] &, edges]];
  cuts = Join[{a}, SortBy[DeleteDuplicates[Select[cuts, low < N[#] < high &], PossibleZeroQ[#1 - #2] &], N], {b}];
  Simplify[Total[MapThread[definite[chosen[f, x, middle[#1, #2]], x, #1, #2] &, {Most[cuts], Rest[cuts]}]]]]
edgesOf[(Abs | RealAbs | Sign | UnitStep | HeavisideTheta)[u_], __] := {u}
edgesOf[(Max | Min)[u__], __] := Subtract @@@ Subsets[{u}, {2}]
edgesOf[(h : Floor | Ceiling | Round)[u_], x_, low_, high_] := steps[h, u, x, low, high]
edgesOf[_[u__], __] := Subtract @@@ Partition[{u}, 2, 1]
steps[h_, u_, x_, low_, high_] := With[{v = Sort[{u /. x -> low, u /. x -> high}]},
  If[FreeQ[v, DirectedInfinity] && VectorQ[v, NumberQ] && FreeQ[D[u, x], x], Map[u - # - If[h === Round, 1/2, 0] &, Range[Floor[First[v]] - 1, Ceiling[Last[v]]]], giveUp[]]]
zeros[u_, x_, a_, b_, low_, high_] := Module[{s},
  If[PolynomialQ[u, x], Return[Select[x /. Solve[u == 0, x], Im[N[#]] == 0 &], Module]];
  If[MatchQ[u, (Sin | Cos)[c_. x + d_.] /; FreeQ[{c, d}, x]], Return[Replace[u, {
    Sin[v_] :> multiples[v, 0, x, low, high], Cos[v_] :> multiples[v, 1/2, x, low, high]}], Module]];
  s = Quiet[Solve[u == 0 && a < x < b, x, Reals]];
  If[MatchQ[s, {{_ -> _} ...}], x /. s, giveUp[]]]
multiples[v_, shift_, x_, low_, high_] := Module[{ends = Sort[N[{v /. x -> low, v /. x -> high}]/N[Pi]], c = D[v, x]},
  If[! VectorQ[ends, NumberQ], giveUp[]];
  Map[((# + shift) Pi - (v /. x -> 0))/c &, Range[Floor[First[ends]] - 1, Ceiling[Last[ends]]]]]
middle[a_, b_] := Which[
  MatchQ[{a, b}, {-Infinity, Infinity}], 0.3,
  b === Infinity, N[a] + 1, a === -Infinity, N[b] - 1,
  True, N[a + (b - a) 0.4871]]
chosen[f_, x_, m_] := f //. {
  (h : Abs | RealAbs)[u_] /; ! FreeQ[u, x] :> Sign[u /. x -> m] u,
  (h : Sign | UnitStep | HeavisideTheta | Floor | Ceiling | Round)[u_] /; ! FreeQ[u, x] :> Round[h[u /. x -> m]],
  (h : Max | Min)[u__] /; ! FreeQ[{u}, x] :> {u}[[First[Ordering[{u} /. x -> m, If[h === Max, -1, 1]]]]],
  Boole[c_] :> Boole[c /. x -> m],
  HoldPattern[Piecewise[l_List, d_ : 0]] :> First[Append[Select[l, TrueQ[Last[#] /. x -> m] &], {d}]][[1]]}

(* x^p E^(-c x^q) from 0 or over the whole line is a Gamma function. *)
powersTimesExponential[f_, x_, a_, b_] := Module[{k, p, c, q, half},
  If[b =!= Infinity || ! MatchQ[a, 0 | -Infinity] || FreeQ[f, E^_], Return[$Failed, Module]];
  {k, p, c, q} = Replace[f, {
    (k0_ : 1) x^(p0_ : 1) E^(e_) /; FreeQ[{k0, p0}, x] :> Join[{k0, p0}, exponentOf[e, x]],
    (k0_ : 1) E^(e_) /; FreeQ[k0, x] :> Join[{k0, 0}, exponentOf[e, x]],
    _ -> {0, 0, 0, 0}}];
  If[q === 0 || ! FreeQ[{c, q}, x] || ! TrueQ[Refine[c > 0, $Assumptions]] || ! (TrueQ[Refine[p > -1, $Assumptions]] || TrueQ[Refine[p > 0, $Assumptions]] || TrueQ[Refine[p >= 0, $Assumptions]]) || ! TrueQ[q > 0], Return[$Failed, Module]];
  half = k Gamma[(p + 1)/q]/(q c^((p + 1)/q));
  Which[
    a === 0, Simplify[half],
    ! IntegerQ[p] || ! EvenQ[q], $Failed,
    OddQ[p], 0,
    True, Simplify[2 half]]]
exponentOf[e_, x_] := Replace[e, {(c0_ : 1) x^(q0_ : 1) /; FreeQ[{c0, q0}, x] :> {-c0, q0}, _ -> {0, 0}}]

(* Jumps of an antiderivative show when the value is compared with a numerical one. *)
confirmed[f_, x_, a_, b_, value_] := Module[{v = Simplify[value], n},
  If[PolynomialQ[f, x], Return[v, Module]];
  n = Quiet[NIntegrate[f, {x, a, b}]];
  If[NumberQ[n] && TrueQ[Quiet[Abs[N[v] - n] >= 10^-5 (1 + Abs[n])]], giveUp[], v]]
boundary[F_, x_, a_, side_] := Module[{v = Quiet[F /. x -> a]},
  If[FreeQ[a, DirectedInfinity] && FreeQ[v, DirectedInfinity | ComplexInfinity | Indeterminate], v,
    v = Limit[F, x -> a, Direction -> If[side === 1, "FromBelow", "FromAbove"]];
    If[FreeQ[v, Limit], v, giveUp[]]]]
insideQ[d_, x_, a_, b_] := With[{low = N[a], high = N[b]},
  If[! PolynomialQ[d, x] || FreeQ[d, x] || Length[Variables[d]] > 1 || ! realBoundQ[low] || ! realBoundQ[high], False,
    AnyTrue[Last /@ Last /@ NSolve[d == 0, x], Im[#] == 0 && Min[low, high] < # < Max[low, high] &]]]
realBoundQ[v_] := NumberQ[v] && Im[v] == 0 || MatchQ[v, DirectedInfinity[1 | -1]]

(* The antiderivative: throws when no way is found. *)
int[f_, x_] := Which[
  FreeQ[f, x], f x,
  f === x, x^2/2,
  Head[f] === Plus, Map[int[#, x] &, f],
  Head[f] === Times && AnyTrue[List @@ f, FreeQ[#, x] &], With[{c = Select[f, FreeQ[#, x] &]}, c int[f/c, x]],
  True, firstThatWorks[f, x]]

firstThatWorks[f_, x_] := Module[{v = table[f, x]},
  If[v =!= $Failed, Return[v, Module]];
  If[PolynomialQ[f, x], Return[Map[int[#, x] &, Expand[f]], Module]];
  v = parts[f, x]; If[v =!= $Failed, Return[v, Module]];
  v = rational[f, x]; If[v =!= $Failed, Return[v, Module]];
  v = bySubstitution[f, x]; If[v =!= $Failed, Return[v, Module]];
  v = binomialRoot[f, x]; If[v =!= $Failed, Return[v, Module]];
  v = otherForm[f, x]; If[v =!= $Failed, Return[v, Module]];
  giveUp[]]

linearQ[u_, x_] := PolynomialQ[u, x] && Exponent[u, x] === 1
slope[u_, x_] := Coefficient[u, x, 1]

table[x_^n_, x_] := x^(n + 1)/(n + 1) /; FreeQ[n, x] && n =!= -1
table[Sin[u_] x_^-1, x_] := SinIntegral[u] /; linearQ[u, x] && (u /. x -> 0) === 0
table[Cos[u_] x_^-1, x_] := CosIntegral[u] /; linearQ[u, x] && (u /. x -> 0) === 0
table[x_^-1, x_] := Log[x]
table[u_^-1, x_] := Log[u]/slope[u, x] /; linearQ[u, x]
table[u_^n_, x_] := u^(n + 1)/((n + 1) slope[u, x]) /; FreeQ[n, x] && n =!= -1 && linearQ[u, x] && ! (IntegerQ[n] && n > 0)
table[b_^u_, x_] := b^u/(slope[u, x] Log[b]) /; FreeQ[b, x] && linearQ[u, x]
table[E^u_, x_] := With[{c = CoefficientList[u, x]},
  E^(c[[1]] - c[[2]]^2/(4 c[[3]])) Sqrt[Pi] gaussian[c[[3]], x + c[[2]]/(2 c[[3]])]] /; PolynomialQ[u, x] && Exponent[u, x] === 2
table[Sin[u_], x_] := -Cos[u]/slope[u, x] /; linearQ[u, x]
table[Cos[u_], x_] := Sin[u]/slope[u, x] /; linearQ[u, x]
table[Tan[u_], x_] := -Log[Cos[u]]/slope[u, x] /; linearQ[u, x]
table[Cot[u_], x_] := Log[Sin[u]]/slope[u, x] /; linearQ[u, x]
table[Sec[u_], x_] := Log[Sec[u] + Tan[u]]/slope[u, x] /; linearQ[u, x]
table[Csc[u_], x_] := -Log[Cot[u] + Csc[u]]/slope[u, x] /; linearQ[u, x]
table[Sec[u_]^2, x_] := Tan[u]/slope[u, x] /; linearQ[u, x]
table[Csc[u_]^2, x_] := -Cot[u]/slope[u, x] /; linearQ[u, x]
table[Sec[u_] Tan[u_], x_] := Sec[u]/slope[u, x] /; linearQ[u, x]
table[Tan[u_]^2, x_] := Tan[u]/slope[u, x] - x /; linearQ[u, x]
table[Sinh[u_], x_] := Cosh[u]/slope[u, x] /; linearQ[u, x]
table[Cosh[u_], x_] := Sinh[u]/slope[u, x] /; linearQ[u, x]
table[Tanh[u_], x_] := Log[Cosh[u]]/slope[u, x] /; linearQ[u, x]
table[Sech[u_]^2, x_] := Tanh[u]/slope[u, x] /; linearQ[u, x]
table[Log[u_], x_] := Expand[u (Log[u] - 1)/slope[u, x]] /; linearQ[u, x]
table[ArcTan[u_], x_] := (u ArcTan[u] - Log[1 + u^2]/2)/slope[u, x] /; linearQ[u, x]
table[ArcSin[u_], x_] := (u ArcSin[u] + Sqrt[1 - u^2])/slope[u, x] /; linearQ[u, x]
table[ArcCos[u_], x_] := (u ArcCos[u] - Sqrt[1 - u^2])/slope[u, x] /; linearQ[u, x]
table[LogisticSigmoid[u_], x_] := Log[1 + E^u]/slope[u, x] /; linearQ[u, x]
table[u_^(-1/2), x_] := rootIntegral[CoefficientList[u, x], x] /; PolynomialQ[u, x] && Exponent[u, x] === 2
table[u_^(1/2), x_] := (x Sqrt[u] + Coefficient[u, x, 0] table[u^(-1/2), x])/2 /;
  PolynomialQ[u, x] && Exponent[u, x] === 2 && Coefficient[u, x, 1] === 0
(* x^n over the root of c + a x^2, by parts. *)
table[x_^n_. u_^(-1/2), x_] := With[{a = Coefficient[u, x, 2], c = Coefficient[u, x, 0]},
  If[n === 1, Sqrt[u]/a, x^(n - 1) Sqrt[u]/(n a) - (n - 1) c/(n a) int[x^(n - 2) u^(-1/2), x]]] /;
  IntegerQ[n] && n > 0 && PolynomialQ[u, x] && Exponent[u, x] === 2 && Coefficient[u, x, 1] === 0
table[E^u_ Sin[v_], x_] := With[{a = slope[u, x], b = slope[v, x]}, E^u (a Sin[v] - b Cos[v])/(a^2 + b^2)] /; linearQ[u, x] && linearQ[v, x]
table[E^u_ Cos[v_], x_] := With[{a = slope[u, x], b = slope[v, x]}, E^u (a Cos[v] + b Sin[v])/(a^2 + b^2)] /; linearQ[u, x] && linearQ[v, x]
table[_, _] := $Failed

gaussian[a_, u_] := Erf[Sqrt[-a] u]/(2 Sqrt[-a])
gaussian[a_, u_] := System`Erfi[Sqrt[a] u]/(2 Sqrt[a]) /; Positive[a]
rootIntegral[{c_, 0, a_}, x_] := If[TrueQ[Negative[a]] || MatchQ[a, _?Negative | Times[_?Negative, __]],
  ArcSin[Sqrt[-a] x/Sqrt[c]]/Sqrt[-a], ArcSinh[Sqrt[a] x/Sqrt[c]]/Sqrt[a]] /; ! TrueQ[Negative[c]]
rootIntegral[{c_, b_, a_}, x_] := Log[b + 2 a x + 2 Sqrt[a] Sqrt[c + b x + a x^2]]/Sqrt[a]

(* Polynomials times exponentials, sines and cosines, by parts; powers times logarithms and inverse functions. *)
parts[f_Times, x_] := Module[{poly = Select[f, PolynomialQ[#, x] &], rest, g},
  rest = f/poly;
  Which[
    ! FreeQ[poly, x] && MatchQ[rest, (E^u_ | _Sin | _Cos | _Sinh | _Cosh) /; linearQ[Last[rest], x]],
      polynomialParts[Expand[poly], rest, x],
    ! FreeQ[poly, x] && MatchQ[rest, (Power[b_, u_]) /; FreeQ[b, x] && linearQ[u, x]], polynomialParts[Expand[poly], rest, x],
    MatchQ[f, x^_. Log[_]^_. ] && FreeQ[f /. x^n_. Log[u_]^m_. :> {n, m}, x], logarithmParts[f, x],
    ! FreeQ[poly, x] && MatchQ[rest, (_ArcTan | _ArcSin | _ArcCos | _Log)], 
      g = int[poly, x]; g rest - int[Together[g D[rest, x]], x],
    True, $Failed]]
parts[Log[x_]^n_Integer?Positive, x_] := x Log[x]^n - n int[Log[x]^(n - 1), x]
parts[_, _] := $Failed
(* p g integrated: repeated integrals of g against derivatives of p. *)
polynomialParts[p_, g_, x_] := Module[{result = 0, q = p, h = g, sign = 1},
  While[q =!= 0, h = int[h, x]; result += sign q h; q = Expand[D[q, x]]; sign = -sign];
  Collect[result, g]]
logarithmParts[x_^n_. Log[u_]^m_., x_] := With[{g = If[n === -1, Log[x], x^(n + 1)/(n + 1)]},
  If[n === -1 && u === x, If[m === -1, Log[Log[x]], Log[x]^(m + 1)/(m + 1)], g Log[u]^m - int[Simplify[g D[Log[u]^m, x]], x]]]

(* Quotients of polynomials: partial fractions, then terms with linear and quadratic denominators. *)
rational[f_, x_] := Module[{t = Together[f], terms},
  If[! PolynomialQ[Numerator[t], x] || ! PolynomialQ[Denominator[t], x], Return[$Failed, Module]];
  terms = Apart[t, x];
  If[Head[terms] === Plus, Map[int[#, x] &, terms], simpleFraction[Numerator[t], Denominator[t], x]]]
simpleFraction[n_, d_, x_] := Module[{c, q, r, k, base},
  {base, k} = With[{l = Select[FactorList[d], ! FreeQ[First[#], x] &]}, If[Length[l] =!= 1, giveUp[], First[l]]];
  c = Cancel[d/base^k];
  Which[
    Exponent[base, x] === 2 && k === 1, quadraticFraction[CoefficientList[n, x], CoefficientList[base, x], x]/c,
    Exponent[base, x] === 2, reduction[n, base, k, x]/c,
    True, giveUp[]]]
quadraticFraction[n_, {c_, b_, a_}, x_] := Module[{p = If[Length[n] > 1, n[[2]], 0], q = n[[1]], u = a x^2 + b x + c, s},
  s = Together[4 a c - b^2];
  p Log[u]/(2 a) + (q - p b/(2 a)) If[TrueQ[Negative[s]],
    With[{r = Sqrt[-s]}, (Log[2 a x + b - r] - Log[2 a x + b + r])/r],
    With[{r = Sqrt[s]}, 2 ArcTan[Together[2 a x + b]/r]/r]]]
(* 1/u^k by the reduction formula for quadratic u. *)
reduction[n_, u_, k_, x_] := Module[{a = Coefficient[u, x, 2], b = Coefficient[u, x, 1], c = Coefficient[u, x, 0], p, q, s},
  p = Coefficient[n, x, 1]; q = Coefficient[n, x, 0];
  If[Exponent[n, x] > 1, giveUp[]];
  s = 4 a c - b^2;
  -p/(2 a (k - 1) u^(k - 1)) + (q - p b/(2 a)) ((2 a x + b)/((k - 1) s u^(k - 1)) + 2 a (2 k - 3)/((k - 1) s) int[1/u^(k - 1), x])]

(* u = g(x) where the rest is g'(x) up to a constant, for inner functions g of the integrand. *)
bySubstitution[f_, x_] := Module[{candidates, u, rest, v},
  candidates = DeleteDuplicates[Cases[f, g_ /; ! FreeQ[g, x] && g =!= x && ! AtomQ[g] && Head[g] =!= Times, {0, Infinity}]];
  candidates = Select[Join[candidates, Cases[candidates, (_[g_] | Power[g_, _] | Power[_, g_]) /; ! FreeQ[g, x] :> g]], # =!= f && # =!= x &];
  candidates = DeleteDuplicates[SortBy[candidates, -LeafCount[#] &]];
  Do[
    rest = Simplify[f/D[g, x]] /. g -> u;
    If[FreeQ[rest, x] && ! FreeQ[rest, u],
      v = Catch[int[rest, u], integralTag];
      If[v =!= $Failed, Return[v /. u -> g, Module]]],
    {g, candidates}];
  $Failed]

(* x^m (a + b x^n)^(r/s) with (m + 1)/n a whole number, by t = (a + b x^n)^(1/s), which makes it rational in t. *)
binomialRoot[x_^m_. u_^p_Rational, x_] := Module[{n = Exponent[u, x], a, b, s = Denominator[p], t, v},
  a = Coefficient[u, x, 0]; b = Coefficient[u, x, n];
  If[Expand[u - a - b x^n] =!= 0 || n === 0 || ! IntegerQ[(m + 1)/n], Return[$Failed, Module]];
  v = Catch[int[Cancel[s/(n b) ((t^s - a)/b)^((m + 1)/n - 1) t^(Numerator[p] + s - 1)], t], integralTag];
  If[v === $Failed, v, v /. t -> u^(1/s)]] /; IntegerQ[m] && PolynomialQ[u, x]
binomialRoot[_, _] := $Failed

(* The same integrand written otherwise: expanded, products of sines and cosines as sums. *)
otherForm[f_, x_] := Module[{g},
  g = Expand[f];
  If[g =!= f && Head[g] === Plus, Return[int[g, x], Module]];
  If[! FreeQ[f, Sin | Cos],
    g = TrigReduce[f];
    If[g =!= f && Head[g] === Plus, Return[int[g, x], Module]]];
  $Failed]
