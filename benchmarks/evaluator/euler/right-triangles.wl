(* Perimeters of right triangles with integer sides: the one up to 1000 with most; those up to a million with just one. *)
counts = ConstantArray[0, 1000];
Do[With[{c = Sqrt[a^2 + b^2]}, If[IntegerQ[c] && a + b + c <= 1000, counts[[a + b + c]]++]], {a, 1, 500}, {b, a, 500}];
limit = 10^6; once = ConstantArray[0, limit];
Do[If[OddQ[m - n] && GCD[m, n] == 1,
    p = 2 m (m + n);
    Do[once[[q]]++, {q, p, limit, p}]],
  {m, 2, Floor[Sqrt[limit/2]]}, {n, 1, m - 1}];
{First[Ordering[counts, -1]], Count[once, 1]}
