(* The largest palindrome that is a product of two numbers of three digits; palindromes in bases 10 and 2; sums of squares. *)
palQ[n_, b_: 10] := IntegerDigits[n, b] == Reverse[IntegerDigits[n, b]];
largest = Max[Select[Flatten[Table[a b, {a, 900, 999}, {b, a, 999}]], palQ]];
both = Total[Select[Range[1, 999999, 2], PalindromeQ[#] && palQ[#, 2] &]];
found = {};
Do[s = i^2; Do[s += j^2; If[s >= 10^7, Break[]]; If[palQ[s], AppendTo[found, s]], {j, i + 1, 4000}], {i, 1, 2300}];
{largest, both, Total[Union[found]]}
