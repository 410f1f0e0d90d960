(* Odd periods of continued fractions of square roots up to ten thousand; digits of roots; convergents of e. *)
period[n_] := Module[{a0 = Floor[Sqrt[n]], a, m = 0, d = 1, len = 0},
  If[a0^2 == n, Return[0]];
  a = a0;
  While[a != 2 a0, m = d a - m; d = (n - m^2)/d; a = Quotient[a0 + m, d]; len++];
  len];
{Count[Range[10000], _?(OddQ[period[#]] &)],
 Total[Total[First[RealDigits[Sqrt[#], 10, 100]]] & /@ Select[Range[100], ! IntegerQ[Sqrt[#]] &]],
 Total[IntegerDigits[Numerator[FromContinuedFraction[Prepend[Flatten[Table[{1, 2 k, 1}, {k, 33}]], 2]]]]],
 Length[Last[ContinuedFraction[Sqrt[991]]]]}
