(* Sums of primes below two million; abundant sums; the triangle number with more than five hundred divisors. *)
primeSum = Total[Prime[Range[PrimePi[2*10^6]]]];
abundant = Select[Range[28123], DivisorSigma[1, #] > 2 # &];
sums = ConstantArray[0, 28123];
Do[Do[s = abundant[[i]] + abundant[[j]]; If[s > 28123, Break[]]; sums[[s]] = 1, {j, i, Length[abundant]}], {i, Length[abundant]}];
t = 1; i = 1; While[DivisorSigma[0, t] <= 500, i++; t += i];
{primeSum, 28123*28124/2 - Total[Range[28123] sums], t}
