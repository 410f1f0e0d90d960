(* Numbers equal to the sum of the factorials of their digits; and how many chains have sixty terms. *)
f[n_] := f[n] = Total[IntegerDigits[n]!];
curious = Select[Range[10, 99999], Total[IntegerDigits[#]!] == # &];
chainLength[n_] := Module[{seen = {n}, m = f[n]}, While[! MemberQ[seen, m], AppendTo[seen, m]; m = f[m]]; Length[seen]];
{Total[curious], Max[chainLength /@ Range[10000]]}
