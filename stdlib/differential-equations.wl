(* Ordinary differential equations in closed form: linear ones with constant coefficients, linear ones of first order, those
   of Euler, separable ones and those of Bernoulli, systems with constant coefficients; values at points fix the constants. *)

C::usage = "C[i] is the default form for the i-th parameter or constant generated in representing the results of symbolic computations.";
Attributes[C] = {NHoldAll};
(* In[1]:= N[C[1]]
   Out[1]= C[1] *)

DSolve::usage = "DSolve[eqn, y[x], x] solves a differential equation for the function y, with independent variable x.
DSolve[eqn, y, x] gives solutions as pure functions.
DSolve[{eqn1, eqn2, ...}, {y1[x], y2[x], ...}, x] solves a list of equations, values at points among them.";
DSolve::nosol = "DSolve has no method for `1`.";
Options[DSolve] = {System`GeneratedParameters -> C};
DSolve[eqns_, y_, x_Symbol, OptionsPattern[]] := With[{s = solutions[Flatten[{eqns} /. And -> List], y, x]},
  renamed[s, OptionValue[System`GeneratedParameters]] /; s =!= $Failed]
renamed[s_, C] := s
renamed[s_, c_] := s /. C -> c
solutions[eqns_, ys_List, x_] := With[{s = If[Length[ys] === 1, solutions[eqns, First[ys], x], system[eqns, Map[headOf[#, x] &, ys], x]]},
  If[s === $Failed || Length[ys] === 1, s, {MapThread[asAsked[#1, #2, x] &, {ys, s}]}]]
solutions[eqns_, y_, x_] := Module[{f = headOf[y, x], equations, values, general},
  values = Select[eqns, FreeQ[#, x] &];
  equations = Complement[eqns, values];
  If[Length[equations] =!= 1 || ! MatchQ[equations, {_Equal}], Message[DSolve::nosol, eqns]; Return[$Failed, Module]];
  general = Quiet[oneEquation[Subtract @@ First[equations], f, x]];
  If[general === $Failed || ! FreeQ[general, Integrate | Solve], Message[DSolve::nosol, First[equations]]; Return[$Failed, Module]];
  Map[{asAsked[y, #, x]} &, fixed[general, values, f, x]]]
headOf[f_[x_], x_] := f
headOf[f_, _] := f
asAsked[f_[x_], value_, x_] := f[x] -> value
asAsked[f_, value_, x_] := f -> Function @@ {{x}, value}

(* Values at points are equations in the constants. *)
fixed[general_, {}, _, _] := general
fixed[general_, values_, f_, x_] := DeleteCases[Flatten[Map[with[#, values, f, x] &, general]], $Failed]
with[value_, values_, f_, x_] := Module[{cs = Union[Cases[value, _C, {0, Infinity}]], equations, s},
  equations = Map[atPoints[#, value, f, x] &, values];
  If[MemberQ[equations, False], Return[$Failed, Module]];
  s = Quiet[Solve[DeleteCases[equations, True], cs]];
  If[! MatchQ[s, {{__Rule} ..}], If[DeleteCases[equations, True] === {}, value, $Failed], Map[Simplify[value /. #] &, s]]]
atPoints[e_, value_, f_, x_] := e /. {Derivative[n_][f][a_] :> (D[value, {x, n}] /. x -> a), f[a_] :> (value /. x -> a)}

(* What is zero, as a list of general solutions. *)
oneEquation[zero_, f_, x_] := Module[{n, u, d, c, rest},
  n = Max[0, Cases[zero, Derivative[k_][f][x] :> k, {0, Infinity}]];
  If[n == 0, Return[$Failed, Module]];
  d = zero /. Derivative[k_][f][x] :> u[k] /. f[x] -> u[0];
  If[PolynomialQ[d, Table[u[k], {k, 0, n}]] && linearQ[d, u, n],
    c = Table[Coefficient[d, u[k]], {k, 0, n}];
    rest = -(d /. u[_] -> 0);
    Return[linear[Simplify[c/Last[c]], Simplify[rest/Last[c]], n, x], Module]];
  If[n == 1, firstOrder[d, u, x], $Failed]]
linearQ[d_, u_, n_] := AllTrue[CoefficientRules[Expand[d], Table[u[k], {k, 0, n}]], Total[First[#]] <= 1 && FreeQ[Last[#], u] &]

linear[c_, g_, n_, x_] := Which[
  FreeQ[c, x], whole[constantBasis[c, n, x], g, n, x],
  n == 1, With[{p = Simplify[E^Integrate[c[[1]], x]]}, {Expand[Simplify[C[1]/p] + Simplify[Integrate[Simplify[g p], x]/p]]}],
  FreeQ[Simplify[Table[c[[k + 1]] x^(n - k), {k, 0, n}]], x], whole[eulerBasis[Simplify[Table[c[[k + 1]] x^(n - k), {k, 0, n}]], n, x], g, n, x],
  True, $Failed]
whole[$Failed, __] := $Failed
whole[basis_, g_, n_, x_] := {Total[MapThread[Times, {basis, Array[C, n]}]] + particular[basis, g, n, x]}
(* Variation of constants. *)
particular[_, 0, _, _] := 0
particular[basis_, g_, n_, x_] := Module[{w = Table[D[basis, {x, k}], {k, 0, n - 1}], u},
  u = Simplify[LinearSolve[w, Append[ConstantArray[0, n - 1], g]]];
  Simplify[Expand[basis . Map[Integrate[Expand[#], x] &, u]]]]
(* Roots of the characteristic polynomial, with how often each occurs. *)
characteristic[p_, r_] := With[{s = Quiet[Solve[p == 0, r]]}, If[MatchQ[s, {{_ -> _} ..}], Tally[r /. s], $Failed]]
constantBasis[c_, n_, x_] := Module[{r, t = characteristic[c . r^Range[0, n], r]},
  If[t === $Failed || ! FreeQ[t, Root], $Failed, inOrder[Flatten[Map[functionsOf[#, x] &, uppermost[t]]], c, x]]]
uppermost[t_] := If[AllTrue[t, NumericQ[First[#]] &], SortBy[Select[t, Im[First[#]] >= 0 &], {Im[First[#]] != 0, N[Re[First[#]]]} &], t]
functionsOf[{r_, m_}, x_] := If[NumericQ[r] && Im[r] =!= 0,
  With[{a = Re[r], b = Im[r]}, Join @@ Table[If[a === 0, {x^k Cos[b x], x^k Sin[b x]}, E^(a x) {x^k Sin[b x], x^k Cos[b x]}], {k, 0, m - 1}]],
  Table[x^k E^(r x), {k, 0, m - 1}]]
(* Of E^x and E^-x the growing one comes first. *)
inOrder[{a_, b_}, {_, 0, _}, x_] := {b, a} /; FreeQ[{a, b}, Cos | Sin] && Simplify[a b] === 1
inOrder[basis_, _, _] := basis
eulerBasis[c_, n_, x_] := Module[{r, t = characteristic[Sum[c[[k + 1]] FactorialPower[r, k], {k, 0, n}] // FunctionExpand // Expand, r]},
  If[t === $Failed || ! FreeQ[t, Root], $Failed, Flatten[Map[eulerFunctions[#, x] &, uppermost[t]]]]]
eulerFunctions[{r_, m_}, x_] := If[NumericQ[r] && Im[r] =!= 0,
  Join @@ Table[x^Re[r] Log[x]^k {Cos[Im[r] Log[x]], Sin[Im[r] Log[x]]}, {k, 0, m - 1}],
  Table[x^r Log[x]^k, {k, 0, m - 1}]]

firstOrder[d_, u_, x_] := Module[{s = Quiet[Solve[d == 0, u[1]]], y, out},
  If[! MatchQ[s, {{_ -> _} ..}], Return[$Failed, Module]];
  out = Map[explicit[Simplify[#[[1, 2]] /. u[0] -> y], y, x] &, s];
  If[MemberQ[out, $Failed], $Failed, Join @@ out]]
explicit[F_, y_, x_] := Module[{parts = separated[F, y, x], b},
  b = If[parts === $Failed, $Failed, separable[parts, y, x]];
  If[b === $Failed, b = bernoulli[F, y, x]];
  If[b =!= $Failed, b, homogeneous[F, y, x]]]
(* F as a function of x times a function of y. *)
separated[F_, y_, x_] := Module[{f = Factor[F], factors, withY},
  If[FreeQ[f, x], Return[{1, f}, Module]];
  factors = If[Head[f] === Times, List @@ f, {f}] /. E^(a_ + b_) :> Sequence[E^a, E^b];
  If[AnyTrue[factors, ! FreeQ[#, x] && ! FreeQ[#, y] &], $Failed, withY = Select[factors, ! FreeQ[#, y] &]; {Times @@ Complement[factors, withY], Times @@ withY}]]
separable[{f_, g_}, y_, x_] := Module[{left = Integrate[Simplify[1/g], y], right = Integrate[f, x] + C[1], s},
  If[! FreeQ[{left, right}, Integrate], Return[$Failed, Module]];
  s = Quiet[Solve[left == right, y]];
  If[MatchQ[s, {{_ -> _} ..}], Map[absorbed[Simplify[PowerExpand[Last[First[#]]]]] &, s], $Failed]]
(* A constant that only shifts an exponent is a factor. *)
absorbed[e_] := e /. {E^(a_ + b_. C[1]) :> E^a C[1] /; FreeQ[b, C], E^(b_. C[1]) :> C[1] /; FreeQ[b, C]} /. b_?NumericQ C[1] :> C[1] /; FreeQ[e, Plus]
(* y' == p y + q y^m. *)
bernoulli[F_, y_, x_] := Module[{terms = Expand[F], m, q, p, v},
  terms = If[Head[terms] === Plus, List @@ terms, {terms}];
  m = DeleteDuplicates[DeleteCases[Map[Exponent[#, y] &, terms], 1]];
  If[Length[m] =!= 1 || m === {0}, Return[$Failed, Module]];
  m = First[m]; p = Simplify[Total[Select[terms, Exponent[#, y] === 1 &]]/y]; q = Simplify[Total[Select[terms, Exponent[#, y] =!= 1 &]]/y^m];
  If[! FreeQ[{p, q}, y], Return[$Failed, Module]];
  v = linear[{-(1 - m) p, 1}, (1 - m) q, 1, x];
  If[v === $Failed || ! FreeQ[v, Integrate], $Failed, If[m === 2, Map[1/# &, v], Map[#^(1/(1 - m)) &, v]] // Simplify]]
(* y' == F(y/x): y = x v with x v' == F(v) - v. *)
homogeneous[F_, y_, x_] := Module[{v, G = Simplify[F /. y -> v x], s},
  If[! FreeQ[G, x], Return[$Failed, Module]];
  s = separable[{1/x, Simplify[G - v]}, v, x];
  If[s === $Failed, $Failed, Simplify[x s]]]

(* x' == A x + b with constant A, by the exponential of A. *)
system[eqns_, fs_, x_] := Module[{values = Select[eqns, FreeQ[#, x] &], equations, n = Length[fs], s, rhs, A, b, E1, general, cs, fix},
  equations = Complement[eqns, values];
  s = Quiet[Solve[equations, Map[#'[x] &, fs]]];
  If[! MatchQ[s, {{__Rule}}], Message[DSolve::nosol, equations]; Return[$Failed, Module]];
  rhs = Map[#'[x] &, fs] /. First[s];
  A = Table[Coefficient[Expand[r], f[x]], {r, rhs}, {f, fs}];
  b = Simplify[rhs - A . Map[#[x] &, fs]];
  If[! FreeQ[A, x] || ! FreeQ[b, Alternatives @@ fs], Message[DSolve::nosol, equations]; Return[$Failed, Module]];
  E1 = MatrixFunction[E^(# x) &, A];
  If[Head[E1] === MatrixFunction, Return[$Failed, Module]];
  cs = Array[C, n];
  general = E1 . cs + If[MatchQ[b, {0 ..}], 0, Simplify[E1 . Integrate[Simplify[(E1 /. x -> -x) . b], x]]];
  If[values === {}, Return[Map[Collect[Expand[#], cs, Simplify] &, general], Module]];
  fix = Quiet[Solve[values /. MapThread[#1[a_] :> (#2 /. x -> a) &, {fs, general}], cs]];
  If[MatchQ[fix, {{__Rule}}], Simplify[general /. First[fix]], Message[DSolve::nosol, eqns]; $Failed]]

(* In[1]:= DSolve[y'[x] == y[x], y[x], x]
   Out[1]= {{y[x] -> E^x*C[1]}}
   In[2]:= DSolve[y''[x] + y[x] == 0, y[x], x]
   Out[2]= {{y[x] -> C[1]*Cos[x] + C[2]*Sin[x]}}
   In[3]:= DSolve[{y'[x] + y[x] == a, y[0] == 0}, y[x], x]
   Out[3]= {{y[x] -> a - a*E^(-x)}}
   In[4]:= DSolve[y'[x] == x y[x]^2, y, x]
   Out[4]= {{y -> Function[{x}, -2/(x^2 + 2*C[1])]}}
   In[5]:= DSolve[y'[x] == Sin[y[x] + Sin[x y[x]]], y[x], x]
   DSolve::nosol: DSolve has no method for y'[x] == Sin[Sin[x y[x]] + y[x]].
   Out[5]= DSolve[y'[x] == Sin[Sin[x*y[x]] + y[x]], y[x], x] *)

DSolveValue::usage = "DSolveValue[eqn, expr, x] gives the value of expr determined by a symbolic solution to the differential equation with independent variable x.";
DSolveValue[eqns_, expr_, x_Symbol] := With[{s = DSolve[eqns, DeleteDuplicates[Cases[{eqns}, Derivative[__][f_][_] :> f, Infinity]] /. {f_} :> f, x]},
  (expr /. First[s]) /; MatchQ[s, {{__Rule} ..}]]

(* In[1]:= DSolveValue[{y'[x] == 2 x, y[0] == 1}, y[x], x]
   Out[1]= 1 + x^2
   In[2]:= DSolveValue[{y'[x] == 2 x, y[0] == 1}, y[3], x]
   Out[2]= 10 *)
