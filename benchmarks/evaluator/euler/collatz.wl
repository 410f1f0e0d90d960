(* The start below a million with the longest Collatz sequence, lengths remembered in a list. *)
longestCollatz[limit_] := Module[{cache = ConstantArray[0, limit], best = 1, bestLength = 1, n, steps, len},
  cache[[1]] = 1;
  For[i = 2, i < limit, i++,
    n = i; steps = 0;
    While[n >= i,
      If[EvenQ[n], n = n/2, n = 3 n + 1];
      steps++];
    len = steps + cache[[n]];
    cache[[i]] = len;
    If[len > bestLength, bestLength = len; best = i]];
  {best, bestLength}];
longestCollatz[10^6]
