(* Minima and maxima of functions, exact and numerical, with constraints. *)

Minimize::usage = "Minimize[f, x] minimizes f exactly with respect to x.
Minimize[f, {x, y, ...}] minimizes with respect to several variables.
Minimize[{f, cons}, vars] minimizes under constraints. The result is {min, {x -> xmin, ...}}.";
Minimize::natt = "The minimum is not attained at any point that satisfies the constraints.";
Minimize::unbounded = "The function is not bounded below where the constraints hold.";
(* In[1]:= Minimize[x^2 - 3 x + 5, x]
   Out[1]= {11/4, {x -> 3/2}}
   In[2]:= Minimize[2 x^2 + y^2 - 2 x + 4 y, {x, y}]
   Out[2]= {-9/2, {x -> 1/2, y -> -2}}
   In[3]:= Minimize[{x^2, 1 <= x <= 3}, x]
   Out[3]= {1, {x -> 1}}
   In[4]:= Minimize[{x + y, x^2 + y^2 == 1}, {x, y}]
   Out[4]= {-Sqrt[2], {x -> -1/Sqrt[2], y -> -1/Sqrt[2]}}
   In[5]:= Minimize[x^3, x]
   Minimize::natt: The minimum is not attained at any point that satisfies the constraints.
   Out[5]= {-Infinity, {x -> -Infinity}} *)
Minimize[f_, v_] := With[{r = minimum[f, Flatten[{v}]]}, r /; r =!= $Failed]
Maximize::usage = "Maximize[f, x] maximizes f exactly with respect to x.
Maximize[{f, cons}, vars] maximizes under constraints.";
(* In[1]:= Maximize[-x^2 + 4 x, x]
   Out[1]= {4, {x -> 2}}
   In[2]:= Maximize[{x y, x + y == 10}, {x, y}]
   Out[2]= {25, {x -> 5, y -> 5}} *)
Maximize[{f_, c__}, v_] := With[{r = minimum[{-f, c}, Flatten[{v}]]}, {-First[r], Last[r]} /; r =!= $Failed]
Maximize[f_, v_] := With[{r = minimum[-f, Flatten[{v}]]}, {-First[r], Last[r]} /; r =!= $Failed] /; ! ListQ[f]
MinValue::usage = "MinValue[f, vars] gives the minimum value of f.";
(* In[1]:= MinValue[x^2 + 4 x, x]
   Out[1]= -4 *)
MinValue[f_, v_] := With[{r = Minimize[f, v]}, First[r] /; ListQ[r]]
MaxValue::usage = "MaxValue[f, vars] gives the maximum value of f.";
(* In[1]:= MaxValue[1 - x^2, x]
   Out[1]= 1 *)
MaxValue[f_, v_] := With[{r = Maximize[f, v]}, First[r] /; ListQ[r]]
ArgMin::usage = "ArgMin[f, vars] gives a place where f is least.";
(* In[1]:= ArgMin[x^2 + 4 x, x]
   Out[1]= -2 *)
ArgMin[f_, v_] := With[{r = Minimize[f, v]}, (v /. Last[r]) /; ListQ[r]]
ArgMax::usage = "ArgMax[f, vars] gives a place where f is greatest.";
(* In[1]:= ArgMax[1 - x^2, {x}]
   Out[1]= {0} *)
ArgMax[f_, v_] := With[{r = Maximize[f, v]}, (v /. Last[r]) /; ListQ[r]]

