(* Paths through a grid by memoised recursion, and the cheapest path through a matrix of costs. *)
paths[0, _] = 1; paths[_, 0] = 1;
paths[i_, j_] := paths[i, j] = paths[i - 1, j] + paths[i, j - 1];
n = 80; state = 290797;
cost = Table[state = Mod[state^2, 50515093]; Mod[state, 10000], {n}, {n}];
sum = cost;
Do[
  sum[[i, j]] += Which[i == 1 && j == 1, 0, i == 1, sum[[i, j - 1]], j == 1, sum[[i - 1, j]], True, Min[sum[[i - 1, j]], sum[[i, j - 1]]]],
  {i, n}, {j, n}];
{paths[20, 20], paths[90, 90] == Binomial[180, 90], sum[[n, n]]}
