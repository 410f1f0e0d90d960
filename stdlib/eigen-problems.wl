(* Eigenvalues and eigenfunctions of differential operators in one variable, by collocation at Chebyshev points (Trefethen, Spectral Methods in MATLAB, 2000). *)

NDEigensystem::usage = "NDEigensystem[l[u[x]], u, {x, a, b}, n] gives the n smallest eigenvalues in size and the eigenfunctions of the linear differential operator l on the interval from a to b.
NDEigensystem[{l[u[x]], DirichletCondition[u[x] == 0, True]}, u, {x, a, b}, n] has functions that vanish at the ends; without a condition their derivative vanishes there.";
NDEigensystem::oper = "The operator `1` is not linear in `2` with derivatives up to the second, or its coefficients are no numbers on the interval.";
NDEigensystem::cond = "Of boundary conditions, only DirichletCondition[u[x] == 0, True] is supported, not `1`.";
NDEigensystem[op_, u_, {x_, a_, b_}, n_Integer?Positive] := With[{r = spectrum[op, u, {x, N[a], N[b]}, n, NDEigensystem]},
  {First[r], Map[Interpolation[Transpose[{Last[r][[1]], #}]] &, Last[r][[2]]]} /; r =!= $Failed]
(* In[1]:= Round[First[NDEigensystem[{-u''[x], DirichletCondition[u[x] == 0, True]}, u, {x, 0, Pi}, 3]], 0.001]
   Out[1]= {1., 4., 9.}
   In[2]:= NDEigensystem[u[x]^2, u, {x, 0, 1}, 2]
   NDEigensystem::oper: The operator u[x]^2 is not linear in u with derivatives up to the second, or its coefficients are no numbers on the interval.
   Out[2]= NDEigensystem[u[x]^2, u, {x, 0, 1}, 2] *)

NDEigenvalues::usage = "NDEigenvalues[l[u[x]], u, {x, a, b}, n] gives the n smallest eigenvalues in size of the linear differential operator l on an interval, under the conditions of NDEigensystem.";
NDEigenvalues::oper = "The operator `1` is not linear in `2` with derivatives up to the second, or its coefficients are no numbers on the interval.";
NDEigenvalues::cond = "Of boundary conditions, only DirichletCondition[u[x] == 0, True] is supported, not `1`.";
NDEigenvalues[op_, u_, {x_, a_, b_}, n_Integer?Positive] := With[{r = spectrum[op, u, {x, N[a], N[b]}, n, NDEigenvalues]}, First[r] /; r =!= $Failed]
(* In[1]:= Round[NDEigenvalues[-u''[x] + x^2 u[x], u, {x, -8, 8}, 3], 0.001]
   Out[1]= {1., 3., 5.} *)

points = 48;
spectrum[op_, u_[x_], range : {x_, _, _}, n_, f_] := spectrum[op, u, range, n, f]
spectrum[op_, u_, {x_, a_, b_}, n_, f_] := Module[{l, conditions, parts, nodes, d, m, at, inner, fixed, e, vectors, order},
  {l, conditions} = If[ListQ[op], {First[op], Rest[op]}, {op, {}}];
  If[! MatchQ[conditions, {} | {DirichletCondition[u[x] == 0, True]}], Message[MessageName[f, "cond"], First[conditions]]; Return[$Failed, Module]];
  parts = Map[Coefficient[Expand[l], #] &, {u[x], u'[x], u''[x]}];
  If[! FreeQ[parts, u] || Expand[l - parts . {u[x], u'[x], u''[x]}] =!= 0, Message[MessageName[f, "oper"], l, u]; Return[$Failed, Module]];
  nodes = N[Cos[Pi Range[0, points]/points]];
  d = 2/(b - a) differentiation[nodes];
  at = a + (b - a) (nodes + 1)/2;
  m = Map[Function[c, N[Map[c /. x -> # &, at]]], parts];
  If[! AllTrue[Flatten[m], NumberQ], Message[MessageName[f, "oper"], l, u]; Return[$Failed, Module]];
  m = DiagonalMatrix[m[[1]]] + m[[2]] d + m[[3]] (d . d);
  inner = Range[2, points];
  (* The values at the ends follow from those inside: they are zero, or make the derivative zero. *)
  fixed = If[conditions === {}, -Inverse[d[[{1, -1}, {1, -1}]]] . d[[{1, -1}, inner]], ConstantArray[0., {2, points - 1}]];
  {e, vectors} = Eigensystem[m[[inner, inner]] + m[[inner, {1, -1}]] . fixed];
  order = Take[Ordering[Abs[e]], UpTo[n]];
  vectors = Map[Function[v, With[{ends = fixed . v}, Reverse[Join[{ends[[1]]}, v, {ends[[2]]}]]]], vectors[[order]]];
  {Chop[e[[order]]], {Reverse[at], Map[Chop[#/Norm[#]] &, vectors]}}]
differentiation[t_] := With[{c = Join[{2.}, ConstantArray[1., points - 1], {2.}] (-1)^Range[0, points]}, With[{m = Table[If[i === j, 0., c[[i]]/(c[[j]] (t[[i]] - t[[j]]))], {i, points + 1}, {j, points + 1}]}, m - DiagonalMatrix[Map[Total, m]]]]
