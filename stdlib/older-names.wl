(* Names of earlier versions of the language that programs still use. *)

Random::usage = "Random[] gives a pseudorandom real from 0 to 1.
Random[type, range] gives one of type Integer, Real or Complex in a range; RandomInteger, RandomReal and RandomComplex have superseded it.";
Random[] := RandomReal[]
Random[Real] := RandomReal[]
Random[Integer] := RandomInteger[]
Random[Complex] := RandomComplex[]
Random[Real, range_, ___] := RandomReal[range]
Random[Integer, range_] := RandomInteger[range]
Random[Complex, {a_, b_}] := RandomComplex[{a, b}]
Random[dist_] := RandomVariate[dist]
(* In[1]:= {0 <= Random[] <= 1, MemberQ[{1, 2, 3}, Random[Integer, {1, 3}]], Head[Random[NormalDistribution[]]]}
   Out[1]= {True, True, Real} *)
