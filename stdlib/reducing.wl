(* Equations and inequalities as logic, and polynomial ideals. *)

Reduce::usage = "Reduce[expr, x] gives all values of x for which the combination of equations and inequalities holds; with inequalities x is real.
Reduce[expr, vars] solves equations in several variables.
Reduce[expr, x, dom] works over the domain Reals, Integers or Complexes.";
Reduce::nsmet = "This system cannot be reduced with the methods available to Reduce.";
(* In[1]:= Reduce[x^2 < 4, x]
   Out[1]= -2 < x < 2
   In[2]:= Reduce[x^2 - 5 x + 6 == 0, x]
   Out[2]= x == 2 || x == 3
   In[3]:= Reduce[(x - 1) (x - 2)^2 <= 0, x]
   Out[3]= x <= 1 || x == 2
   In[4]:= Reduce[x^2 + 1 == 0, x, Reals]
   Out[4]= False
   In[5]:= Reduce[1/x > 2, x]
   Out[5]= 0 < x < 1/2
   In[6]:= Reduce[0 < x < 4 && x^2 > 4, x, Integers]
   Out[6]= x == 3
   In[7]:= Reduce[Abs[x - 1] < 2, x]
   Out[7]= -1 < x < 3 *)
Reduce[expr_, {x_}, d___] := Reduce[expr, x, d]
Reduce[exprs_List, v_, d___] := Reduce[And @@ exprs, v, d]
Reduce[expr_] := Reduce[expr, Variables[Level[expr, {-1}]]]
Reduce[True | False, __] := True /; False
Reduce[expr_, x_, d___] := With[{r = reduced[expr, x, d]}, r /; r =!= $Failed] /; ! ListQ[x] && ! NumericQ[x]
Reduce[expr_, vars : {_, __}, d___] := With[{s = Quiet[Solve[expr, vars, d]]}, Or @@ Map[And @@ Map[Apply[Equal], #] &, s] /; MatchQ[s, {{___Rule} ...}]]
reduced[expr_, x_] := If[FreeQ[expr, Less | Greater | LessEqual | GreaterEqual | Unequal | Inequality | Abs], equations[expr, x], onLine[expr, x, False]]
reduced[expr_, x_, Complexes] := equations[expr, x]
reduced[expr_, x_, Reals] := onLine[expr, x, True]
reduced[expr_, x_, Integers] := wholes[onLine[expr, x, True], x]
reduced[expr_, x_, _] := $Failed
equations[expr_, x_] := With[{s = Quiet[Solve[expr, x]]}, If[MatchQ[s, {{_Rule ...} ...}], Or @@ Map[Apply[Equal, First[#]] &, s] /. {} -> True, $Failed]] /; Quiet[Solve[expr, x]] =!= {{}}
equations[_, _] := True

(* Between the points where sides meet or a denominator is zero nothing changes: one place of each piece tells. *)
onLine[expr_, x_, given_] := Module[{points, places, truth},
  points = criticalPoints[expr, x];
  If[points === $Failed, Return[$Failed, Module]];
  places = Riffle[between[points], points];
  truth = Map[Quiet[TrueQ[Simplify[expr /. x -> #]]] &, places];
  assembled[points, truth, x, given]]
sides[e_] := Cases[{e}, (Less | Greater | LessEqual | GreaterEqual | Equal | Unequal | Inequality)[a__] :> DeleteCases[{a}, Less | Greater | LessEqual | GreaterEqual | Equal | Unequal], Infinity]
criticalPoints[expr_, x_] := Module[{differences, roots},
  differences = Flatten[Map[If[Length[#] < 2, {}, Differences[#]] &, sides[expr]]];
  differences = DeleteDuplicates[Flatten[Map[opened, differences]]];
  If[! AllTrue[differences, PolynomialQ[Numerator[Together[#]], x] && PolynomialQ[Denominator[Together[#]], x] &], Return[$Failed, Module]];
  roots = Map[Quiet[Solve[# == 0, x, Reals]] &, Flatten[Map[{Numerator[Together[#]], Denominator[Together[#]]} &, Select[differences, ! FreeQ[#, x] &]]]];
  roots = DeleteCases[roots, {{}}];
  If[! MatchQ[roots, {{{_Rule} ...} ...}], Return[$Failed, Module]];
  roots = Flatten[roots, 1]; If[roots === {}, Return[{}, Module]];
  roots = DeleteDuplicates[x /. roots, PossibleZeroQ[#1 - #2] &];
  If[! AllTrue[roots, NumericQ], Return[$Failed, Module]];
  SortBy[roots, N]]
(* Absolute values both ways. *)
opened[e_] := With[{a = FirstCase[e, Abs[_], None, {0, Infinity}]}, If[a === None, e, {First[a], opened[e /. a -> First[a]], opened[e /. a -> -First[a]]}]]
between[{}] := {0}
between[p_] := Join[{Floor[First[p]] - 1}, Map[nice, Partition[p, 2, 1]], {Ceiling[Last[p]] + 1}]
nice[{a_, b_}] := Rationalize[N[(a + b)/2, 30], N[b - a]/8]
assembled[points_, truth_, x_, given_] := Module[{n = Length[points], pieces = {}, i = 1, from, to},
  If[And @@ truth, Return[If[given, True, Element[x, Reals]], Module]];
  While[i <= 2 n + 1, If[! truth[[i]], i++; Continue[]];
    from = i; While[i < 2 n + 1 && truth[[i + 1]], i++]; to = i; i++;
    AppendTo[pieces, piece[points, from, to, x, n]]];
  Or @@ pieces]
piece[p_, from_, to_, x_, n_] := Module[{low = If[from == 1, None, p[[Quotient[from, 2]]]], high = If[to == 2 n + 1, None, p[[Quotient[to + 1, 2]]]], closedLow = EvenQ[from], closedHigh = EvenQ[to]},
  Which[
    from == to && EvenQ[from], x == low,
    low === None, If[closedHigh, x <= high, x < high],
    high === None, If[closedLow, x >= low, x > low],
    closedLow === closedHigh, If[closedLow, LessEqual[low, x, high], Less[low, x, high]],
    True, Inequality[low, If[closedLow, LessEqual, Less], x, If[closedHigh, LessEqual, Less], high]]]
wholes[Or[a__], x_] := With[{w = Map[wholes[#, x] &, {a}]}, If[MemberQ[w, $Failed], $Failed, Or @@ w]]
wholes[x_ == a_, x_] := If[IntegerQ[a], x == a, False]
wholes[c : (a_ < x_ < b_ | a_ <= x_ <= b_ | Inequality[a_, _, x_, _, b_]), x_] := Or @@ Map[x == # &, Select[Range[Floor[a], Ceiling[b]], TrueQ[c /. x -> #] &]]
wholes[True, x_] := Element[x, Integers]
wholes[False, _] := False
wholes[c_, x_] := Element[x, Integers] && (c /. {x > a_ :> x >= Floor[a] + 1, x < a_ :> x <= Ceiling[a] - 1, x >= a_ :> x >= Ceiling[a], x <= a_ :> x <= Floor[a]})

ToRules::usage = "ToRules[eqns] takes equations as Roots and Reduce give them, and converts them to lists of rules.";
(* In[1]:= {ToRules[x == 1 || x == 2]}
   Out[1]= {{x -> 1}, {x -> 2}} *)
ToRules[True] := {}
ToRules[False] := Sequence[]
ToRules[e_Or] := Sequence @@ Map[ToRules, List @@ e]
ToRules[e_And] := Map[Apply[Rule], List @@ e]
ToRules[a_ == b_] := {a -> b}

SolveValues::usage = "SolveValues[expr, vars] gives the values of the variables in the solutions that Solve finds.";
(* In[1]:= SolveValues[x^2 == 4, x]
   Out[1]= {-2, 2}
   In[2]:= SolveValues[{x + y == 3, x - y == 1}, {x, y}]
   Out[2]= {{2, 1}} *)
SolveValues[expr_, vars_, d___] := With[{s = Solve[expr, vars, d]}, (vars /. s) /; MatchQ[s, {{___Rule} ...}]]
NSolveValues::usage = "NSolveValues[expr, vars] gives the values of the variables in the solutions that NSolve finds.";
(* In[1]:= NSolveValues[x^2 == 2, x]
   Out[1]= {-1.414213562373095, 1.414213562373095} *)
NSolveValues[expr_, vars_, d___] := With[{s = NSolve[expr, vars, d]}, (vars /. s) /; MatchQ[s, {{___Rule} ...}]]

SolveAlways::usage = "SolveAlways[eqns, vars] gives the values of parameters for which the equations hold for all values of vars.";
(* In[1]:= SolveAlways[a x + b == 2 x + 3, x]
   Out[1]= {{a -> 2, b -> 3}} *)
SolveAlways[eqns_, vars_] := With[{v = Flatten[{vars}], d = Map[Subtract @@ # &, Flatten[{eqns} /. And -> List]]},
  With[{c = DeleteCases[Flatten[Map[Last, Flatten[Map[CoefficientRules[Expand[#], v] &, d], 1], {1}]], 0]}, Solve[Thread[c == 0], Complement[Variables[c], v]]]]

FindInstance::usage = "FindInstance[expr, vars] finds an instance of vars for which the expression is True, or {}.
FindInstance[expr, vars, dom, n] finds n instances in a domain.";
(* In[1]:= FindInstance[x^2 - 3 x + 2 == 0, x]
   Out[1]= {{x -> 1}}
   In[2]:= FindInstance[x^2 < 4 && x > 1, x]
   Out[2]= {{x -> 3/2}}
   In[3]:= FindInstance[x^2 == -1, x, Reals]
   Out[3]= {}
   In[4]:= FindInstance[x^2 + y^2 == 25 && x > 0 && y > 0, {x, y}, Integers]
   Out[4]= {{x -> 3, y -> 4}} *)
FindInstance[expr_, vars_, d_ : None, n_Integer : 1] := With[{r = instances[expr /. List -> And, Flatten[{vars}], d, n]}, r /; r =!= $Failed]
instances[expr_, {x_}, Integers, n_] := Module[{found = Select[Join[{0}, Riffle[Range[1000], -Range[1000]]], TrueQ[expr /. x -> #] &, n]}, Map[{x -> #} &, found]]
instances[expr_, vars_, Integers, n_] := Module[{found = {}, m = Length[vars]},
  Do[found = Select[Tuples[Range[-r, r], m], TrueQ[expr /. Thread[vars -> #]] &]; If[Length[found] >= n, Break[]], {r, {2, 5, 10, If[m > 2, 12, 60]}}];
  If[found === {}, $Failed, Map[Thread[vars -> #] &, Take[found, UpTo[n]]]]]
instances[expr_, {x_}, d_, n_] := Module[{s = Quiet[Solve[expr, x, If[d === None, Complexes, d]]], p},
  If[MatchQ[s, {{_Rule} ..} | {}] && FreeQ[expr, Less | Greater | LessEqual | GreaterEqual], Return[Take[s, UpTo[n]], Module]];
  p = criticalPoints[expr, x]; If[p === $Failed, Return[$Failed, Module]];
  Map[{x -> #} &, Select[Join[between[p], p], TrueQ[Simplify[expr /. x -> #]] &, n]]]
instances[expr_, vars_, d_, n_] := With[{s = Quiet[Solve[expr, vars]]}, If[MatchQ[s, {{___Rule} ...}], Take[Map[# /. (v_ -> e_) :> (v -> (e /. Thread[vars -> 0])) &, s], UpTo[n]], $Failed]]

GroebnerBasis::usage = "GroebnerBasis[{poly1, poly2, ...}, {x1, x2, ...}] gives the reduced Groebner basis in lexicographic order.";
(* In[1]:= GroebnerBasis[{x^2 - 2 y^2, x y - 3}, {x, y}]
   Out[1]= {-9 + 2*y^4, 3*x - 2*y^3}
   In[2]:= GroebnerBasis[{x + y - 3, x - y - 1}, {x, y}]
   Out[2]= {-1 + y, -2 + x} *)
GroebnerBasis[polys_List, x_Symbol] := GroebnerBasis[polys, {x}]
GroebnerBasis[polys_List, vars_List] := With[{g = buchberger[Map[terms[#, vars] &, DeleteCases[Expand[polys /. Equal -> Subtract], 0]]]}, Map[primitive[#, vars] &, Reverse[g]]]
terms[p_, vars_] := CoefficientRules[p, vars]
lead[p_] := p[[1, 1]]
monic[p_] := Map[First[#] -> Last[#]/p[[1, 2]] &, p]
combined[p_, m_, c_, q_] := Reverse[KeySort[DeleteCases[Merge[{Association[p], Association[Map[First[#] + m -> c Last[#] &, q]]}, Together[Total[#]] &], 0]]] // Normal
dividesQ[a_, b_] := Min[b - a] >= 0
remainder[p_, basis_] := Module[{rest = p, out = {}, q}, While[rest =!= {}, q = SelectFirst[basis, dividesQ[lead[#], lead[rest]] &, None];
  If[q === None, AppendTo[out, First[rest]]; rest = Rest[rest], rest = combined[rest, lead[rest] - lead[q], -rest[[1, 2]]/q[[1, 2]], q]]]; out]
buchberger[polys_] := Module[{g = Map[monic, polys], pairs, s, m, i, j},
  pairs = Subsets[Range[Length[g]], {2}];
  While[pairs =!= {}, {i, j} = First[pairs]; pairs = Rest[pairs];
    m = MapThread[Max, {lead[g[[i]]], lead[g[[j]]]}];
    If[m === lead[g[[i]]] + lead[g[[j]]], Continue[]];
    s = remainder[combined[Map[First[#] + m - lead[g[[i]]] -> Last[#] &, g[[i]]], m - lead[g[[j]]], -1, g[[j]]], g];
    If[s =!= {}, AppendTo[g, monic[s]]; pairs = Join[pairs, Table[{k, Length[g]}, {k, Length[g] - 1}]]]];
  g = Fold[Function[{kept, p}, If[AnyTrue[DeleteCases[kept, p], dividesQ[lead[#], lead[p]] &], DeleteCases[kept, p], kept]], DeleteDuplicates[g], DeleteDuplicates[g]];
  Reverse[SortBy[Map[monic[remainder[#, DeleteCases[g, #]]] &, g], lead]]]
primitive[p_, vars_] := With[{c = LCM @@ Denominator[Map[Last, p]]}, FromCoefficientRules[Map[First[#] -> Last[#] c &, p], vars]]

FromCoefficientRules::usage = "FromCoefficientRules[{exponents -> coefficient, ...}, vars] constructs a polynomial from its coefficient rules.";
(* In[1]:= FromCoefficientRules[{{2, 0} -> 3, {0, 1} -> a}, {x, y}]
   Out[1]= 3*x^2 + a*y
   In[2]:= FromCoefficientRules[{{1} -> 2, {0} -> 1}, x]
   Out[2]= 1 + 2*x *)
FromCoefficientRules[rules_List, vars_] := Total[Map[Last[#] Times @@ (Flatten[{vars}]^First[#]) &, rules]]
