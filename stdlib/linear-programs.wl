(* Linear programs: the simplex method in exact arithmetic, so that it ends and its vertices are exact. *)

LinearProgramming::usage = "LinearProgramming[c, m, b] finds a vector x that minimizes c . x with m . x >= b and x >= 0.
LinearProgramming[c, m, {{b1, s1}, ...}] has m . x >= b where si is 1, == where it is 0, <= where it is -1.
LinearProgramming[c, m, b, l] has x >= l; elements {l, u} of l are lower and upper bounds.";
LinearProgramming::lpsnf = "No solution can be found that satisfies the constraints.";
LinearProgramming::lpsub = "This problem is unbounded.";
LinearProgramming::lpdim = "The dimensions of `1` do not fit: as many columns as coefficients, and as many rows as constraints are expected.";
LinearProgramming::lpnum = "A coefficient or bound, `1`, is no real number.";
LinearProgramming[c_?VectorQ, m_?MatrixQ, b_List, bounds_ : 0] := With[{x = program[LinearProgramming, c, m, b, bounds]}, x /; x =!= $Failed]

(* In[1]:= LinearProgramming[{1, 1}, {{1, 2}}, {3}]
   Out[1]= {0, 3/2}
   In[2]:= LinearProgramming[{-1, -1}, {{1, 2}, {3, 1}}, {{4, -1}, {6, -1}}]
   Out[2]= {8/5, 6/5}
   In[3]:= LinearProgramming[{1}, {{1}, {-1}}, {2, -1}]
   LinearProgramming::lpsnf: No solution can be found that satisfies the constraints.
   Out[3]= LinearProgramming[{1}, {{1}, {-1}}, {2, -1}]
   In[4]:= LinearProgramming[{-1, 0}, {{1, -1}}, {0}]
   LinearProgramming::lpsub: This problem is unbounded.
   Out[4]= {Indeterminate, Indeterminate}
   In[5]:= LinearProgramming[{1}, {{a}}, {2}]
   LinearProgramming::lpnum: A coefficient or bound, a, is no real number.
   Out[5]= LinearProgramming[{1}, {{a}}, {2}] *)

