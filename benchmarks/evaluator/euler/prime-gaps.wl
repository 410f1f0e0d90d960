(* The longest gap between primes below two million, and where it begins. *)
gaps[limit_] := Module[{p = 2, q, best = 0, where = 2},
  While[(q = NextPrime[p]) < limit,
    If[q - p > best, best = q - p; where = p];
    p = q];
  {best, where}];
{gaps[2*10^6], Max[Differences[Prime[Range[148933]]]]}
