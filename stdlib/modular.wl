(* What functions do with Modulus -> m. Calls come here with the option taken out. *)

Internal`Modulo::usage = "Internal`Modulo[f[args], m] is f[args, Modulus -> m].";
Attributes[Internal`Modulo] = {HoldFirst};
Factor::modvar = "Factors modulo `1` are found of polynomials in one variable; `2` has several.";

(* Polynomials: coefficients are reduced, division is by inverses. *)
Internal`Modulo[f : (_Expand | _ExpandAll | _Collect | _Coefficient | _Resultant), m_] := modular[f, m]
modular[p_Plus, m_] := PolynomialMod[p, m]
modular[p_List, m_] := Map[modular[#, m] &, p]
modular[p_, m_] := If[PolynomialQ[p, Variables[p]], PolynomialMod[p, m], p]
Internal`Modulo[CoefficientList[p_, x_], m_] := CoefficientList[PolynomialMod[Expand[p], m], x]

Internal`Modulo[FactorList[p_], m_] := factors[p, Variables[p], m]
Internal`Modulo[Factor[p_List], m_] := Map[Internal`Modulo[Factor[#], m] &, p]
Internal`Modulo[Factor[p_], m_] := With[{list = factors[p, Variables[p], m]}, If[list === $Failed, $Failed, Times @@ (Power @@@ list)]]
factors[p_, {}, m_] := {{Mod[p, m], 1}}
factors[p_, {x_}, m_] := With[{list = Internal`FactorModulo[Mod[CoefficientList[Numerator[Together[p]], x] PowerMod[Denominator[Together[p]], -1, m], m], m]},
  Prepend[SortBy[Map[{First[#] . x^Range[0, Length[First[#]] - 1], Last[#]} &, Last[list]], {Exponent[First[#], x], First[#] /. x -> 0} &], {First[list], 1}]]
factors[p_, _, m_] := (Message[Factor::modvar, m, p]; $Failed)

Internal`Modulo[PolynomialGCD[p___], m_] := Fold[greatest[#1, #2, First[Variables[{p}], 1], m] &, 0, {p}]
greatest[p_, q_, x_, m_] := If[NumericQ[x], Sign[GCD[p, q]], First[PolynomialExtendedGCD[p, q, x, System`Modulus -> m]]]
Internal`Modulo[PolynomialLCM[p_, q_], m_] := PolynomialMod[Expand[p over[q, Internal`Modulo[PolynomialGCD[p, q], m], First[Variables[{p, q}], 1], m]], m]
Internal`Modulo[PolynomialQuotient[p_, q_, x_], m_] := First[long[p, q, x, m]]
Internal`Modulo[PolynomialRemainder[p_, q_, x_], m_] := Last[long[p, q, x, m]]
over[p_, q_, x_, m_] := First[long[p, q, x, m]]
long[p_, q_, x_, m_] := Module[{rest = PolynomialMod[Expand[p], m], by = PolynomialMod[Expand[q], m], out = 0, d, n, term},
  n = Exponent[by, x];
  While[rest =!= 0 && (d = Exponent[rest, x]) >= n,
    term = Mod[Coefficient[rest, x, d] PowerMod[Coefficient[by, x, n], -1, m], m] x^(d - n);
    out += term; rest = PolynomialMod[Expand[rest - term by], m]];
  {out, rest}]
Internal`Modulo[(Cancel | Together)[f_], m_] := With[{r = Together[f]}, fraction[Numerator[r], Denominator[r], First[Variables[r], None], m]]
fraction[n_, d_, None, m_] := Mod[n PowerMod[d, -1, m], m]
fraction[n_, d_, x_, m_] := Module[{g = greatest[n, d, x, m], a, b, lead},
  {a, b} = {over[n, g, x, m], over[d, g, x, m]};
  lead = PowerMod[Coefficient[b, x, Exponent[b, x]], -1, m];
  PolynomialMod[Expand[lead a], m]/PolynomialMod[Expand[lead b], m]]

(* Matrices: rows are reduced by Gauss and Jordan. *)
Inverse::modsing = "The determinant of `1` has no inverse modulo `2`.";
LinearSolve::modno = "There is no solution modulo `1`.";
Internal`Modulo[Det[a_], m_] := Mod[Det[a], m]
Internal`Modulo[Inverse[a_], m_] := With[{d = Det[a]}, If[CoprimeQ[d, m], Mod[PowerMod[d, -1, m] d Inverse[a], m], Message[Inverse::modsing, a, m]; $Failed]]
Internal`Modulo[RowReduce[a_], m_] := First[reduced[a, m]]
Internal`Modulo[MatrixRank[a_], m_] := Length[Last[reduced[a, m]]]
reduced[a_, m_] := Module[{r = Mod[Normal[a], m], pivots = {}, row = 1, k},
  Do[k = SelectFirst[Range[row, Length[r]], r[[#, c]] =!= 0 &, None];
    If[k =!= None,
      r[[{row, k}]] = r[[{k, row}]];
      r[[row]] = Mod[PowerMod[r[[row, c]], -1, m] r[[row]], m];
      Do[If[i =!= row, r[[i]] = Mod[r[[i]] - r[[i, c]] r[[row]], m]], {i, Length[r]}];
      AppendTo[pivots, c]; row++];
    If[row > Length[r], Break[]], {c, Length[First[r]]}];
  {r, pivots}]
Internal`Modulo[NullSpace[a_], m_] := Module[{r, pivots, n = Length[First[a]]},
  {r, pivots} = reduced[a, m];
  Table[With[{v = UnitVector[n, c]}, Mod[ReplacePart[v, MapIndexed[#1 -> -r[[First[#2], c]] &, pivots]], m]], {c, Reverse[Complement[Range[n], pivots]]}]]
Internal`Modulo[LinearSolve[a_, b_?VectorQ], m_] := solved[a, Transpose[{b}], m, First /@ # &]
Internal`Modulo[LinearSolve[a_, b_], m_] := solved[a, b, m, Identity]
solved[a_, b_, m_, shape_] := Module[{r, pivots, n = Length[First[a]]},
  {r, pivots} = reduced[Join[a, b, 2], m];
  If[AnyTrue[pivots, # > n &], Message[LinearSolve::modno, m]; $Failed,
    shape[ReplacePart[ConstantArray[0, {n, Length[First[b]]}], MapIndexed[#1 -> Drop[r[[First[#2]]], n] &, pivots]]]]]

(* Equations: of one variable modulo a prime by linear factors, others by trying all values. *)
Solve::modsize = "`1` values would have to be tried; that is too many.";
Internal`Modulo[Solve[e_, vars_], m_] := congruent[Flatten[{e}] //. And -> Sequence, Flatten[{vars}], m]
Internal`Modulo[Solve[e_], m_] := congruent[Flatten[{e}] //. And -> Sequence, Variables[Flatten[{e}] //. (And | Equal) -> List], m]
Internal`Modulo[SolveValues[e_, vars_], m_] := With[{s = Internal`Modulo[Solve[e, vars], m]}, If[s === $Failed, s, vars /. s]]
Internal`Modulo[Reduce[e_, vars___], m_] := With[{s = Internal`Modulo[Solve[e, vars], m]}, If[s === $Failed, s, Or @@ Map[And @@ (Equal @@@ #) &, s]]]
congruent[{a_ == b_}, {x_}, m_?PrimeQ] := Map[{x -> #} &, Sort[Map[Mod[-#[[1, 1]], m] &, Select[Last[Internal`FactorModulo[CoefficientList[Numerator[Together[a - b]], x], m]], Length[First[#]] === 2 &]]]] /; m > 1000 && Variables[a - b] === {x}
congruent[e : {__Equal}, vars_, m_] := If[m^Length[vars] > 10^6, Message[Solve::modsize, m^Length[vars]]; $Failed,
  With[{all = Map[Expand, Join @@ Map[Differences[List @@ #] &, e]]},
    Map[Thread[vars -> #] &, Select[Tuples[Range[0, m - 1], Length[vars]], With[{rule = Thread[vars -> #]}, AllTrue[all, Mod[# /. rule, m] === 0 &]] &]]]]
congruent[_, _, _] := $Failed

(* In[1]:= {Factor[x^4 + 1, Modulus -> 2], Factor[x^2 + 1, Modulus -> 5], FactorList[3 x^2 - 3, Modulus -> 7]}
   Out[1]= {(1 + x)^4, (2 + x)*(3 + x), {{3, 1}, {1 + x, 1}, {6 + x, 1}}}
   In[2]:= {PolynomialGCD[x^2 + 1, x^3 + x + 2 x^2 + 2, Modulus -> 3], Expand[(x + y)^3, Modulus -> 3], PolynomialRemainder[x^3, 2 x + 1, x, Modulus -> 5]}
   Out[2]= {1 + x^2, x^3 + y^3, 3}
   In[3]:= {Det[{{1, 2}, {3, 4}}, Modulus -> 7], Inverse[{{1, 2}, {3, 4}}, Modulus -> 7], RowReduce[{{1, 2, 3}, {4, 5, 6}}, Modulus -> 7]}
   Out[3]= {5, {{5, 1}, {5, 3}}, {{1, 0, 6}, {0, 1, 2}}}
   In[4]:= {NullSpace[{{1, 2, 3}}, Modulus -> 5], LinearSolve[{{1, 2}, {3, 4}}, {1, 2}, Modulus -> 5], MatrixRank[{{1, 2}, {2, 4}}, Modulus -> 3]}
   Out[4]= {{{2, 0, 1}, {3, 1, 0}}, {0, 3}, 1}
   In[5]:= {Solve[x^2 == 1, x, Modulus -> 8], Solve[{x + y == 1, x - y == 3}, {x, y}, Modulus -> 5], Solve[x^2 == 2, x, Modulus -> 1009]}
   Out[5]= {{{x -> 1}, {x -> 3}, {x -> 5}, {x -> 7}}, {{x -> 2, y -> 4}}, {{x -> 439}, {x -> 570}}}
   In[6]:= Inverse[{{1, 2}, {2, 4}}, Modulus -> 7]
   Inverse::modsing: The determinant of {{1, 2}, {2, 4}} has no inverse modulo 7.
   Out[6]= $Failed
   In[7]:= Factor[x^2 + 1, Modulus -> 4]
   Factor::optref: The option Modulus -> 4 of Factor is not supported here, and the call stays as it is: the modulus has to be a prime number.
   Out[7]= Factor[1 + x^2, Modulus -> 4] *)
