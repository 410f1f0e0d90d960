(* The smallest member of the longest amicable chain below a million. *)
limit = 10^6;
sums = ConstantArray[1, limit]; sums[[1]] = 0;
Do[sums[[2 i ;; limit ;; i]] += i, {i, 2, limit/2}];
seen = ConstantArray[False, limit];
bestLength = 0; bestMin = 0;
Do[
  If[! seen[[start]],
    chain = <||>; n = start; k = 0;
    While[1 < n <= limit && ! seen[[n]],
      seen[[n]] = True; chain[n] = k++; n = sums[[n]]];
    If[KeyExistsQ[chain, n],
      len = k - chain[n];
      If[len > bestLength, bestLength = len; bestMin = Min[Select[Keys[chain], chain[#] >= chain[n] &]]]]],
  {start, 2, limit}];
{bestMin, bestLength}
