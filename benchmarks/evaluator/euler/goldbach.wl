(* The first odd composite that is no prime and twice a square; consecutive numbers with four prime factors each. *)
goldbachQ[n_] := Or @@ Table[PrimeQ[n - 2 k^2], {k, 1, Floor[Sqrt[n/2]]}];
n = 9; While[PrimeQ[n] || goldbachQ[n], n += 2];
k = 2; run = 0;
While[run < 4, If[PrimeNu[k] == 4, run++, run = 0]; k++];
{n, k - 4}