program[head_, c_, m_, b_, bounds_] := Module[{n = Length[c], low, high, rows, right, signs, solution},
  If[Length[First[m]] =!= n || Length[m] =!= Length[b], Message[MessageName[head, "lpdim"], m]; Return[$Failed, Module]];
  With[{bad = Select[Flatten[{c, m, b, bounds}], ! realQ[#] &, 1]}, If[bad =!= {}, Message[MessageName[head, "lpnum"], First[bad]]; Return[$Failed, Module]]];
  {low, high} = Transpose[Map[If[ListQ[#], #, {#, Infinity}] &, If[ListQ[bounds], bounds, ConstantArray[bounds, n]]]];
  {right, signs} = Transpose[Map[If[ListQ[#], #, {#, 1}] &, b]];
  rows = m;
  (* Upper bounds are constraints; free variables are differences of two. *)
  Do[If[high[[i]] =!= Infinity, AppendTo[rows, UnitVector[n, i]]; AppendTo[right, high[[i]]]; AppendTo[signs, -1]], {i, n}];
  With[{free = Flatten[Position[low, -Infinity]], shift = low /. -Infinity -> 0},
    right = right - rows . shift;
    solution = simplex[Join[c, -c[[free]]], Map[Join[#, -#[[free]]] &, rows], right, signs];
    Switch[solution,
      "infeasible", Message[MessageName[head, "lpsnf"]]; $Failed,
      "unbounded", Message[MessageName[head, "lpsub"]]; ConstantArray[Indeterminate, n],
      _, With[{x = Take[solution, n] + shift}, ReplacePart[x, MapIndexed[#1 -> x[[#1]] - solution[[n + First[#2]]] &, free]]]]]]

(* With values that have no order the method would not end. *)
realQ[x_] := MatchQ[x, Infinity | -Infinity] || NumericQ[x] && TrueQ[Im[N[x]] == 0]

(* Two phases with Bland's rule; rows {a, b} with b >= 0, slacks, then artificial variables. *)
simplex[c_, m_, b_, signs_] := Module[{rows, k = Length[m], n = Length[c], s = signs, slack, table, basis, cost, status},
  rows = MapThread[If[#2 < 0, {-#1, -#2, -#3}, {#1, #2, #3}] &, {m, b, s}];
  slack = Flatten[Position[rows[[All, 3]], 1 | -1]];
  table = MapIndexed[Join[#1[[1]], Map[Function[j, If[j === First[#2], -rows[[j, 3]], 0]], slack], UnitVector[k, First[#2]], {#1[[2]]}] &, rows];
  basis = Range[n + Length[slack] + 1, n + Length[slack] + k];
  {status, table, basis} = pivots[table, basis, Join[ConstantArray[0, n + Length[slack]], ConstantArray[1, k]], n + Length[slack] + k];
  If[Total[MapThread[If[#1 > n + Length[slack], Last[#2], 0] &, {basis, table}]] > tiny[b], Return["infeasible", Module]];
  cost = Join[c, ConstantArray[0, Length[slack]], ConstantArray[Infinity, k]];
  {status, table, basis} = pivots[table, basis, cost, n + Length[slack]];
  If[status === "unbounded", status, Module[{x = ConstantArray[0, n]}, MapThread[If[#1 <= n, x[[#1]] = Last[#2]] &, {basis, table}]; x]]]
tiny[b_] := If[Precision[b] === Infinity, 0, 10.^-9 (1 + Max[Abs[b]])]

(* Only the first columns may enter; artificial variables that stay have the value 0. *)
pivots[start_, first_, cost_, columns_] := Module[{table = start, basis = first, reduced, enter, leave, ratios, weight},
  weight = cost /. Infinity -> 0;
  While[True,
    reduced = Take[weight, columns] - weight[[basis]] . table[[All, 1 ;; columns]];
    enter = FirstPosition[reduced, r_ /; r < -If[Precision[r] === Infinity, 0, 10.^-9], {0}][[1]];
    If[enter === 0, Return[{"optimal", table, basis}, Module]];
    ratios = Map[If[#[[enter]] > If[Precision[#] === Infinity, 0, 10.^-12], Last[#]/#[[enter]], Infinity] &, table];
    If[Min[ratios] === Infinity, Return[{"unbounded", table, basis}, Module]];
    leave = First[SortBy[Flatten[Position[ratios, Min[ratios], {1}]], basis[[#]] &]];
    table[[leave]] = table[[leave]]/table[[leave, enter]];
    Do[If[i =!= leave && table[[i, enter]] =!= 0, table[[i]] = table[[i]] - table[[i, enter]] table[[leave]]], {i, Length[table]}];
    basis[[leave]] = enter]]

LinearOptimization::usage = "LinearOptimization[f, {cons1, cons2, ...}, {x, y, ...}] finds values of variables that minimize a linear function with linear constraints.
LinearOptimization[f, cons, vars, \"PrimalMinimumValue\"] gives the minimum.";
LinearOptimization::lin = "`1` is not linear in the variables `2`.";
LinearOptimization::lpsnf = "No solution can be found that satisfies the constraints.";
LinearOptimization::lpsub = "This problem is unbounded.";
LinearOptimization::lpnum = "A coefficient or bound, `1`, is no real number.";
LinearOptimization[f_, cons_, vars_List, property_ : "PrimalMinimizerRules"] := With[{r = optimum[f, Flatten[{cons} /. And -> List], vars]},
  Switch[property,
    "PrimalMinimizerRules", Thread[vars -> r],
    "PrimalMinimizer", r,
    "PrimalMinimumValue", f /. Thread[vars -> r],
    _, $Failed] /; ListQ[r]]

(* In[1]:= LinearOptimization[-x - y, {x + 2 y <= 4, 3 x + y <= 6, x >= 0, y >= 0}, {x, y}]
   Out[1]= {x -> 8/5, y -> 6/5}
   In[2]:= LinearOptimization[x + y, {x >= 1, y >= -2}, {x, y}, "PrimalMinimumValue"]
   Out[2]= -1
   In[3]:= LinearOptimization[x^2, {x >= 1}, {x}]
   LinearOptimization::lin: x^2 is not linear in the variables {x}.
   Out[3]= LinearOptimization[x^2, {x >= 1}, {x}]
   In[4]:= LinearOptimization[-x - y, {x + y <= 1, x >= 0, y >= 0}, {x, y}]
   Out[4]= {x -> 1, y -> 0} *)

optimum[f_, cons_, vars_] := Module[{parts = Flatten[Map[chain, cons]], bad},
  bad = SelectFirst[Prepend[Map[First, parts], f], ! linearQ[#, vars] &, None];
  If[bad =!= None, Message[LinearOptimization::lin, bad, vars]; Return[$Failed, Module]];
  With[{c = Map[Coefficient[f, #] &, vars], rows = Map[Function[p, Map[Coefficient[First[p], #] &, vars]], parts],
    right = Map[{-(First[#] /. Thread[vars -> 0]), Last[#]} &, parts]},
    program[LinearOptimization, c, rows, right, -Infinity]]]
linearQ[e_, vars_] := PolynomialQ[e, vars] && FreeQ[Map[D[e, #] &, vars], Alternatives @@ vars]
(* Each constraint as form[expr, sign]: expr >= 0, == 0 or <= 0. *)
chain[(GreaterEqual | Greater)[a_, b_]] := {form[Expand[a - b], 1]}
chain[(LessEqual | Less)[a_, b_]] := {form[Expand[a - b], -1]}
chain[a_ == b_] := {form[Expand[a - b], 0]}
chain[(h : LessEqual | Less | GreaterEqual | Greater | Equal)[a_, b_, c__]] := Join[chain[h[a, b]], chain[h[b, c]]]
chain[Inequality[a_, h_, b_]] := chain[h[a, b]]
chain[Inequality[a_, h_, b_, r__]] := Join[chain[h[a, b]], chain[Inequality[b, r]]]
chain[other_] := {form[other, 0]}