minimum[{f_, c__}, vars_] := constrained[f, And[c] /. List -> And, vars]
minimum[{f_}, vars_] := minimum[f, vars]
minimum[f_, {x_}] := constrained[f, True, {x}]
minimum[f_, vars_] := Module[{points = Quiet[Solve[Thread[Map[D[f, #] &, vars] == 0], vars, Reals]], h = D[f, {vars, 2}]},
  If[! MatchQ[points, {{__Rule} ..}] || ! PolynomialQ[f, vars], Return[$Failed, Module]];
  If[FreeQ[h, Alternatives @@ vars], If[Min[Eigenvalues[N[h]]] < -10^-12, Return[unbounded[vars], Module]], If[! coercive[f, vars], Return[$Failed, Module]]];
  least[f, points, vars]]
(* Even powers of all variables in the terms of highest degree, with positive factors. *)
coercive[f_, vars_] := AllTrue[vars, Function[v, With[{n = Exponent[f, v]}, EvenQ[n] && n > 0 && TrueQ[Coefficient[f, v, n] > 0]]]] && With[{t = Max[Total[First[#]] & /@ CoefficientRules[f, vars]]}, AllTrue[Select[CoefficientRules[f, vars], Total[First[#]] == t &], Count[First[#], 0] == Length[vars] - 1 &]]
unbounded[vars_] := (Message[Minimize::unbounded]; {-Infinity, Thread[vars -> Indeterminate]})
least[f_, points_, vars_] := First[MinimalBy[Map[{Simplify[f /. #], #} &, points], N[First[#]] &]]
constrained[f_, True, {x_}] := Module[{points, ends},
  If[! PolynomialQ[f, x], Return[$Failed, Module]];
  ends = With[{n = Exponent[f, x]}, Coefficient[f, x, n] If[n === 0, 1, {1, (-1)^n}]];
  If[Exponent[f, x] > 0 && Min[ends] < 0, Message[Minimize::natt]; Return[{-Infinity, {x -> If[First[Flatten[{ends}]] < 0, Infinity, -Infinity]}}, Module]];
  points = Quiet[Solve[D[f, x] == 0, x, Reals]];
  If[MatchQ[points, {{_Rule} ..}], least[f, points, {x}], {f, {x -> 0}}]]
constrained[f_, c_, {x_}] := Module[{set = Quiet[Reduce[c, x, Reals]], pieces, points, inner},
  If[! FreeQ[set, Reduce], Return[$Failed, Module]];
  If[set === False, Return[{Infinity, {x -> Indeterminate}}, Module]];
  pieces = If[Head[set] === Or, List @@ set, {set}];
  inner = Quiet[Solve[D[f, x] == 0, x, Reals]]; If[! MatchQ[inner, {{_Rule} ...}], inner = {}];
  points = Join[Select[inner, TrueQ[Simplify[c /. #]] &], Map[{x -> #} &, Select[DeleteCases[Flatten[Map[List @@ # &, pieces]], x | Less | LessEqual], NumericQ]]];
  If[! FreeQ[pieces, Greater | GreaterEqual, {2}, Heads -> True] && TrueQ[Limit[f, x -> Infinity] === -Infinity] || MatchQ[pieces, {___, Less[x, _] | LessEqual[x, _], ___}] && TrueQ[Limit[f, x -> -Infinity] === -Infinity], Return[unbounded[{x}], Module]];
  If[points === {}, Return[$Failed, Module]];
  With[{best = least[f, points, {x}]}, If[! TrueQ[Simplify[c /. Last[best]]], Message[Minimize::natt]]; best]]
(* Lagrange's multipliers for equations. *)
constrained[f_, c_, vars_] := Module[{eqs = If[Head[c] === And, List @@ c, {c}], l, multipliers, points},
  If[! MatchQ[eqs, {__Equal}], Return[$Failed, Module]];
  multipliers = Array[l, Length[eqs]];
  points = Quiet[Solve[Join[eqs, Thread[Map[D[f - multipliers . Map[Subtract @@ # &, eqs], #] &, vars] == 0]], Join[vars, multipliers]]];
  If[! MatchQ[points, {{__Rule} ..}], Return[$Failed, Module]];
  points = Select[Map[Cases[#, (v_ -> e_) /; MemberQ[vars, v]] &, points], FreeQ[#, Complex] && AllTrue[vars /. #, NumericQ] &];
  If[points === {}, $Failed, least[f, points, vars]]]

NMinimize::usage = "NMinimize[f, vars] minimizes f numerically, looking in many places.
NMinimize[{f, cons}, vars] minimizes under constraints.";
(* In[1]:= Chop[NMinimize[(x - 2)^2 + 1, x], 10^-4]
   Out[1]= {1., {x -> 2.000000001739437}}
   In[2]:= Round[NMinimize[{x + y, x^2 + y^2 <= 1}, {x, y}][[1]], 0.001]
   Out[2]= -1.414 *)
NMinimize[f_, v_] := With[{r = search[f, Flatten[{v}], 1]}, r /; r =!= $Failed]
NMaximize::usage = "NMaximize[f, vars] maximizes f numerically, looking in many places.
NMaximize[{f, cons}, vars] maximizes under constraints.";
(* In[1]:= Round[NMaximize[-(x - 3)^2 + 2, x][[1]], 0.0001]
   Out[1]= 2. *)
NMaximize[f_, v_] := With[{r = search[f, Flatten[{v}], -1]}, r /; r =!= $Failed]
NMinValue::usage = "NMinValue[f, vars] gives the least value that NMinimize finds.";
(* In[1]:= Round[NMinValue[x^2 + 1, x], 0.0001]
   Out[1]= 1. *)
NMinValue[f_, v_] := With[{r = NMinimize[f, v]}, First[r] /; ListQ[r]]
NMaxValue::usage = "NMaxValue[f, vars] gives the greatest value that NMaximize finds.";
(* In[1]:= Round[NMaxValue[1 - x^2, x], 0.0001]
   Out[1]= 1. *)
NMaxValue[f_, v_] := With[{r = NMaximize[f, v]}, First[r] /; ListQ[r]]
NArgMin::usage = "NArgMin[f, vars] gives the place of the least value that NMinimize finds.";
(* In[1]:= Round[NArgMin[(x - 1)^2, x], 0.001]
   Out[1]= 1. *)
NArgMin[f_, v_] := With[{r = NMinimize[f, v]}, (v /. Last[r]) /; ListQ[r]]
NArgMax::usage = "NArgMax[f, vars] gives the place of the greatest value that NMaximize finds.";
(* In[1]:= Round[NArgMax[-(x - 1)^2, {x}], 0.001]
   Out[1]= {1.} *)
NArgMax[f_, v_] := With[{r = NMaximize[f, v]}, (v /. Last[r]) /; ListQ[r]]

search[{f_, c___}, specs_, sign_] := searched[f, And[c] /. List -> And, specs, sign]
search[f_, specs_, sign_] := searched[f, True, specs, sign]
searched[f_, c_, specs_, sign_] := Module[{vars = specs, weight = 1., value, penalty, starts, best, n},
  n = Length[vars];
  penalty = violation[c];
  value[p_] := With[{v = Quiet[N[{sign f, penalty} /. Thread[vars -> p]]]}, If[VectorQ[v, NumberQ[#] && Im[#] == 0 &], v[[1]] + weight v[[2]] (1 + v[[2]]), 10.^100]];
  (* Starting points from the golden ratio: the same each time. *)
  starts = Table[10. (2 FractionalPart[k GoldenRatio Sqrt[N[Prime[i]]]] - 1)/If[k < 12, 8, 1], {k, 24}, {i, n}];
  best = MinimalBy[starts, value, UpTo[3]];
  best = Table[Fold[(weight = #2; simplex[value, #1, If[#2 > 1, 0.05, 1.]]) &, b, If[c === True, {1., 1.}, 10.^{1, 3, 5, 7, 9}]], {b, best}];
  best = First[MinimalBy[best, value]];
  If[value[best] >= 10.^99, $Failed, {f /. Thread[vars -> best], Thread[vars -> best]}]]
violation[True] := 0
violation[c_And] := Total[Map[violation, List @@ c]]
violation[a_ == b_] := Abs[a - b]
violation[(Less | LessEqual)[a__]] := Total[Map[Max[0, -#] &, Differences[{a}]]]
violation[(Greater | GreaterEqual)[a__]] := Total[Map[Max[0, #] &, Differences[{a}]]]
violation[Inequality[a_, Less | LessEqual, b_, Less | LessEqual, d_]] := Max[0, a - b] + Max[0, b - d]
simplex[f_, start_, size_] := Module[{n = Length[start], p, v, o, c, r, fr, e},
  p = Prepend[Table[start + size UnitVector[n, i], {i, n}], start]; v = Map[f, p];
  Do[o = Ordering[v]; p = p[[o]]; v = v[[o]];
    If[Max[Abs[Last[p] - First[p]]] < 10^-9 (1 + Max[Abs[First[p]]]), Break[]];
    c = Mean[Most[p]]; r = 2 c - Last[p]; fr = f[r];
    Which[
      fr < First[v], e = 3 c - 2 Last[p]; With[{fe = f[e]}, If[fe < fr, p[[-1]] = e; v[[-1]] = fe, p[[-1]] = r; v[[-1]] = fr]],
      fr < v[[-2]], p[[-1]] = r; v[[-1]] = fr,
      True, e = If[fr < Last[v], (c + r)/2, (c + Last[p])/2]; With[{fe = f[e]}, If[fe < Min[fr, Last[v]], p[[-1]] = e; v[[-1]] = fe,
        p = Map[(# + First[p])/2 &, p]; v = Map[f, p]]]],
    {400}];
  First[p]]
