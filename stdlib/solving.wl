(* Equations: Solve by factors, formulas and elimination; NSolve, Roots, Root, FindRoot. *)

Solve::usage = "Solve[expr, vars] attempts to solve the equation or the system of equations expr for the variables vars.
Solve[expr, vars, dom] solves over the domain dom: Complexes, Reals or Integers.";
Solve::nsmet = "This system cannot be solved with the methods available to Solve.";
Solve::ifun = "Inverse functions are being used by Solve, so some solutions may not be found.";
Solve::svars = "Equations may not give solutions for all \"solve\" variables.";
Solve::naqs = "`1` is not a quantified system of equations.";
Solve::ivar = "`1` is not a valid variable.";

Solve[expr_] := Solve[expr, Variables[equationSides[expr]]]
Solve[expr_, vars_] := With[{solutions = solveSystem[expr, Flatten[{vars}]]}, solutions /; solutions =!= $Failed]
Solve[expr_, vars_, dom : Complexes | Reals | Integers] :=
  With[{solutions = solveSystem[expr, Flatten[{vars}]]}, restricted[solutions, dom] /; solutions =!= $Failed]

(* In[1]:= Solve[x^2 - 5 x + 6 == 0, x]
   Out[1]= {{x -> 2}, {x -> 3}}
   In[2]:= Solve[a x + b == 0, x]
   Out[2]= {{x -> -b/a}}
   In[3]:= Solve[x^2 == 2, x]
   Out[3]= {{x -> -Sqrt[2]}, {x -> Sqrt[2]}}
   In[4]:= Solve[{x + y == 3, x - y == 1}, {x, y}]
   Out[4]= {{x -> 2, y -> 1}}
   In[5]:= Solve[{x^2 + y^2 == 5, x + y == 3}, {x, y}]
   Out[5]= {{x -> 1, y -> 2}, {x -> 2, y -> 1}}
   In[6]:= Solve[x^4 == 1, x, Reals]
   Out[6]= {{x -> -1}, {x -> 1}}
   In[7]:= Solve[E^x == 2, x]
   Solve::ifun: Inverse functions are being used by Solve.
   Out[7]= {{x -> Log[2]}}
   In[8]:= Solve[x == x + 1, x]
   Out[8]= {}
   In[9]:= Solve[x + Sin[x] == 1, x]
   Solve::nsmet: This system cannot be solved with the methods available to Solve.
   Out[9]= Solve[x + Sin[x] == 1, x]
   In[10]:= Solve[x, x]
   Solve::naqs: x is not a quantified system of equations.
   Out[10]= Solve[x, x] *)

equationSides[expr_] := Cases[{expr}, HoldPattern[Equal[a_, b_]] :> a - b, Infinity]

(* Equations as a list of expressions that are to vanish; False when one of them cannot, $Failed for anything else. *)
equations[list_List] := With[{all = Map[equations, list]},
  Which[MemberQ[all, $Failed], $Failed, MemberQ[all, False], False, True, Join @@ all]]
equations[expr_And] := equations[List @@ expr]
equations[True] := {}
equations[False] := False
equations[HoldPattern[Equal[a_List, b_List]]] := equations[Thread[a == b]] /; Length[a] === Length[b]
equations[HoldPattern[Equal[a_, b_]]] := {a - b}
equations[HoldPattern[Equal[a_, b_, c__]]] := equations[{a == b, Equal[b, c]}]
equations[_] := $Failed

