(* Small functions of numbers, lists and functions that many programs use. *)

Once::usage = "Once[expr] evaluates expr once in each session, and always returns the result of the first evaluation.";
Attributes[Once] = {HoldFirst};
remembered = <||>;
Once[expr_, ___] := With[{key = HoldComplete[expr]}, If[! KeyExistsQ[remembered, key], remembered[key] = expr]; remembered[key]]

(* In[1]:= Once[1 + 1]
   Out[1]= 2
   In[2]:= n = 0; {Once[++n], Once[++n]}
   Out[2]= {1, 1} *)

Unitize::usage = "Unitize[x] gives 0 when x is zero, and 1 when x has any other numerical value.
Unitize[x, dx] gives 0 when Abs[x] is smaller than dx.";
Attributes[Unitize] = {Listable};
Unitize[x_?NumericQ] := If[TrueQ[x == 0], 0, 1]
Unitize[x_?NumericQ, d_] := If[Abs[x] < d, 0, 1]

(* In[1]:= Unitize[{0, 2, 0.1, 0.}]
   Out[1]= {0, 1, 1, 0} *)

RealAbs::usage = "RealAbs[x] gives the absolute value of the real number x; it can be differentiated.";
Attributes[RealAbs] = {Listable, NumericFunction};
RealAbs[x_?NumericQ] := Abs[x] /; Im[x] == 0
Derivative[1][RealAbs] ^= #/RealAbs[#] &;

(* In[1]:= {RealAbs[-3], RealAbs[a]}
   Out[1]= {3, RealAbs[a]} *)

RealSign::usage = "RealSign[x] gives -1, 0 or 1 depending on whether the real number x is negative, zero or positive.";
Attributes[RealSign] = {Listable, NumericFunction};
RealSign[x_?NumericQ] := Sign[x] /; Im[x] == 0

(* In[1]:= RealSign[{-2, 0, Pi}]
   Out[1]= {-1, 0, 1} *)

Sinc::usage = "Sinc[z] gives Sin[z]/z, with Sinc[0] = 1.";
Attributes[Sinc] = {Listable, NumericFunction};
Sinc[0] = 1;
Sinc[x_?InexactNumberQ] := If[x == 0, 1., Sin[x]/x]
Sinc[x_] := Sin[x]/x /; NumericQ[x] && FreeQ[Sin[x], Sin]
Sinc[-x_] := Sinc[x]

(* In[1]:= {Sinc[0], Sinc[Pi], Sinc[1.]}
   Out[1]= {1, 0, 0.8414709848078965} *)

