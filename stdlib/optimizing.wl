(* Numerical minima: Newton's method with steps that go down, gradients where the second derivatives do not help. *)

FindMinimum::usage = "FindMinimum[f, {x, x0}] searches for a local minimum in f, starting from the point x = x0.
FindMinimum[f, {{x, x0}, {y, y0}, ...}] searches for a local minimum in a function of several variables.";
FindMinimum::nrnum = "The function value `1` is not a real number at `2`.";
SetAttributes[FindMinimum, HoldAll]
FindMinimum[f_, {x_Symbol, x0_}] := FindMinimum[f, {{x, x0}}]
FindMinimum[f_, specs : {{_Symbol, _} ..}] := With[{r = search[f, specs, 1]}, r /; r =!= $Failed]

(* In[1]:= Round[First[FindMinimum[(x - 2)^2 + 1, {x, 0}]], 10^-6]
   Out[1]= 1
   In[2]:= Round[{x, y} /. Last[FindMinimum[(x - 1)^2 + (y + 2)^2, {{x, 0}, {y, 0}}]], 10^-6]
   Out[2]= {1, -2}
   In[3]:= FindMinimum[a x, {x, 1}]
   FindMinimum::nrnum: The function value 1. a is not a real number at {x -> 1.}.
   Out[3]= FindMinimum[a*x, {{x, 1}}] *)

FindMaximum::usage = "FindMaximum[f, {x, x0}] searches for a local maximum in f, starting from the point x = x0.
FindMaximum[f, {{x, x0}, {y, y0}, ...}] searches for a local maximum in a function of several variables.";
SetAttributes[FindMaximum, HoldAll]
FindMaximum[f_, {x_Symbol, x0_}] := FindMaximum[f, {{x, x0}}]
FindMaximum[f_, specs : {{_Symbol, _} ..}] := With[{r = search[f, specs, -1]}, r /; r =!= $Failed]

SetAttributes[search, HoldAll]
search[f_, specs_, sign_] := With[{vars = Map[First, Unevaluated[specs]]}, Block[vars, descend[sign f, vars, N[specs[[All, 2]]], sign]]]

descend[f_, vars_, start_, sign_] := Module[{gradient = Map[D[f, #] &, vars], hessian, at = start, value, g, step, t, next},
  hessian = Map[Function[d, Map[D[d, #] &, vars]], gradient];
  value = N[f /. Thread[vars -> at]];
  If[! realQ[value], Message[FindMinimum::nrnum, value, Thread[vars -> at]]; Return[$Failed, Module]];
  Do[
    g = N[gradient /. Thread[vars -> at]];
    If[! VectorQ[g, realQ] || Max[Abs[g]] < 10^-12 (1 + Abs[value]), Break[]];
    step = Quiet[LinearSolve[N[hessian /. Thread[vars -> at]], -g]];
    If[! VectorQ[step, realQ] || step . g >= 0, step = -g];
    t = 1.;
    While[next = N[f /. Thread[vars -> at + t step]]; t > 10^-14 && ! (realQ[next] && next < value), t = t/2];
    If[t <= 10^-14, Break[]];
    at = at + t step; value = next,
    {200}];
  {sign value, Thread[vars -> at]}]
realQ[v_] := NumberQ[v] && Im[v] == 0

(* In[1]:= Round[First[FindMaximum[Sin[x], {x, 1}]], 10^-6]
   Out[1]= 1 *)
