(* Recurrence equations in closed form, sequences as linear recurrences and as formulas, and their generating functions. *)

RSolve::usage = "RSolve[eqn, a[n], n] solves a recurrence equation for a[n].
RSolve[{eqn, a[0] == v, ...}, a[n], n] takes values at points.
RSolve[eqn, a, n] gives solutions as pure functions.";
RSolve::nosol = "RSolve has no method for `1`.";
Options[RSolve] = {System`GeneratedParameters -> C};
RSolve[eqns_, a_, n_Symbol, OptionsPattern[]] := With[{s = solutions[Flatten[{eqns} /. And -> List], a, n], c = OptionValue[System`GeneratedParameters]},
  If[c === C, s, s /. C -> c] /; s =!= $Failed]
solutions[eqns_, a_, n_] := Module[{f = headOf[a, n], equations, values, s, cs},
  values = Select[eqns, FreeQ[#, n] &]; equations = Complement[eqns, values];
  s = If[MatchQ[equations, {_Equal}], Quiet[general[Subtract @@ First[equations], f, n]], $Failed];
  If[s === $Failed, Message[RSolve::nosol, eqns]; Return[$Failed, Module]];
  If[values =!= {},
    cs = Union[Cases[s, _C, {0, Infinity}]];
    cs = Quiet[Solve[values /. f[k_] :> Simplify[s /. n -> k], cs]];
    If[! MatchQ[cs, {{__Rule} ..}], Message[RSolve::nosol, eqns]; Return[$Failed, Module]];
    s = tidy[s /. First[cs]]];
  {{asAsked[a, s, n]}}]
tidy[e_] := First[SortBy[{Expand[e], Simplify[e], Simplify[Expand[e]]}, LeafCount]]
headOf[f_[n_], n_] := f
headOf[f_, _] := f
asAsked[f_[n_], value_, n_] := f[n] -> value
asAsked[f_, value_, n_] := f -> Function @@ {{n}, value}

(* What is zero: shifts are brought to a[n], ..., a[n + k]. *)
general[zero_, f_, n_] := Module[{shifts, low, k, u, d, c, rest},
  shifts = Union[Cases[zero, f[i_] :> Expand[i - n], {0, Infinity}]];
  If[! VectorQ[shifts, IntegerQ] || shifts === {}, Return[$Failed, Module]];
  low = First[shifts]; k = Last[shifts] - low;
  d = Expand[zero /. n -> n - low /. f[i_] :> u[Expand[i - n]]];
  If[! PolynomialQ[d, Array[u, k + 1, 0]] || ! AllTrue[CoefficientRules[d, Array[u, k + 1, 0]], Total[First[#]] <= 1 && FreeQ[Last[#], u] &], Return[$Failed, Module]];
  c = Table[Coefficient[d, u[i]], {i, 0, k}]; rest = Simplify[-(d /. u[_] -> 0)/Last[c]]; c = Simplify[c/Last[c]];
  Which[
    k == 0, rest,
    FreeQ[c, n], With[{s = particular[c, rest, n]}, If[FreeQ[s, $Failed], homogeneous[c, n] + s, $Failed]],
    k == 1, firstOrder[-First[c], rest, n],
    True, $Failed]]
homogeneous[{-1, -1, 1}, n_] := C[1] Fibonacci[n] + C[2] LucasL[n]
homogeneous[c_, n_] := Module[{r, t = Tally[r /. Solve[c . r^Range[0, Length[c] - 1] == 0, r]], i = 0},
  t = SortBy[t, N[First[#]] &];
  Total[Flatten[Map[Function[m, Table[C[++i] If[k == 0, 1, n^k] First[m]^n, {k, 0, Last[m] - 1}]], t]]]]
(* Polynomials times powers: with unknown coefficients, one degree more for each time that the base is a root. *)
particular[_, 0, _] := 0
particular[c_, g_, n_] := Total[Map[particularOf[c, #, n] &, If[Head[Expand[g]] === Plus, List @@ Expand[g], {Expand[g]}]]]
particularOf[c_, g_, n_] := Module[{b, p, m, v, guess, r, s},
  b = Simplify[Times @@ Cases[{g}, q_^(k_. n + _.) /; FreeQ[{q, k}, n] :> q^k, {0, Infinity}]];
  p = Simplify[PowerExpand[g/b^n]];
  If[! PolynomialQ[p, n], Return[$Failed, Module]];
  m = LengthWhile[Range[0, Length[c] - 1], Simplify[D[c . r^Range[0, Length[c] - 1], {r, #}] /. r -> b] === 0 &];
  guess = Sum[v[i] n^(i + m), {i, 0, Exponent[p, n]}];
  s = Solve[Thread[CoefficientList[Expand[Simplify[Sum[c[[j + 1]] b^j (guess /. n -> n + j), {j, 0, Length[c] - 1}] - p]], n] == 0], Array[v, Exponent[p, n] + 1, 0]];
  b^n (guess /. First[s])]
(* a[n + 1] == p[n] a[n] + q[n]. *)
firstOrder[p_, q_, n_] := Module[{i, P},
  P = product[p, n, i];
  If[! FreeQ[P, Product], Return[$Failed, Module]];
  If[q === 0, C[1] P, With[{s = Sum[Simplify[(q/(P /. n -> n + 1)) /. n -> i], {i, 0, n - 1}]}, If[FreeQ[s, Sum], P (C[1] + s), $Failed]]]]
product[p_, n_, i_] := Which[
  FreeQ[p, n], p^n,
  MatchQ[p, _Times], Times @@ Map[product[#, n, i] &, List @@ p],
  MatchQ[p, Power[_, _Integer]], product[First[p], n, i]^Last[p],
  PolynomialQ[p, n] && Exponent[p, n] == 1, With[{a = Coefficient[p, n, 1], b = Coefficient[p, n, 0]}, a^n If[b/a === 1, n!, If[b === 0, (n - 1)!, Pochhammer[b/a, n]]]],
  True, Product[p /. n -> i, {i, 1, n - 1}]]

(* In[1]:= RSolve[{a[n + 1] - 2 a[n] == 1, a[0] == 1}, a[n], n]
   Out[1]= {{a[n] -> -1 + 2*2^n}}
   In[2]:= RSolve[a[n + 1] == 3 a[n], a[n], n]
   Out[2]= {{a[n] -> 3^n*C[1]}}
   In[3]:= RSolve[{a[n] == a[n - 1] + a[n - 2], a[0] == 0, a[1] == 1}, a[n], n]
   Out[3]= {{a[n] -> Fibonacci[n]}}
   In[4]:= RSolve[a[n + 1] == a[n]^2 + Sin[a[n]], a[n], n]
   RSolve::nosol: RSolve has no method for {a[1 + n] == a[n]^2 + Sin[a[n]]}.
   Out[4]= RSolve[a[1 + n] == a[n]^2 + Sin[a[n]], a[n], n] *)

RSolveValue::usage = "RSolveValue[eqn, expr, n] gives the value of expr determined by a symbolic solution of the recurrence equation.";
RSolveValue[eqns_, f_[k_], n_Symbol] := With[{s = RSolve[eqns, f, n]}, (f[k] /. First[s]) /; MatchQ[s, {{__Rule} ..}]]
RSolveValue[eqns_, f_Symbol, n_Symbol] := With[{s = RSolve[eqns, f, n]}, (f /. First[s]) /; MatchQ[s, {{__Rule} ..}]]

(* In[1]:= RSolveValue[{a[n + 1] == 2 a[n], a[0] == 1}, a[10], n]
   Out[1]= 1024 *)

FindLinearRecurrence::usage = "FindLinearRecurrence[list] finds the kernel of the shortest linear recurrence that generates list.";
FindLinearRecurrence[list_?VectorQ] := With[{k = SelectFirst[Range[Quotient[Length[list], 2]], kernel[list, #] =!= None &, None]}, kernel[list, k] /; k =!= None]
kernel[list_, d_] := Module[{rows = Partition[list, d, 1], s},
  rows = Map[Reverse, Most[rows]];
  If[MatrixRank[rows] < d, Return[None, Module]];
  s = Quiet[LinearSolve[rows, Drop[list, d]]];
  If[VectorQ[s] && Length[s] == d, s, None]]

(* In[1]:= FindLinearRecurrence[{1, 1, 2, 3, 5, 8, 13, 21}]
   Out[1]= {1, 1}
   In[2]:= FindLinearRecurrence[{1, 2, 4, 8, 16}]
   Out[2]= {2} *)

FindSequenceFunction::usage = "FindSequenceFunction[{a1, a2, a3, ...}] attempts to find a simple function that yields the sequence when given successive integers.
FindSequenceFunction[{a1, a2, ...}, n] gives the function applied to n.";
FindSequenceFunction[list : {_, _, __}] := With[{f = formula[list, t]}, (Function @@ {f /. t -> Slot[1]}) /; f =!= $Failed]
FindSequenceFunction[list : {_, _, __}, n_] := With[{f = formula[list, n]}, f /; f =!= $Failed]
known = {Prime, Fibonacci, LucasL, Factorial, CatalanNumber, PartitionsP, BellB, EulerPhi, DivisorSigma[0, #] &, DivisorSigma[1, #] &, MoebiusMu, HarmonicNumber, Factorial2, #^# &, CatalanNumber[# - 1] &, (# - 1)! &, Fibonacci[# - 1] &, Fibonacci[# + 1] &, BellB[# - 1] &, PartitionsQ, PrimePi, LiouvilleLambda, Subfactorial};
formula[list_, n_] := Module[{p, r, k},
  If[! VectorQ[list, NumberQ], Return[$Failed, Module]];
  p = polynomial[list, n]; If[p =!= $Failed, Return[p, Module]];
  r = SelectFirst[known, Map[#, Range[Length[list]]] === list &, None];
  If[r =!= None, Return[r[n], Module]];
  If[FreeQ[list, 0], p = polynomial[1/list, n]; If[p =!= $Failed, Return[1/Factor[p], Module]];
    If[SameQ @@ Ratios[list], Return[If[list[[1]] === Last[list]/list[[-2]], list[[1]]^n, list[[1]] (list[[2]]/list[[1]])^(n - 1)], Module]]];
  k = FindLinearRecurrence[list];
  If[! ListQ[k] || Length[list] < 2 Length[k] + 1, Return[$Failed, Module]];
  r = Module[{a}, RSolve[Join[{a[n + Length[k]] == k . Table[a[n + Length[k] - i], {i, Length[k]}]}, Table[a[i] == list[[i]], {i, Length[k]}]], a[n], n]];
  If[MatchQ[r, {{_ -> _}}] && And @@ Table[PossibleZeroQ[(r[[1, 1, 2]] /. n -> i) - list[[i]]], {i, Length[list]}], r[[1, 1, 2]], $Failed]]
(* At least two more values than its degree asks for. *)
polynomial[list_, n_] := Module[{d = list, rows = {}},
  While[Length[d] > 2 && ! MatchQ[d, {0 ..}], AppendTo[rows, First[d]]; d = Differences[d]];
  If[MatchQ[d, {0 ..}] || Length[d] > 1 && SameQ @@ d && MatchQ[Differences[d], {0 ..}] && Length[list] > Length[rows] + 2,
    If[! MatchQ[d, {0 ..}], AppendTo[rows, First[d]]];
    With[{q = Expand[Sum[rows[[k + 1]] FunctionExpand[Binomial[n - 1, k]], {k, 0, Length[rows] - 1}]]}, If[LeafCount[Factor[q]] < LeafCount[q], Factor[q], q]],
    $Failed]]

(* In[1]:= FindSequenceFunction[{1, 4, 9, 16, 25}, n]
   Out[1]= n^2
   In[2]:= FindSequenceFunction[{2, 3, 5, 7, 11, 13, 17}, n]
   Out[2]= Prime[n]
   In[3]:= FindSequenceFunction[{2, 4, 8, 16, 32}]
   Out[3]= 2^#1 & *)

ZTransform::usage = "ZTransform[expr, n, z] gives the Z transform of expr: the sum of expr z^-n over all n from 0.";
ZTransform[list_List, n_Symbol, z_] := Map[ZTransform[#, n, z] &, list]
ZTransform[f_, n_Symbol, z_] := With[{F = zOf[Expand[f], n, z]}, (F /. zOf -> ZTransform) /; Head[F] =!= zOf]
zOf[c_, n_, z_] := c z/(z - 1) /; FreeQ[c, n]
zOf[a_ + b_, n_, z_] := zOf[a, n, z] + zOf[b, n, z]
zOf[c_ f_, n_, z_] := c zOf[f, n, z] /; FreeQ[c, n]
zOf[f_. a_^(k_. n_ + b_.), n_, z_] := Together[a^b (zOf[f, n, z] /. z -> z/a^k)] /; FreeQ[{a, b, k}, n]
zOf[Sin[a_. n_], n_, z_] := z Sin[a]/(1 + z^2 - 2 z Cos[a]) /; FreeQ[a, n]
zOf[Cos[a_. n_], n_, z_] := z (z - Cos[a])/(1 + z^2 - 2 z Cos[a]) /; FreeQ[a, n]
zOf[1/n_!, n_, z_] := E^(1/z)
zOf[DiscreteDelta[n_ + k_.], n_, z_] := If[TrueQ[k > 0], 0, z^k] /; FreeQ[k, n]
zOf[KroneckerDelta[n_ + k_.] | KroneckerDelta[n_, k_.], n_, z_] := zOf[DiscreteDelta[n + k], n, z] /; FreeQ[k, n]
zOf[(UnitStep | HeavisideTheta)[n_ + k_.], n_, z_] := z^(k + 1)/(z - 1) /; IntegerQ[k] && k <= 0
zOf[Fibonacci[n_], n_, z_] := z/(z^2 - z - 1)
zOf[1/(n_ + 1), n_, z_] := -z Log[(z - 1)/z]
zOf[Binomial[n_, k_], n_, z_] := z/(z - 1)^(k + 1) /; FreeQ[k, n]
zOf[n_^k_. f_., n_, z_] := With[{F = zOf[f n^(k - 1), n, z]}, Factor[Together[-z D[F, z]]] /; FreeQ[F, zOf]] /; IntegerQ[k] && k > 0
zOf[f_[n_ + k_Integer], n_, z_] := z^k ZTransform[f[n], n, z] - Sum[f[i] z^(k - i), {i, 0, k - 1}] /; k > 0 && ! MemberQ[Attributes[f], NumericFunction]

(* In[1]:= ZTransform[2^n, n, z]
   Out[1]= z/(-2 + z)
   In[2]:= ZTransform[n^2, n, z]
   Out[2]= (z*(1 + z))/(-1 + z)^3 *)

InverseZTransform::usage = "InverseZTransform[expr, z, n] gives the sequence of n whose Z transform is expr.";
InverseZTransform[list_List, z_Symbol, n_] := Map[InverseZTransform[#, z, n] &, list]
InverseZTransform[F_, z_Symbol, n_] := With[{f = zInverse[Together[F], z, n]}, f /; FreeQ[f, zInverse]]
zInverse[E^(1/z_), z_, n_] := 1/n!
zInverse[F_, z_, n_] := Module[{t = Together[F/z], q, parts},
  q = Denominator[t];
  parts = If[FreeQ[q, z], t, Apart[t, z]];
  Total[Map[zTerm[#, z, n] &, If[Head[parts] === Plus, List @@ parts, {parts}]]]] /; PolynomialQ[Numerator[F], z] && PolynomialQ[Denominator[F], z]
(* z times a partial fraction. *)
zTerm[c_. z_^k_., z_, n_] := c DiscreteDelta[n + k + 1] /; IntegerQ[k] && k < 0 && FreeQ[c, z]
zTerm[p_, z_, n_] := Module[{f = Select[FactorList[Denominator[p]], ! FreeQ[#, z] &], a, m, c, r},
  If[Length[f] =!= 1, Return[zInverse[p, z, n], Module]];
  {r, m} = First[f];
  If[Exponent[r, z] == 1 && FreeQ[Numerator[p], z],
    a = -Coefficient[r, z, 0]/Coefficient[r, z, 1]; c = Numerator[p]/(Denominator[p]/r^m)/Coefficient[r, z, 1]^m // Cancel;
    c FunctionExpand[Binomial[n, m - 1]] a^(n - m + 1),
    r = z /. Solve[r == 0, z];
    Simplify[Total[Map[residueAt[p, #, m, z, n] &, r]]]]]
residueAt[p_, a_, m_, z_, n_] := (D[Numerator[p] z^n/PolynomialQuotient[Denominator[p], (z - a)^m, z], {z, m - 1}] /. z -> a)/(m - 1)!

(* In[1]:= InverseZTransform[z/(z - 2), z, n]
   Out[1]= 2^n
   In[2]:= InverseZTransform[z/(z - 1)^2, z, n]
   Out[2]= n *)

GeneratingFunction::usage = "GeneratingFunction[expr, n, x] gives the generating function in x of the sequence whose n-th term is expr: the sum of expr x^n over all n from 0.";
GeneratingFunction[f_, n_Symbol, x_] := With[{F = zOf[Expand[f], n, t]}, Factor[Together[F /. t -> 1/x]] /; FreeQ[F, zOf]]

(* In[1]:= GeneratingFunction[1, n, x]
   Out[1]= -1/(-1 + x)
   In[2]:= GeneratingFunction[1/n!, n, x]
   Out[2]= E^x *)

ExponentialGeneratingFunction::usage = "ExponentialGeneratingFunction[expr, n, x] gives the exponential generating function in x of the sequence whose n-th term is expr.";
ExponentialGeneratingFunction[f_, n_Symbol, x_] := With[{F = egf[Expand[f], n, x]}, F /; FreeQ[F, egf]]
egf[c_, n_, x_] := c E^x /; FreeQ[c, n]
egf[a_ + b_, n_, x_] := egf[a, n, x] + egf[b, n, x]
egf[c_ f_, n_, x_] := c egf[f, n, x] /; FreeQ[c, n]
egf[f_. a_^(k_. n_ + b_.), n_, x_] := a^b (egf[f, n, x] /. x -> a^k x) /; FreeQ[{a, b, k}, n]
egf[f_. n_!, n_, x_] := GeneratingFunction[f, n, x]
egf[n_^k_. f_., n_, x_] := With[{F = egf[f n^(k - 1), n, x]}, Simplify[x D[F, x]] /; FreeQ[F, egf]] /; IntegerQ[k] && k > 0

(* In[1]:= ExponentialGeneratingFunction[2^n, n, x]
   Out[1]= E^(2*x)
   In[2]:= ExponentialGeneratingFunction[n!, n, x]
   Out[2]= -1/(-1 + x) *)