FindDivisions::usage = "FindDivisions[{xmin, xmax}, n] finds a list of about n nice numbers that divide the interval around xmin to xmax into equally spaced parts.";
FindDivisions[{a_, b_}, n_Integer?Positive] := With[{step = First[MinimalBy[Flatten[Table[m 10^k, {k, Floor[Log10[N[(b - a)/n]]] - 1, Ceiling[Log10[N[(b - a)/n]]] + 1}, {m, {1, 2, 5}}]], Abs[(b - a)/# - n] &]]},
  Range[step Floor[a/step], step Ceiling[b/step], step]]

(* In[1]:= FindDivisions[{0, 1}, 5]
   Out[1]= {0, 1/5, 2/5, 3/5, 4/5, 1} *)

CirclePoints::usage = "CirclePoints[n] gives the positions of n points equally spaced around the unit circle.
CirclePoints[r, n] places them around a circle of radius r.
CirclePoints[{r, theta}, n] starts at the angle theta.";
CirclePoints[n_Integer] := CirclePoints[1, n]
CirclePoints[r_, n_Integer] := CirclePoints[{r, Pi/n - Pi/2}, n]
CirclePoints[{r_, theta_}, n_Integer] := Table[r {Cos[theta + 2 Pi k/n], Sin[theta + 2 Pi k/n]}, {k, 0, n - 1}]
CirclePoints[{x_, y_}, r_, n_Integer] := Map[{x, y} + # &, CirclePoints[r, n]]

(* In[1]:= CirclePoints[4]
   Out[1]= {{1/Sqrt[2], -1/Sqrt[2]}, {1/Sqrt[2], 1/Sqrt[2]}, {-1/Sqrt[2], 1/Sqrt[2]}, {-1/Sqrt[2], -1/Sqrt[2]}} *)

AnglePath::usage = "AnglePath[{theta1, theta2, ...}] gives the list of points of a path that starts at {0, 0} and turns by thetai before each step of length 1.
AnglePath[{{r1, theta1}, ...}] takes steps of lengths ri.";
AnglePath[steps_List] := With[{rs = Replace[steps, {{r_, _} :> r, _ -> 1}, {1}], ts = Replace[steps, {_, t_} :> t, {1}]},
  FoldList[Plus, {0, 0}, MapThread[#1 {Cos[#2], Sin[#2]} &, {rs, Accumulate[ts]}]]]

(* In[1]:= AnglePath[{0, Pi/2}]
   Out[1]= {{0, 0}, {1, 0}, {1, 1}} *)

ToPolarCoordinates::usage = "ToPolarCoordinates[{x, y}] gives the {r, theta} polar coordinates corresponding to the Cartesian coordinates {x, y}.";
ToPolarCoordinates[{x_, y_}] := {Sqrt[x^2 + y^2], ArcTan[x, y]}
ToPolarCoordinates[points : {{_, _} ..}] := Map[ToPolarCoordinates, points]

(* In[1]:= ToPolarCoordinates[{1, 1}]
   Out[1]= {Sqrt[2], Pi/4} *)

FromPolarCoordinates::usage = "FromPolarCoordinates[{r, theta}] gives the {x, y} Cartesian coordinates corresponding to the polar coordinates {r, theta}.";
FromPolarCoordinates[{r_, t_}] := {r Cos[t], r Sin[t]}
FromPolarCoordinates[points : {{_, _} ..}] := Map[FromPolarCoordinates, points]

(* In[1]:= FromPolarCoordinates[{2, Pi/2}]
   Out[1]= {0, 2} *)

DifferenceDelta::usage = "DifferenceDelta[f, n] gives the discrete difference f(n + 1) - f(n).
DifferenceDelta[f, {n, k}] gives the k-th one.";
DifferenceDelta[f_, {n_, k_Integer?NonNegative}] := Nest[DifferenceDelta[#, n] &, f, k]
DifferenceDelta[f_, n_Symbol] := Expand[(f /. n -> n + 1) - f]

(* In[1]:= DifferenceDelta[n^2, n]
   Out[1]= 1 + 2*n *)

DiscreteShift::usage = "DiscreteShift[f, n] gives the discrete shift f(n + 1).
DiscreteShift[f, {n, k}] gives f(n + k).";
DiscreteShift[f_, {n_, k_}] := f /. n -> n + k
DiscreteShift[f_, n_Symbol] := f /. n -> n + 1

(* In[1]:= DiscreteShift[n^2, n]
   Out[1]= (1 + n)^2 *)

DiscreteRatio::usage = "DiscreteRatio[f, n] gives the discrete ratio f(n + 1)/f(n).";
DiscreteRatio[f_, n_Symbol] := Simplify[(f /. n -> n + 1)/f]

(* In[1]:= DiscreteRatio[2^n, n]
   Out[1]= 2 *)

RecurrenceTable::usage = "RecurrenceTable[eqns, a[n], {n, nmin, nmax}] generates a list of values of a[n] for successive n based on solving the recurrence equations eqns.";
RecurrenceTable[eqns_List, a_[n_], {n_, lo_, hi_}] := Module[{value, next, order, initial, rule},
  initial = Cases[eqns, HoldPattern[a[k_Integer] == v_] :> (k -> v)];
  next = First[Cases[eqns, e : HoldPattern[l_ == r_] /; ! FreeQ[e, n]]];
  order = Max[Cases[next, a[k_] :> k - n, Infinity]];
  rule = First[Solve[next /. n -> n - order, a[n]]][[1, 2]];
  value[k_] := value[k] = Lookup[initial, k, rule /. n -> k /. a[j_] :> value[j]];
  Table[value[k], {k, lo, hi}]]
RecurrenceTable[eqns_, a_[n_], {n_, hi_}] := RecurrenceTable[eqns, a[n], {n, 1, hi}]

(* In[1]:= RecurrenceTable[{a[n + 1] == 3 a[n], a[1] == 7}, a[n], {n, 1, 4}]
   Out[1]= {7, 21, 63, 189}
   In[2]:= RecurrenceTable[{f[n] == f[n - 1] + f[n - 2], f[1] == 1, f[2] == 1}, f[n], {n, 1, 7}]
   Out[2]= {1, 1, 2, 3, 5, 8, 13} *)

CellularAutomaton::usage = "CellularAutomaton[rule, init, t] generates a list of the evolution of the elementary cellular automaton with the given rule number from the initial condition init for t steps.
CellularAutomaton[{rule, k, r}, init, t] takes k colors and range r.
init is a list, or {cells, background}.";
CellularAutomaton[rule_Integer, init_, t_] := CellularAutomaton[{rule, 2, 1}, init, t]
CellularAutomaton[{rule_Integer, k_Integer}, init_, t_] := CellularAutomaton[{rule, k, 1}, init, t]
CellularAutomaton[{rule_Integer, k_Integer, r_}, init_List, t_Integer?NonNegative] := Module[{width = 2 r + 1, table, cells, wide, edge, step},
  table = Reverse[IntegerDigits[rule, k, k^width]];
  step = Function[row, table[[1 + Map[FromDigits[#, k] &, Partition[row, width, 1, {r + 1, r + 1}]]]]];
  If[MatchQ[init, {_List, _Integer}],
    {cells, edge} = init; wide = Ceiling[r t];
    cells = Join[ConstantArray[edge, wide], cells, ConstantArray[edge, wide]];
    NestList[Function[row, table[[1 + Map[FromDigits[#, k] &, Partition[Join[ConstantArray[First[row], r], row, ConstantArray[Last[row], r]], width, 1]]]]], cells, t],
    NestList[step, init, t]]]

(* In[1]:= CellularAutomaton[30, {{1}, 0}, 2]
   Out[1]= {{0, 0, 1, 0, 0}, {0, 1, 1, 1, 0}, {1, 1, 0, 0, 1}}
   In[2]:= CellularAutomaton[90, {0, 0, 1, 0}, 1]
   Out[2]= {{0, 0, 1, 0}, {0, 1, 0, 1}} *)

Residue::usage = "Residue[expr, {z, z0}] finds the residue of expr at the point z = z0.";
Residue[f_, {z_, z0_}] := Module[{g = f /. z -> z0 + z, n = 0, h},
  h = Together[g];
  While[n < 12 && ! FreeQ[Quiet[Limit[z^n h, z -> 0]], DirectedInfinity | ComplexInfinity | Indeterminate | Limit], n++];
  If[n == 0, 0, Limit[D[z^n h, {z, n - 1}]/(n - 1)!, z -> 0]]]

(* In[1]:= {Residue[1/z, {z, 0}], Residue[1/(z^2 (z - 1)), {z, 0}], Residue[z, {z, 0}]}
   Out[1]= {1, -1, 0} *)

NSum::usage = "NSum[f, {i, imin, imax}] gives a numerical approximation to the sum of f.";
Attributes[NSum] = {HoldAll};
NSum[f_, {i_, a_ : 1, b_}, OptionsPattern[]] := numericSum[Function[i, f], a, b]
NSum[f_, spec_List, more__List, OptionsPattern[]] := NSum[NSum[f, more], spec]
Options[NSum] = {WorkingPrecision -> MachinePrecision, Method -> Automatic, PrecisionGoal -> Automatic, AccuracyGoal -> Automatic, NSumTerms -> 15};
numericSum[f_, a_, Infinity] := With[{s = Quiet[Sum[f[k], {k, a, Infinity}]]}, If[NumericQ[s], N[s], accelerated[f, a]]]
numericSum[f_, -Infinity, b_] := numericSum[f[-#] &, -b, Infinity]
numericSum[f_, a_, b_] := N[Total[Table[N[f[k]], {k, a, b}]]]
(* Levin's u transform of the partial sums. *)
accelerated[f_, a_] := Module[{n = 20, terms, sums, w, num, den},
  terms = Table[With[{v = f[k]}, If[MatchQ[v, _Integer | _Rational], v, N[v, 80]]], {k, a, a + n}]; sums = Accumulate[terms];
  num = Total[Table[(-1)^j Binomial[n, j] (1 + j)^(n - 1) sums[[j + 1]]/((1 + j) terms[[j + 1]]), {j, 0, n}]];
  den = Total[Table[(-1)^j Binomial[n, j] (1 + j)^(n - 1)/((1 + j) terms[[j + 1]]), {j, 0, n}]];
  N[num/den]]

(* In[1]:= {NSum[1/n^2, {n, 1, 10}], Round[10^6 NSum[1/(n^2 + 1), {n, 1, Infinity}]]}
   Out[1]= {1.5497677311665408, 1076674} *)

Interpreter::usage = "Interpreter[form] represents an interpreter that reads a string as the given form: \"Integer\", \"Number\", \"HexInteger\", \"Boolean\", \"String\", \"Date\", \"Expression\".
Interpreter[form, test] also asks that the result passes the test.";
Interpreter::form = "`1` is not a form that can be interpreted here; the forms are `2`.";
readers = <|
  "Integer" -> (StringMatchQ[#, RegularExpression["\\s*[+-]?[0-9]+\\s*"]] &) -> (ToExpression[#] &),
  "Number" -> (StringMatchQ[#, RegularExpression["\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?\\s*"]] &) -> (ToExpression[StringReplace[#, "e" -> "*^"]] &),
  "HexInteger" -> (StringMatchQ[#, RegularExpression["[0-9a-fA-F]+"]] &) -> (FromDigits[#, 16] &),
  "Boolean" -> (MemberQ[{"true", "false", "yes", "no"}, ToLowerCase[#]] &) -> (MemberQ[{"true", "yes"}, ToLowerCase[#]] &),
  "String" -> (True &) -> Identity,
  "Date" -> (ListQ[Quiet[DateList[#]]] &) -> (DateObject[#] &),
  "Expression" -> (SyntaxQ[#] &) -> (ToExpression[#] &)|>;
Interpreter[form_String, test_ : (True &)][text_String] := With[{r = readers[form]},
  If[First[r][text] && TrueQ[test[Last[r][text]]], Last[r][text], Failure["InterpretationFailure", <|"MessageTemplate" -> "`1` cannot be read as `2`.", "MessageParameters" -> {text, form}, "Input" -> text|>]]] /; KeyExistsQ[readers, form]
Interpreter[form_String, ___][_String] := Null /; ! KeyExistsQ[readers, form] && (Message[Interpreter::form, form, Keys[readers]]; False)
i_Interpreter[texts_List] := Map[i, texts]
Interpreter["Integer", ___][n_Integer] := n
Interpreter["Number", ___][n_?NumberQ] := n

(* In[1]:= {Interpreter["HexInteger"]["ff"], Interpreter["Number"]["2.5"], Interpreter["Boolean"]["yes"]}
   Out[1]= {255, 2.5, True}
   In[2]:= FailureQ[Interpreter["Integer"]["two"]]
   Out[2]= True
   In[3]:= Interpreter["Foo"]["x"]
   Interpreter::form: Foo is not a form that can be interpreted here; the forms are {Integer, Number, HexInteger, Boolean, String, Date, Expression}.
   Out[3]= Interpreter["Foo"]["x"] *)

Area::usage = "Area[region] gives the area of a Polygon, Triangle, Rectangle, Disk or Parallelogram in the plane.";
Area[Polygon[p : {{_, _} ..}]] := With[{q = RotateLeft[p]}, Abs[Total[p[[All, 1]] q[[All, 2]] - q[[All, 1]] p[[All, 2]]]]/2]
Area[System`Triangle[p_]] := Area[Polygon[p]]
Area[Rectangle[{a_, b_}, {c_, d_}]] := Abs[(c - a) (d - b)]
Area[Rectangle[{_, _}]] := 1
Area[Disk[_, r_]] := Pi r^2 /; ! ListQ[r]
Area[Disk[_, {a_, b_}]] := Pi a b
Area[Disk[_]] := Pi
Area[System`Parallelogram[_, {u_, v_}]] := Abs[Det[{u, v}]]

(* In[1]:= {Area[Polygon[{{0, 0}, {1, 0}, {1, 1}}]], Area[Disk[{0, 0}, r]], Area[Rectangle[{0, 0}, {2, 3}]]}
   Out[1]= {1/2, Pi*r^2, 6} *)

Perimeter::usage = "Perimeter[region] gives the perimeter of a Polygon, Triangle, Rectangle or Disk in the plane.";
Perimeter[Polygon[p : {{_, _} ..}]] := Total[MapThread[EuclideanDistance, {p, RotateLeft[p]}]]
Perimeter[System`Triangle[p_]] := Perimeter[Polygon[p]]
Perimeter[Rectangle[{a_, b_}, {c_, d_}]] := 2 (Abs[c - a] + Abs[d - b])
Perimeter[Disk[_, r_]] := 2 Pi r /; ! ListQ[r]

(* In[1]:= {Perimeter[Polygon[{{0, 0}, {3, 0}, {3, 4}}]], Perimeter[Disk[{0, 0}, 2]]}
   Out[1]= {12, 4*Pi} *)

ClebschGordan::usage = "ClebschGordan[{j1, m1}, {j2, m2}, {j, m}] gives the Clebsch-Gordan coefficient for the decomposition of |j, m> in terms of |j1, m1> |j2, m2>.";
ClebschGordan[{a_, x_}, {b_, y_}, {c_, z_}] := 0 /; x + y =!= z || ! (Abs[a - b] <= c <= a + b) || Abs[x] > a || Abs[y] > b || Abs[z] > c
(* Racah's formula. *)
ClebschGordan[{a_, x_}, {b_, y_}, {c_, z_}] := Sqrt[(2 c + 1) (c + a - b)! (c - a + b)! (a + b - c)!/(a + b + c + 1)!] Sqrt[(c + z)! (c - z)! (a - x)! (a + x)! (b - y)! (b + y)!] *
  Total[Table[(-1)^k/(k! (a + b - c - k)! (a - x - k)! (b + y - k)! (c - b + x + k)! (c - a - y + k)!), {k, Max[0, b - c - x, a - c + y], Min[a + b - c, a - x, b + y]}]]

(* In[1]:= ClebschGordan[{1/2, 1/2}, {1/2, -1/2}, {1, 0}]
   Out[1]= 1/Sqrt[2]
   In[2]:= ClebschGordan[{1, 1}, {1, 1}, {1, 0}]
   Out[2]= 0 *)
