(* Partitions by the pentagonal recurrence: the first n whose count is divisible by 10^6, and sums by a memoised function. *)
firstDivisible[m_, limit_] := Module[{p = ConstantArray[0, limit], n = 1, k, g, sum, sign},
  p[[1]] = 1;
  While[n < limit,
    sum = 0; k = 1; g = 1;
    While[g <= n,
      sign = If[OddQ[k], 1, -1];
      sum += sign p[[n - g + 1]];
      g = k (3 k + 1)/2;
      If[g <= n, sum += sign p[[n - g + 1]]];
      k++; g = k (3 k - 1)/2];
    p[[n + 1]] = Mod[sum, m];
    If[p[[n + 1]] == 0, Return[n]];
    n++]];
q[n_, m_] := q[n, m] = Which[n == 0, 1, n < 0 || m == 0, 0, True, q[n - m, m] + q[n, m - 1]];
{firstDivisible[10^5, 40000], q[100, 99]}
