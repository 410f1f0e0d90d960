(* Ways to pay two pounds, by recursion over patterns, by a table, and as a coefficient. *)
ways[0, _] = 1; ways[_, {}] = 0; ways[n_ /; n < 0, _] = 0;
ways[n_, {c_, rest___}] := ways[n, {rest}] + ways[n - c, {c, rest}];
coins = {200, 100, 50, 20, 10, 5, 2, 1};
table = Fold[Function[{w, c}, Module[{v = w}, Do[v[[i + 1]] += v[[i + 1 - c]], {i, c, 20000}]; v]], UnitVector[20001, 1], coins];
{ways[100, coins], table[[201]], table[[20001]], Coefficient[Series[Times @@ (1/(1 - x^#) & /@ coins), {x, 0, 100}] // Normal, x, 100]}
