(* Polynomials by formulas over what the other functions give: Resultant, Discriminant, continued fractions. *)

Attributes[Resultant] = {Listable};
Resultant::usage = "Resultant[poly1, poly2, var] computes the resultant of the polynomials poly1 and poly2 with respect to the variable var.";
Resultant[p_, q_, x_] := Module[{a = Reverse[CoefficientList[p, x]], b = Reverse[CoefficientList[q, x]], m, n},
  {m, n} = {Length[a] - 1, Length[b] - 1};
  If[m + n === 0, 1, Expand[Det[Join[
    Table[Join[ConstantArray[0, i], a, ConstantArray[0, n - 1 - i]], {i, 0, n - 1}],
    Table[Join[ConstantArray[0, i], b, ConstantArray[0, m - 1 - i]], {i, 0, m - 1}]]]]]] /;
  PolynomialQ[p, x] && PolynomialQ[q, x]

(* In[1]:= Resultant[x^2 - 1, x - 3, x]
   Out[1]= 8
   In[2]:= Resultant[x^2 - a, x - b, x]
   Out[2]= -a + b^2 *)

Attributes[Discriminant] = {Listable};
Discriminant::usage = "Discriminant[poly, var] computes the discriminant of the polynomial poly with respect to the variable var.";
Discriminant[p_, x_] := With[{n = Exponent[p, x]},
  Expand[Cancel[(-1)^(n (n - 1)/2) Resultant[p, D[p, x], x]/Coefficient[p, x, n]]]] /; PolynomialQ[p, x]

(* In[1]:= Discriminant[a x^2 + b x + c, x]
   Out[1]= b^2 - 4*a*c *)

ContinuedFraction::usage = "ContinuedFraction[x] gives a list of all terms that can be obtained in the continued fraction representation of the number x.
ContinuedFraction[x, n] generates a list of the first n terms.";
ContinuedFraction[x_Integer | x_Rational] := fractionTerms[x, Infinity]
ContinuedFraction[x_Integer | x_Rational, n_Integer?Positive] := fractionTerms[x, n]
(* Only terms that the number's own accuracy decides. *)
ContinuedFraction[x_Real] := With[{near = Rationalize[x]},
  If[! MatchQ[near, _Real], fractionTerms[near, Infinity],
    With[{value = Sign[x] FromDigits[RealDigits[x]], error = 10^-Floor[Accuracy[x]]},
      commonTerms[fractionTerms[value - error, Infinity], fractionTerms[value + error, Infinity]]]]]
(* Square roots repeat: the states (P + Sqrt[n])/Q of the classical algorithm come back. *)
ContinuedFraction[x_?QuadraticIrrationalQ] := periodicTerms[x]
ContinuedFraction[x_?NumericQ, n_Integer?Positive] := fractionTerms[Rationalize[N[x, 2 n + 20], 0], n]
commonTerms[a_, b_] := Take[a, LengthWhile[Transpose[{Take[a, Min[Length[a], Length[b]]], Take[b, Min[Length[a], Length[b]]]}], Apply[SameQ]]]
periodicTerms[x_] := Module[{n, p, q, a, root, terms = {}, seen = <||>},
  {p, q, n} = surdState[Expand[x]];
  root = Sqrt[n];
  While[! KeyExistsQ[seen, {p, q}],
    seen[{p, q}] = Length[terms];
    a = Floor[(p + root)/q]; AppendTo[terms, a];
    p = a q - p; q = (n - p^2)/q];
  With[{start = seen[{p, q}]}, Append[Take[terms, start], Drop[terms, start]]]]
surdState[x_] := Module[{rational, part, square, p, q, n, d},
  rational = If[Head[x] === Plus, Total[Select[List @@ x, MatchQ[#, _Integer | _Rational] &]], 0];
  part = x - rational;
  square = part^2;
  d = LCM[Denominator[rational], Denominator[square]];
  (* x = (p + Sqrt[n])/q *)
  {p, q, n} = {rational d, d, square d^2};
  If[Negative[part], {p, q} = {-p, -q}];
  If[! IntegerQ[(n - p^2)/q], {p, n, q} = {p Abs[q], n q^2, q Abs[q]}];
  {p, q, n}]
fractionTerms[x_, n_] := Module[{terms = {}, r = x, a},
  While[Length[terms] < n, a = IntegerPart[r]; AppendTo[terms, a]; r = r - a; If[r === 0, Break[]]; r = 1/r];
  terms]

(* In[1]:= ContinuedFraction[47/17]
   Out[1]= {2, 1, 3, 4}
   In[2]:= ContinuedFraction[Pi, 5]
   Out[2]= {3, 7, 15, 1, 292}
   In[3]:= {ContinuedFraction[Sqrt[7]], ContinuedFraction[(1 + Sqrt[5])/2]}
   Out[3]= {{2, {1, 1, 1, 4}}, {{1}}}
   In[4]:= Take[ContinuedFraction[N[E, 50]], 8]
   Out[4]= {2, 1, 2, 1, 1, 4, 1, 1} *)

FromContinuedFraction::usage = "FromContinuedFraction[list] reconstructs a number from the list of its continued fraction terms.";
FromContinuedFraction[terms_List] := Fold[#2 + 1/#1 &, Last[terms], Reverse[Most[terms]]] /; terms =!= {}
FromContinuedFraction[{}] := 0

(* In[1]:= FromContinuedFraction[{2, 1, 3, 4}]
   Out[1]= 47/17
   In[2]:= FromContinuedFraction[{a, b}]
   Out[2]= a + 1/b *)
