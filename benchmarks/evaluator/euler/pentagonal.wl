(* The least difference of two pentagonal numbers whose sum and difference are pentagonal. *)
pent[n_] := n (3 n - 1)/2;
pentQ[x_] := IntegerQ[(1 + Sqrt[1 + 24 x])/6];
firstPair[limit_] := Catch[
  Do[
    With[{pj = pent[j]},
      Do[With[{pk = pent[k]}, If[pentQ[pj - pk] && pentQ[pj + pk], Throw[pj - pk]]], {k, j - 1, 1, -1}]],
    {j, 2, limit}]];
firstPair[2200]
