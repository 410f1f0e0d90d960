(* Polynomials against each other: elimination, reduction, extended divisors, subresultants, decomposition, symmetric parts. *)

Eliminate::usage = "Eliminate[eqns, vars] eliminates the variables vars between a set of simultaneous polynomial equations.";
Eliminate::eqf = "`1` is not a well-formed equation.";
Eliminate[eqns_, vars_] := With[{list = Flatten[{eqns} /. And -> List]}, eliminated[list, Flatten[{vars}]] /; wellFormed[list]]
wellFormed[list_] := With[{odd = SelectFirst[list, Head[#] =!= Equal && ! MatchQ[#, True | False] &, None]},
  odd === None || (Message[Eliminate::eqf, odd]; False)]
eliminated[list_, vars_] := Module[{polys, rest, basis},
  If[MemberQ[list, False], Return[False, Module]];
  polys = Map[Numerator[Together[Subtract @@ Take[List @@ #, 2]]] &, DeleteCases[list, True]];
  rest = Complement[Variables[polys], vars];
  basis = without[polys, vars, rest];
  If[MemberQ[basis, _?NumericQ], False, And @@ Map[asEquation[Last[FactorTermsList[#]], rest] &, basis]]]
(* Variables that stand alone in an equation are put in; two polynomials in one variable have a resultant. *)
without[polys_, vars_, rest_] := Module[{alone, x, p, left = Select[vars, ! FreeQ[polys, #] &]},
  alone = SelectFirst[Tuples[{left, polys}], Apply[Exponent[#2, #1] == 1 && NumericQ[Coefficient[#2, #1]] &], None];
  Which[
    left === {}, DeleteCases[polys, 0],
    alone =!= None, {x, p} = alone; without[DeleteCases[Map[Expand, DeleteCases[polys, p, {1}, 1] /. x -> -(p /. x -> 0)/Coefficient[p, x]], 0], vars, rest],
    Length[left] == 1 && Length[polys] == 2, {Times @@ Map[First, FactorSquareFreeList[Resultant[polys[[1]], polys[[2]], First[left]]]]},
    True, Select[GroebnerBasis[polys, Join[left, rest]], FreeQ[#, Alternatives @@ left] &]]]
(* A variable that stands alone is said by the others; otherwise the terms with the last variable are said by the rest. *)
asEquation[p_, vars_] := Module[{x, c},
  x = SelectFirst[Reverse[vars], Exponent[p, #] == 1 && NumericQ[Coefficient[p, #]] &, None];
  If[x === None, x = Last[Select[vars, ! FreeQ[p, #] &]];
    c = Select[List @@ Expand[p], ! FreeQ[#, x] &] // Total;
    Return[If[Head[c] === Plus || ! Internal`NegativeAtSight[c], c == Expand[c - p], -c == Expand[p - c]], Module]];
  c = Coefficient[p, x];
  Abs[c] x == Expand[-Sign[c] (p - c x)]]

(* In[1]:= Eliminate[{f == x^5 + y^5, a == x + y, b == x y}, {x, y}]
   Out[1]= f == a^5 - 5*a^3*b + 5*a*b^2
   In[2]:= Eliminate[{2 x + 3 y + 4 z == 1, 9 x + 8 y + 7 z == 2}, z]
   Out[2]= 11*y == 1 - 22*x
   In[3]:= Eliminate[x + 1, x]
   Eliminate::eqf: 1 + x is not a well-formed equation.
   Out[3]= Eliminate[1 + x, x] *)

PolynomialReduce::usage = "PolynomialReduce[poly, {poly1, poly2, ...}, {x1, x2, ...}] gives {{a1, a2, ...}, b}, where a1 poly1 + a2 poly2 + ... + b is poly and b is minimal in lexicographic order.";
PolynomialReduce[p_, q_, vars_] := PolynomialReduce[p, {q}, vars] /; ! ListQ[q]
PolynomialReduce[p_, qs_List, x_Symbol] := PolynomialReduce[p, qs, {x}]
PolynomialReduce[p_, qs : {__}, vars_List] := divided[p, qs, vars] /; AllTrue[Prepend[qs, p], PolynomialQ[#, vars] &] && variables[PolynomialReduce, vars] && FreeQ[Map[Expand, qs], _?PossibleZeroQ, {1}]
PolynomialReduce::ivar = PolynomialExtendedGCD::ivar = SymmetricReduction::ivar = "`1` is not a list of different variables.";
variables[f_, vars_] := (DuplicateFreeQ[vars] && FreeQ[vars, _?NumericQ | _String, {1}]) || (Message[f::ivar, vars]; False)
leading[p_, vars_] := First[CoefficientRules[p, vars]]
monomial[exponents_, vars_] := Times @@ (vars^exponents)
(* The leading term is gone by construction: coefficients that are not exact need not cancel. *)
lessened[p_, exponents_, vars_] := Total[Last[#] monomial[First[#], vars] & /@ DeleteCases[CoefficientRules[p, vars], (exponents -> _) | (_ -> 0 | 0.)]]
divided[p_, qs_, vars_] := Module[{leads = Map[leading[#, vars] &, qs], quotients = ConstantArray[0, Length[qs]], rest = Expand[p], out = 0, top, i, term},
  While[! PossibleZeroQ[rest],
    top = leading[rest, vars];
    i = SelectFirst[Range[Length[qs]], Min[First[top] - First[leads[[#]]]] >= 0 &, None];
    If[i === None,
      term = Last[top] monomial[First[top], vars]; out += term,
      term = Together[Last[top]/Last[leads[[i]]]] monomial[First[top] - First[leads[[i]]], vars];
      quotients[[i]] += term; term = term qs[[i]]];
    rest = lessened[Collect[Expand[rest - term], vars, Together], First[top], vars]];
  {quotients, out}]

(* In[1]:= PolynomialReduce[x^2 + y^2, {x - y, y + a}, {x, y}]
   Out[1]= {{x + y, -2*a + 2*y}, 2*a^2}
   In[2]:= PolynomialReduce[x^3 + 1, x + 1, x]
   Out[2]= {{1 - x + x^2}, 0}
   In[3]:= PolynomialReduce[x^2, {3. x + 0.7 y}, {x, x}]
   PolynomialReduce::ivar: {x, x} is not a list of different variables.
   Out[3]= PolynomialReduce[x^2, {3.*x + 0.7*y}, {x, x}] *)

PolynomialExtendedGCD::usage = "PolynomialExtendedGCD[poly1, poly2, x] gives {d, {a, b}}, where d is the greatest common divisor and a poly1 + b poly2 is d.
PolynomialExtendedGCD[poly1, poly2, x, Modulus -> p] works modulo the prime p.";
Options[PolynomialExtendedGCD] = {System`Modulus -> 0};
PolynomialExtendedGCD::modp = "The value `1` of Modulus should be 0 or a prime number.";
PolynomialExtendedGCD[p_, q_, x : Except[_Rule], OptionsPattern[]] := With[{m = OptionValue[System`Modulus]},
  extended[p, q, x, If[m === 0, Collect[Expand[#], x, Together] &, PolynomialMod[Expand[#], m] &], If[m === 0, 1/# &, PowerMod[#, -1, m] &]] /; m === 0 || PrimeQ[m] || (Message[PolynomialExtendedGCD::modp, m]; False)] /; PolynomialQ[p, x] && PolynomialQ[q, x] && variables[PolynomialExtendedGCD, {x}]
extended[p_, q_, x_, tidy_, inverse_] := Module[{a = {tidy[p], 1, 0}, b = {tidy[q], 0, 1}, f, n, d},
  While[! PossibleZeroQ[b[[1]]],
    f = a; n = Exponent[b[[1]], x];
    While[! PossibleZeroQ[f[[1]]] && (d = Exponent[f[[1]], x]) >= n,
      f = tidy[f - Coefficient[f[[1]], x, d] inverse[Coefficient[b[[1]], x, n]] x^(d - n) b];
      f[[1]] = lessened[f[[1]], {d}, {x}]];
    {a, b} = {b, f}];
  If[PossibleZeroQ[a[[1]]], Return[{0, {0, 0}}, Module]];
  a = tidy[a inverse[Coefficient[a[[1]], x, Exponent[a[[1]], x]]]];
  {First[a], Rest[a]}]

(* In[1]:= PolynomialExtendedGCD[x^2 - 1, x^3 - 1, x]
   Out[1]= {-1 + x, {-x, 1}}
   In[2]:= PolynomialExtendedGCD[x^2 + 3 x + 2, x^3 + x + 1, x, Modulus -> 5]
   Out[2]= {1, {2 + 2*x + 2*x^2, 2 + 3*x}}
   In[3]:= PolynomialExtendedGCD[2 x, 3 x^2, x, Modulus -> 4]
   PolynomialExtendedGCD::modp: The value 4 of Modulus should be 0 or a prime number.
   Out[3]= PolynomialExtendedGCD[2*x, 3*x^2, x, Modulus -> 4] *)

Subresultants::usage = "Subresultants[poly1, poly2, x] gives the list of principal subresultant coefficients of the polynomials with respect to x.";
Subresultants[p_, q_, x_] := Module[{a = Reverse[CoefficientList[p, x]], b = Reverse[CoefficientList[q, x]], m, n},
  {m, n} = {Length[a] - 1, Length[b] - 1};
  Table[subresultant[a, b, m, n, j], {j, 0, Min[m, n]}]] /; PolynomialQ[p, x] && PolynomialQ[q, x] && ! FreeQ[p, x] && ! FreeQ[q, x]
subresultant[a_, b_, m_, n_, j_] := If[m + n == 2 j, 1, Expand[Det[Take[#, m + n - 2 j] & /@ Join[
  Table[PadRight[Join[ConstantArray[0, i], a], m + n], {i, 0, n - j - 1}],
  Table[PadRight[Join[ConstantArray[0, i], b], m + n], {i, 0, m - j - 1}]]]]]

(* In[1]:= Subresultants[(x - 1) (x - 2), (x - 1) (x - 3), x]
   Out[1]= {0, -1, 1}
   In[2]:= Subresultants[x^2 + a, x^3 - 1, x]
   Out[2]= {1 + a^3, -a, 1} *)

Decompose::usage = "Decompose[poly, x] decomposes a polynomial into a composition of simpler polynomials; the last is the innermost.";
Decompose::poly = "`1` is not a polynomial.";
Decompose[p_, x_] := Null /; ! PolynomialQ[p, x] && (Message[Decompose::poly, p]; False)
Decompose[p_, x_] := decomposed[CoefficientList[p, x], x]
decomposed[c_, x_] := Module[{n = Length[c] - 1, found = None},
  Do[found = inner[c, n, s, x]; If[found =!= None, Break[]], {s, Select[Divisors[Max[n, 1]], 1 < # < n &]}];
  If[found === None, {powers[c, x]}, Join[decomposed[found[[1]], x], {found[[2]]}]]]
powers[c_, x_] := c . x^Range[0, Length[c] - 1]
(* The inner polynomial of degree s follows from the highest coefficients; the outer one from repeated division by it. *)
inner[c_, n_, s_, x_] := Module[{h = x^s, r = n/s, rest = powers[c, x], outer = {}, d},
  Do[d = Together[(c[[n - k + 1]]/Last[c] - Coefficient[Expand[h^r], x, n - k])/r]; h = h + d x^(s - k), {k, 1, s - 1}];
  While[rest =!= 0,
    d = PolynomialRemainder[rest, h, x];
    If[! FreeQ[d, x], Return[None, Module]];
    AppendTo[outer, d]; rest = Expand[Together[PolynomialQuotient[rest, h, x]]]];
  {outer, h}]

(* In[1]:= Decompose[x^4 + x^2 + 1, x]
   Out[1]= {1 + x + x^2, x^2}
   In[2]:= Decompose[x^6 + 6 x^4 + x^3 + 9 x^2 + 3 x - 5, x]
   Out[2]= {-5 + x + x^2, 3*x + x^3} *)

SymmetricReduction::usage = "SymmetricReduction[f, {x1, ..., xn}] gives {p, q}, where f is p + q, p is a symmetric polynomial written with the elementary symmetric polynomials, and q is the rest.
SymmetricReduction[f, {x1, ..., xn}, {s1, ..., sn}] writes the elementary symmetric polynomials as s1, ..., sn.";
SymmetricReduction[f_, vars : {__}] := With[{s = Array[SymmetricPolynomial[#, vars] &, Length[vars]]}, SymmetricReduction[f, vars, s]]
SymmetricReduction[f_, vars : {__}, s_List] := Module[{rest = Expand[f], p = 0, q = 0, top, powers, e = Array[SymmetricPolynomial[#, vars] &, Length[vars]], term},
  While[! PossibleZeroQ[rest],
    top = leading[rest, vars];
    If[OrderedQ[Reverse[First[top]]],
      powers = -Differences[Append[First[top], 0]];
      p += Last[top] monomial[powers, s]; term = Last[top] monomial[powers, e],
      term = Last[top] monomial[First[top], vars]; q += term];
    rest = lessened[Expand[rest - term], First[top], vars]];
  {p, q}] /; PolynomialQ[f, vars] && Length[s] === Length[vars] && variables[SymmetricReduction, vars]

(* In[1]:= SymmetricReduction[x^2 + y^2, {x, y}, {s, t}]
   Out[1]= {s^2 - 2*t, 0}
   In[2]:= SymmetricReduction[x^2 - y^2, {x, y}, {s, t}]
   Out[2]= {s^2 - 2*t, -2*y^2}
   In[3]:= SymmetricReduction[x, {x, x}, {s, t}]
   SymmetricReduction::ivar: {x, x} is not a list of different variables.
   Out[3]= SymmetricReduction[x, {x, x}, {s, t}] *)

RootReduce::usage = "RootReduce[expr] reduces algebraic numbers in expr to Root objects, or to radicals where their degree is at most two.";
RootReduce[list_List] := Map[RootReduce, list]
RootReduce[e : (_Equal | _Unequal | _Less | _Greater | _LessEqual | _GreaterEqual | _And | _Or)] := Map[RootReduce, e]
RootReduce[x : (_Integer | _Rational | _Complex)] := x
RootReduce[x_?NumericQ] := With[{p = Quiet[MinimalPolynomial[x, t]]}, lowest[x, p] /; PolynomialQ[p, t]]
RootReduce[x_] := x /; ! NumericQ[x]
lowest[x_, p_] := With[{c = CoefficientList[p, t]}, Which[
  Length[c] == 2, -First[c]/Last[c],
  Length[c] == 3, With[{d = Sqrt[c[[2]]^2 - 4 c[[1]] c[[3]]]/(2 c[[3]])}, -c[[2]]/(2 c[[3]]) + First[SortBy[{-d, d}, Abs[N[# - c[[2]]/(2 c[[3]]) - x, 20]] &]]],
  True, With[{f = Evaluate[p /. t -> #] &}, First[SortBy[Table[Root[f, k], {k, Length[c] - 1}], Abs[N[# - x, 20]] &]]]]]

(* In[1]:= RootReduce[Sqrt[3 + 2 Sqrt[2]]]
   Out[1]= 1 + Sqrt[2]
   In[2]:= RootReduce[2^(1/3) 2^(2/3) + x]
   Out[2]= 2 + x
   In[3]:= N[RootReduce[Sqrt[2] + Sqrt[3]]] == N[Sqrt[2] + Sqrt[3]]
   Out[3]= True *)
