(* The side of the square spiral at which fewer than a tenth of the numbers on both diagonals are prime. *)
side = 1; n = 1; count = 0; total = 1;
While[True,
  side += 2;
  Do[n += side - 1; If[PrimeQ[n], count++], {4}];
  total += 4;
  If[10 count < total, Break[]]];
{side, NestList[# + 2 &, 1, 500] // Total[4 #^2 - 6 (# - 1) & /@ Rest[#]] + 1 &}
