(* Lychrel numbers below ten thousand, with fifty turns each. *)
turn[n_] := n + FromDigits[Reverse[IntegerDigits[n]]];
lychrelQ[n_] := Module[{m = turn[n], k = 1},
  While[k < 50 && IntegerDigits[m] != Reverse[IntegerDigits[m]], m = turn[m]; k++];
  k == 50];
{Count[Range[9999], _?lychrelQ], Length[Select[Range[2000], NestWhile[turn, turn[#], ! PalindromeQ[#] &, 1, 50] > 10^20 &]]}
