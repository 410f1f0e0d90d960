(* The sum of products whose multiplicand, multiplier and product use the digits 1 to 9 once. *)
pandigitalQ[a_, b_, c_] := Sort[Join[IntegerDigits[a], IntegerDigits[b], IntegerDigits[c]]] === Range[9];
Total[Union[Reap[
  Do[If[pandigitalQ[a, b, a b], Sow[a b]], {a, 1, 9}, {b, 1000, Quotient[9999, a]}];
  Do[If[pandigitalQ[a, b, a b], Sow[a b]], {a, 10, 98}, {b, 100, Quotient[9999, a]}]][[2, 1]]]]