(* Conditions that are no equations choose among the solutions of the equations. *)
solveSystem[expr_, vars_] := With[{conditions = Cases[conjuncts[expr], _Less | _LessEqual | _Greater | _GreaterEqual | _Unequal | _Inequality | _Element]},
  With[{solutions = solveEquations[Complement[conjuncts[expr], conditions], vars]},
    If[solutions === $Failed || conditions === {}, solutions, Select[solutions, Simplify[And @@ conditions /. #] =!= False &]]]] /;
  MatchQ[expr, _And | _List]
solveSystem[expr_, vars_] := solveEquations[expr, vars]
conjuncts[expr_] := Flatten[{expr} //. And -> List]

solveEquations[expr_, vars_] := With[{eqs = equations[expr]},
  Which[
    eqs === $Failed, complain[Solve::naqs, expr],
    ! AllTrue[vars, variableQ], complain[Solve::ivar, SelectFirst[vars, ! variableQ[#] &]],
    eqs === False, {},
    True, Catch[ordered[solveAll[eqs, vars], vars], solveTag]]]
SetAttributes[complain, HoldFirst]
complain[name_, args___] := (Message[name, args]; $Failed)
variableQ[x_] := ! NumericQ[x] && ! StringQ[x] && ! ListQ[x]

fail[] := (Message[Solve::nsmet]; Throw[$Failed, solveTag])

restricted[solutions_, Complexes] := solutions
restricted[solutions_, Reals] := Select[solutions, AllTrue[Last /@ #, possiblyReal] &]
restricted[solutions_, Integers] := Select[solutions, AllTrue[Last /@ #, possiblyInteger] &]
possiblyReal[v_] := ! NumericQ[v] || Abs[Im[N[v]]] < 10^-10 (1 + Abs[N[v]])
possiblyInteger[v_] := IntegerQ[v] || ! NumericQ[v]

(* The rules in the order of the variables, the solutions in that of their values where these are numbers. *)
ordered[solutions_, vars_] := inOrder[Map[Function[s, Select[Map[# -> (# /. s) &, vars], First[#] =!= Last[#] &]], solutions]]
inOrder[solutions_] := If[AllTrue[solutions, AllTrue[#, comparableQ[Last[#]] &] &],
  SortBy[solutions, Map[Function[rule, {Re[N[Last[rule]]], Im[N[Last[rule]]]}], #] &], solutions]
comparableQ[v_] := ExactNumberQ[v] || NumericQ[v] && Im[N[v]] == 0

(* Every solution is a list of rules for some of the variables. *)
solveAll[{}, _] := {{}}
solveAll[eqs_, {x_}] := Module[{f = Select[Map[Together, eqs], # =!= 0 &], values},
  If[f === {}, Return[{{}}, Module]];
  values = solveOne[First[f], x];
  values = Select[values, Function[v, AllTrue[Rest[f], Function[g, vanishesQ[g /. x -> v]]]]];
  Table[{x -> v}, {v, values}]]
solveAll[eqs_, vars_] := {} /; AnyTrue[eqs, NumericQ[#] && # =!= 0 &]
solveAll[eqs_, vars_] := Module[{f = Select[Map[Together, eqs], # =!= 0 &]},
  Which[
    f === {}, {{}},
    AnyTrue[f, FreeQ[#, Alternatives @@ vars] &], If[AnyTrue[f, NumericQ], {}, solveAll[Select[f, ! FreeQ[#, Alternatives @@ vars] &], vars]],
    AllTrue[f, linearQ[Numerator[#], vars] &], linearSystem[Map[Numerator, f], vars],
    True, With[{i = SelectFirst[Range[Length[f]], Length[factorsWith[f[[#]], vars]] > 1 &]},
      If[MissingQ[i], eliminate[f, vars], DeleteDuplicates[Join @@ Map[solveAll[ReplacePart[f, i -> #], vars] &, factorsWith[f[[i]], vars]]]]]]]
factorsWith[f_, vars_] := Select[First /@ FactorList[Numerator[f]], ! FreeQ[#, Alternatives @@ vars] &]
vanishesQ[v_] := With[{s = Simplify[v]}, s === 0 || NumericQ[s] && Abs[N[s]] < 10^-8]

linearQ[f_, vars_] := PolynomialQ[f, vars] && AllTrue[CoefficientRules[f, vars], Total[First[#]] <= 1 &]

CoefficientRules::usage = "CoefficientRules[poly, {x1, x2, ...}] gives the list {{e11, e12, ...} -> c1, ...} of exponent vectors and coefficients for the monomials in poly with respect to the xi.";
CoefficientRules[poly_, x : Except[_List]] := CoefficientRules[poly, {x}]
CoefficientRules[poly_, vars_List] := With[{terms = With[{p = Expand[poly]}, If[Head[p] === Plus, List @@ p, {p}]]},
  Reverse[Sort[Normal[DeleteCases[Merge[Map[Map[Function[v, Exponent[#, v]], vars] -> (# /. Map[# -> 1 &, vars]) &, DeleteCases[terms, 0]], Total], 0]]]]] /; PolynomialQ[poly, vars]
CoefficientRules[poly_] := CoefficientRules[poly, Variables[poly]]

(* In[1]:= CoefficientRules[(x + y)^2, {x, y}]
   Out[1]= {{2, 0} -> 1, {1, 1} -> 2, {0, 2} -> 1} *)

(* Gauss and Jordan; variables without a pivot stay free. *)
linearSystem[f_, vars_] := Module[{m, pivots = {}, row = 1, n = Length[vars], p, zero},
  zero = Map[# -> 0 &, vars];
  m = Map[Function[g, Append[Map[Coefficient[g, #] &, vars], -(Expand[g] /. zero)]], f];
  Do[
    p = SelectFirst[Range[row, Length[m]], m[[#, col]] =!= 0 &];
    If[! MissingQ[p],
      m[[{row, p}]] = m[[{p, row}]];
      m[[row]] = Map[Together, m[[row]]/m[[row, col]]];
      Do[If[i =!= row && m[[i, col]] =!= 0, m[[i]] = Map[Together, m[[i]] - m[[i, col]] m[[row]]]], {i, Length[m]}];
      AppendTo[pivots, col];
      row++];
    If[row > Length[m], Break[]],
    {col, n}];
  If[AnyTrue[Drop[m, Length[pivots]], Last[#] =!= 0 &], Return[{}, Module]];
  If[Length[pivots] < n, Message[Solve::svars]];
  {Table[
    vars[[pivots[[k]]]] -> Together[m[[k, n + 1]] - Sum[If[MemberQ[pivots, j], 0, m[[k, j]] vars[[j]]], {j, n}]],
    {k, Length[pivots]}]}]

(* The equation and variable that are easiest to solve go first; the solutions are put into the rest. *)
eliminate[f_, vars_] := Module[{choice, x, values, rest},
  choice = First[SortBy[Flatten[Table[
      If[FreeQ[f[[i]], v], Nothing, {elimination[f[[i]], v], i, v}], {i, Length[f]}, {v, vars}], 1], First]];
  If[First[choice] >= 100, fail[]];
  x = choice[[3]];
  values = solveOne[f[[choice[[2]]]], x];
  rest = DeleteCases[vars, x];
  Join[degenerate[f, choice[[2]], x, vars], Join @@ Map[Function[v,
    Map[Append[#, x -> Simplify[v /. #]] &, solveAll[Map[Together, Delete[f, choice[[2]]] /. x -> v], rest]]], values]]]
(* Where the leading coefficient of the equation vanishes it has lower degree. *)
degenerate[f_, i_, x_, vars_] := Module[{n = Numerator[f[[i]]], lead, d},
  If[! PolynomialQ[n, x], Return[{}, Module]];
  d = Exponent[n, x];
  lead = Coefficient[n, x, d];
  If[FreeQ[lead, Alternatives @@ vars], {}, solveAll[Join[{lead, Expand[n - lead x^d]}, Delete[f, i]], vars]]]
(* Degree in the variable, less for coefficients that are numbers. *)
elimination[f_, v_] := With[{n = Numerator[f]},
  If[PolynomialQ[n, v], Exponent[n, v] + If[NumericQ[Coefficient[n, v, Exponent[n, v]]], 0, 1/2], 100]]

(* The values of x at which f vanishes. *)
solveOne[f_, x_] := Module[{n = Numerator[Together[f]]},
  Which[
    FreeQ[n, x], {},
    PolynomialQ[n, x], Join @@ Map[Function[factor, Join @@ ConstantArray[polynomialSolutions[First[factor], x], Last[factor]]],
      Select[FactorList[n], ! FreeQ[First[#], x] &]],
    True, inverted[n, x]]]

polynomialSolutions[p_, x_] := fromCoefficients[CoefficientList[p, x], x]
fromCoefficients[{b_, a_}, x_] := {Together[-b/a]}
fromCoefficients[{c_, b_, a_}, x_] := quadratic[a, b, c]
fromCoefficients[list_, x_] := Module[{n = Length[list] - 1, step},
  step = GCD @@ (Select[Range[n], list[[# + 1]] =!= 0 &]);
  Which[
    MatchQ[list, {_, 0 .., _}], binomial[-First[list]/Last[list], n],
    step > 1, Join @@ Map[binomial[#, step] &, fromCoefficients[list[[1 ;; -1 ;; step]], x]],
    AllTrue[list, NumericQ], Table[Root[Evaluate[list . Table[#^k, {k, 0, n}]] &, k], {k, n}],
    True, fail[]]]
quadratic[a_, 0, c_] := With[{r = root[-c/a]}, {-r, r}]
quadratic[a_, b_, c_] := With[{d = root[Together[b^2 - 4 a c]]}, Map[reduced, {(-b - d)/(2 a), (-b + d)/(2 a)}]]
root[v_] := Sqrt[Together[v]]
reduced[v_] := If[NumericQ[v], Expand[v], v]
(* The n-th roots of v. *)
binomial[v_, 2] := {-root[v], root[v]}
binomial[v_, n_] := With[{r = radical[v, n]}, Table[Expand[r unity[n, k]], {k, 0, n - 1}]]
radical[v_?Negative, n_?OddQ] := -radical[-v, n]
radical[v_, n_] := Together[v]^(1/n)
unity[4, k_] := I^k
unity[n_, 0] := 1
unity[n_?EvenQ, k_] := -unity[n, k - n/2] /; k >= n/2
unity[n_, k_] := (-1)^(2 k/n) /; 2 k <= n
unity[n_, k_] := -(-1)^(2 k/n - 1)

(* Polynomials in one function of x: that function is solved for, then inverted. *)
inverted[n_, x_] := Module[{kernels, u, k, values},
  kernels = Select[Variables[PowerExpand[n]], ! FreeQ[#, x] &];
  kernels = DeleteDuplicates[Map[kernel[#, x] &, Join[kernels, Cases[n, HoldPattern[Power[_, _Rational]], {0, Infinity}]]]];
  kernels = Select[kernels, ! FreeQ[#, x] &];
  If[MemberQ[kernels, x] && Length[kernels] === 2, Return[radicalEquation[n, x, First[DeleteCases[kernels, x]]], Module]];
  If[Length[kernels] =!= 1 || First[kernels] === x, fail[]];
  k = First[kernels];
  values = solveOne[substituted[n, k, u], u];
  Join @@ Map[invert[k, #, x] &, values]]
kernel[Power[b_, c_. e_], x_] := Power[b, e] /; FreeQ[b, x] && NumericQ[c] && ! FreeQ[e, x]
kernel[Power[b_, r_Rational], x_] := Power[b, 1/Denominator[r]] /; ! FreeQ[b, x]
kernel[k_, x_] := k
substituted[n_, Power[b_, e_], u_] := Expand[n] /. {Power[b, c_. e] :> u^c, b^r_Rational :> u^(r Denominator[e]) /; NumberQ[e]}
substituted[n_, k_, u_] := Expand[n] /. k -> u

(* a + b k == 0 with a root k: both sides to its power, and the solutions tried. *)
radicalEquation[n_, x_, k : Power[b_, r_Rational]] := Module[{u, p, values},
  p = Expand[n] /. b^s_Rational :> u^(s Denominator[r]);
  If[! PolynomialQ[p, u] || Exponent[p, u] =!= 1, fail[]];
  values = solveOne[Expand[Coefficient[p, u, 0]^Denominator[r] - (-Coefficient[p, u, 1])^Denominator[r] b], x];
  Select[DeleteDuplicates[values], vanishesQ[n /. x -> #] &]]
radicalEquation[_, _, _] := fail[]

inverse = {Sin -> ArcSin, Cos -> ArcCos, Tan -> ArcTan, Cot -> ArcCot, Sinh -> ArcSinh, Cosh -> ArcCosh, Tanh -> ArcTanh,
  ArcSin -> Sin, ArcCos -> Cos, ArcTan -> Tan, ArcSinh -> Sinh, ArcCosh -> Cosh, ArcTanh -> Tanh};
invert[Power[b_, 1/n_Integer], v_, x_] := Select[solveOne[b - v^n, x], vanishesQ[(b^(1/n) /. x -> #) - v] &]
invert[Power[b_, r_Rational], v_, x_] := invert[b^(1/Denominator[r]), v, x]
invert[Power[b_, e_], v_, x_] := If[v === 0, {}, Message[Solve::ifun]; solveOne[e - Simplify[Log[v]/Log[b]], x]] /; FreeQ[b, x]
invert[Log[g_], v_, x_] := solveOne[g - E^v, x]
invert[Abs[g_], v_, x_] := (Message[Solve::ifun]; DeleteDuplicates[Join[solveOne[g - v, x], solveOne[g + v, x]]])
invert[Cos[g_], v_, x_] := (Message[Solve::ifun]; DeleteDuplicates[Join[solveOne[g + ArcCos[v], x], solveOne[g - ArcCos[v], x]]])
invert[Sin[g_], v_, x_] := (Message[Solve::ifun]; DeleteDuplicates[Join[solveOne[g - ArcSin[v], x], solveOne[g - Pi + ArcSin[v], x]]])
invert[f_[g_], v_, x_] := (Message[Solve::ifun]; solveOne[g - (f /. inverse)[v], x]) /; MemberQ[First /@ inverse, f]
invert[_, _, _] := fail[]

Root::usage = "Root[f, k] represents the exact k-th root of the polynomial equation f[x] == 0: real roots first, in order, then pairs of conjugates.";
N[Root[f_Function, k_Integer]] := With[{roots = NRoots[f[x] == 0, x]}, If[Head[roots] === Or, List @@ roots, {roots}][[k, 2]]]
SetAttributes[Root, {NHoldAll, NumericFunction}]

(* In[1]:= N[Root[#^5 - # - 1 &, 1]] - 1.1673039782614187 // Abs // # < 10^-10 &
   Out[1]= True *)

Roots::usage = "Roots[lhs == rhs, var] yields a disjunction of equations which represent the roots of a polynomial equation.";
Roots[lhs_ == rhs_, x_] := With[{values = Catch[solveOne[lhs - rhs, x], solveTag]},
  Or @@ Map[x == # &, values] /; values =!= $Failed] /; PolynomialQ[lhs - rhs, x]

(* In[1]:= Roots[x^2 - 3 x + 2 == 0, x]
   Out[1]= x == 1 || x == 2 *)

NSolve::usage = "NSolve[expr, vars] attempts to find numerical approximations to the solutions of the system expr of equations for the variables vars.
NSolve[expr, vars, Reals] finds only real solutions.";
Options[NSolve] = {WorkingPrecision -> MachinePrecision, Method -> Automatic, MaxRoots -> Automatic};
NSolve[expr_, vars_, dom : Except[_Rule] : Complexes, o : (WorkingPrecision | Method | MaxRoots -> _) ..] := (
  With[{p = OptionValue[NSolve, {o}, WorkingPrecision]}, If[p =!= MachinePrecision, Message[NSolve::machine, p]]]; NSolve[expr, vars, dom])
NSolve[expr_, vars_] := NSolve[expr, vars, Complexes]
NSolve[expr_, {x_}, dom_] := NSolve[expr, x, dom]
NSolve[lhs_ == rhs_, x : Except[_List], dom_] := With[{roots = NRoots[Numerator[Together[lhs - rhs]] == 0, x]},
  restricted[Map[{x -> Last[#]} &, Which[roots === False, {}, Head[roots] === Or, List @@ roots, True, {roots}]], dom]] /;
  PolynomialQ[Numerator[Together[lhs - rhs]], x] && Length[Variables[lhs - rhs]] === 1
NSolve[expr_, vars_, dom_] := With[{s = Quiet[Solve[expr, vars, dom], Solve::ifun]}, N[s] /; ListQ[s]]

(* In[1]:= NSolve[x^2 - 2 x - 3 == 0, x]
   Out[1]= {{x -> -1.}, {x -> 3.}}
   In[2]:= NSolve[x^4 == 16, x, Reals]
   Out[2]= {{x -> -2.}, {x -> 2.}} *)

FindRoot::usage = "FindRoot[f, {x, x0}] searches for a numerical root of f, starting from the point x = x0.
FindRoot[lhs == rhs, {x, x0}] searches for a numerical solution of the equation.
FindRoot[{f1, f2, ...}, {{x, x0}, {y, y0}, ...}] searches for a simultaneous root.";
FindRoot::nlnum = "The function value `1` is not a list of numbers at `2`.";
FindRoot::cvmit = "Failed to converge to the requested accuracy within `1` iterations.";
FindRoot::jsing = "Encountered a singular Jacobian at the point `1`; try other starting values.";
Options[FindRoot] = {System`MaxIterations -> 100, WorkingPrecision -> MachinePrecision};
SetAttributes[FindRoot, HoldAll]
FindRoot[f_, {x_Symbol, start__}, opts : OptionsPattern[]] :=
  With[{result = findRoot[{f}, {{x, start}}, OptionValue[System`MaxIterations], OptionValue[WorkingPrecision]]}, result /; result =!= $Failed]
FindRoot[f_, specs : {{_Symbol, __} ..}, opts : OptionsPattern[]] :=
  With[{result = findRoot[f, specs, OptionValue[System`MaxIterations], OptionValue[WorkingPrecision]]}, result /; result =!= $Failed]

SetAttributes[findRoot, HoldAll]
findRoot[f_, specs_, limit_, p_] := With[{vars = Map[First, Unevaluated[specs]]},
  With[{result = Block[vars, newton[Map[residual, Flatten[{f}]], vars, N[specs[[All, 2]], working[p]], limit, working[p]]]}, If[IntegerQ[p] && ListQ[result], N[result, p], result]]]
(* Differences near the root lose half of the digits. *)
working[p_] := If[IntegerQ[p], 2 p + 10, p]
residual[a_ == b_] := a - b
residual[f_] := f

newton[f_, vars_, start_, limit_, p_] := Module[{small = 10^-If[IntegerQ[p], p/2, 15], jacobian = Map[D[f, #] &, vars] // Transpose, at = start, values, slopes, step, rules},
  Do[
    rules = Thread[vars -> at];
    values = N[f /. rules, p];
    If[! VectorQ[values, NumberQ], Return[complain[FindRoot::nlnum, values, rules], Module]];
    slopes = Quiet[N[jacobian /. rules, p]];
    If[! MatrixQ[slopes, NumberQ], slopes = differences[f, vars, at, values, p]];
    step = Quiet[LinearSolve[slopes, -values]];
    If[! VectorQ[step, NumberQ], Return[complain[FindRoot::jsing, rules], Module]];
    at = at + step;
    If[Max[Abs[step]] <= small (1 + Max[Abs[at]]) || ! IntegerQ[p] && Max[Abs[values]] == 0, Return[Thread[vars -> at], Module]],
    {limit}];
  If[Max[Abs[N[f /. Thread[vars -> at]]]] > 10^-8, Message[FindRoot::cvmit, limit]];
  Thread[vars -> at]]

(* Quotients of differences, for functions that have no derivative here. *)
differences[f_, vars_, at_, values_, p_] := Transpose[Table[
  With[{h = 10^-If[IntegerQ[p], p/2, 7] (1 + Abs[at[[k]]])}, (N[f /. Thread[vars -> ReplacePart[at, k -> at[[k]] + h]], p] - values)/h],
  {k, Length[vars]}]]

(* In[1]:= FindRoot[x^2 - 4, {x, 1}]
   Out[1]= {x -> 2.}
   In[2]:= FindRoot[{x + y == 3, x y == 2}, {{x, 0}, {y, 5}}]
   Out[2]= {x -> 1., y -> 2.}
   In[3]:= Abs[(x /. FindRoot[x^2 == 2, {x, 1}, WorkingPrecision -> 30]) - Sqrt[2]] < 10^-25
   Out[3]= True
   In[4]:= Abs[(x /. FindRoot[Fibonacci[x] == 21, {x, 5}]) - 8] < 10^-9
   Out[4]= True
   In[5]:= FindRoot[a x, {x, 1}]
   FindRoot::nlnum: The function value {1. a} is not a list of numbers at {x -> 1.}.
   Out[5]= FindRoot[a*x, {x, 1}] *)
