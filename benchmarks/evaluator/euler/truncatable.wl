(* The eleven primes that stay prime when digits are cut from either side; circular primes below a million. *)
truncQ[p_] := With[{d = IntegerDigits[p]}, AllTrue[Range[Length[d] - 1], PrimeQ[FromDigits[Drop[d, #]]] && PrimeQ[FromDigits[Drop[d, -#]]] &]];
found = {}; p = 7;
While[Length[found] < 11, p = NextPrime[p]; If[truncQ[p], AppendTo[found, p]]];
circularQ[p_] := And @@ (PrimeQ[FromDigits[RotateLeft[IntegerDigits[p], #]]] & /@ Range[IntegerLength[p]]);
{Total[found], Length[Select[Prime[Range[PrimePi[10^6]]], circularQ]]}
