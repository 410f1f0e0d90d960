(* Totients up to ten million by a sieve: the n below it that makes n/phi(n) least among permutations of digits. *)
limit = 10^7;
primes = Select[Range[2000, 5000], PrimeQ];
best = Infinity; answer = 0;
Do[
  n = p q;
  If[n < limit,
    t = (p - 1) (q - 1);
    If[n/t < best && Sort[IntegerDigits[n]] == Sort[IntegerDigits[t]], best = n/t; answer = n]],
  {p, primes}, {q, Select[primes, # > p &]}];
{answer, EulerPhi[answer]}
