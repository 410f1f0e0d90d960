(* Number theory: representations of integers, linear equations in them, symbols of Jacobi and Kronecker, figurate numbers. *)

FrobeniusSolve::usage = "FrobeniusSolve[{a1, ..., an}, b] gives a list of all solutions of a1 x1 + ... + an xn == b in non-negative integers.
FrobeniusSolve[{a1, ..., an}, b, m] gives at most m of them.";
FrobeniusSolve::posint = "The coefficients `1` should be positive integers.";
FrobeniusSolve[a : {__Integer}, b_Integer, m_ : Infinity] := Null /; ! VectorQ[a, Positive] && (Message[FrobeniusSolve::posint, a]; False)
FrobeniusSolve[a : {__Integer?Positive}, b_Integer] := solutions[a, b]
FrobeniusSolve[a : {__Integer?Positive}, b_Integer, m_Integer?Positive] := Take[solutions[a, b], UpTo[m]]
solutions[{a_}, b_] := If[b >= 0 && Divisible[b, a], {{b/a}}, {}]
solutions[{a_, rest__}, b_] := Join @@ Table[Map[Prepend[#, k] &, solutions[{rest}, b - a k]], {k, 0, Quotient[b, a]}]

(* In[1]:= FrobeniusSolve[{2, 3}, 6]
   Out[1]= {{0, 2}, {3, 0}}
   In[2]:= FrobeniusSolve[{12, 16, 20, 27}, 123]
   Out[2]= {{0, 1, 4, 1}, {0, 6, 0, 1}, {1, 4, 1, 1}, {2, 2, 2, 1}, {3, 0, 3, 1}, {4, 3, 0, 1}, {5, 1, 1, 1}, {8, 0, 0, 1}}
   In[3]:= FrobeniusSolve[{0, 1}, 2]
   FrobeniusSolve::posint: The coefficients {0, 1} should be positive integers.
   Out[3]= FrobeniusSolve[{0, 1}, 2] *)

FrobeniusNumber::usage = "FrobeniusNumber[{a1, ..., an}] gives the largest integer b for which a1 x1 + ... + an xn == b has no solution in non-negative integers.";
FrobeniusNumber[a : {__Integer?Positive}] := Which[MemberQ[a, 1], -1, GCD @@ a > 1, Infinity, True, frobenius[Sort[a]]]
(* The least number of each residue class that can be written; round by round over the classes of the smallest coefficient. *)
frobenius[{m_, rest___}] := Module[{least = Append[ConstantArray[Infinity, m - 1], 0], d, p, n},
  (* least[[r]] for r = 1 ... m, where m stands for 0 *)
  Do[d = GCD[m, a];
    Do[n = Min[Table[least[[Mod[q, m, 1]]], {q, r, m - 1, d}]];
      If[n < Infinity, p = Mod[n, m];
        Do[n += a; p = Mod[p + a, m]; n = Min[n, least[[Mod[p, m, 1]]]]; least[[Mod[p, m, 1]]] = n, {m/d - 1}]],
      {r, 0, d - 1}],
    {a, {rest}}];
  Max[least] - m]

(* In[1]:= FrobeniusNumber[{12, 16, 20, 27}]
   Out[1]= 89
   In[2]:= {FrobeniusNumber[{2, 4}], FrobeniusNumber[{1, 5}]}
   Out[2]= {Infinity, -1} *)

PowersRepresentations::usage = "PowersRepresentations[n, k, p] gives the distinct representations of the integer n as a sum of k non-negative p-th integer powers.";
PowersRepresentations[n_Integer, k_Integer?Positive, p_Integer?Positive] := Map[Reverse, powers[n, k, p, root[n, p]]]
root[n_, p_] := If[n < 0, -1, Floor[n^(1/p)]]
powers[n_, 1, p_, most_] := With[{r = root[n, p]}, If[n >= 0 && r <= most && r^p == n, {{r}}, {}]]
powers[n_, k_, p_, most_] := If[n < 0, {},
  Join @@ Table[Map[Prepend[#, r] &, powers[n - r^p, k - 1, p, r]], {r, Min[most, root[n, p]], Floor[(n/k)^(1/p)], -1}]]

(* In[1]:= PowersRepresentations[25, 2, 2]
   Out[1]= {{0, 5}, {3, 4}}
   In[2]:= PowersRepresentations[1729, 2, 3]
   Out[2]= {{1, 12}, {9, 10}} *)

SquaresR::usage = "SquaresR[d, n] gives the number of ways to represent the integer n as a sum of d squares, counting order and signs.";
SquaresR[d_Integer?Positive, n_Integer] := Which[n < 0, 0, n == 0, 1, d == 1, If[IntegerQ[Sqrt[n]], 2, 0],
  d == 2, 4 Total[Map[Switch[Mod[#, 4], 1, 1, 3, -1, _, 0] &, Divisors[n]]],
  d == 4, 8 Total[Select[Divisors[n], ! Divisible[#, 4] &]],
  True, Sum[If[k == 0, 1, 2] SquaresR[d - 1, n - k^2], {k, 0, Floor[Sqrt[n]]}]]

(* In[1]:= {SquaresR[2, 5], SquaresR[3, 9], SquaresR[4, 12]}
   Out[1]= {8, 30, 96} *)

JacobiSymbol::usage = "JacobiSymbol[n, m] gives the Jacobi symbol (n/m) for a positive odd m; for other m its continuation by Kronecker.";
JacobiSymbol[n_Integer, m_Integer] := KroneckerSymbol[n, m]
Attributes[JacobiSymbol] = {Listable};

(* In[1]:= JacobiSymbol[10, 5]
   Out[1]= 0
   In[2]:= Table[JacobiSymbol[n, 7], {n, 1, 6}]
   Out[2]= {1, 1, -1, 1, -1, -1} *)

KroneckerSymbol::usage = "KroneckerSymbol[n, m] gives the Kronecker symbol (n/m).";
Attributes[KroneckerSymbol] = {Listable};
KroneckerSymbol[n_Integer, 0] := If[Abs[n] == 1, 1, 0]
KroneckerSymbol[n_Integer, m_Integer] := Module[{a = n, b = m, sign = 1, twos},
  If[EvenQ[a] && EvenQ[b], Return[0, Module]];
  If[b < 0, b = -b; If[a < 0, sign = -sign]];
  twos = IntegerExponent[b, 2]; b = b/2^twos;
  If[OddQ[twos] && MemberQ[{3, 5}, Mod[a, 8]], sign = -sign];
  a = Mod[a, b];
  While[a != 0,
    While[EvenQ[a], a = a/2; If[MemberQ[{3, 5}, Mod[b, 8]], sign = -sign]];
    {a, b} = {b, a};
    If[Mod[a, 4] == 3 && Mod[b, 4] == 3, sign = -sign];
    a = Mod[a, b]];
  If[b == 1, sign, 0]]

(* In[1]:= {KroneckerSymbol[5, 2], KroneckerSymbol[-1, 6], KroneckerSymbol[3, 0]}
   Out[1]= {-1, -1, 0} *)

PrimitiveRootList::usage = "PrimitiveRootList[n] gives a list of the primitive roots of n.";
PrimitiveRootList[n_Integer?Positive] := With[{g = Quiet[PrimitiveRoot[n]]},
  If[! IntegerQ[g], {}, Sort[Map[PowerMod[g, #, n] &, Select[Range[EulerPhi[n]], GCD[#, EulerPhi[n]] == 1 &]]]]]

(* In[1]:= {PrimitiveRootList[9], PrimitiveRootList[8]}
   Out[1]= {{2, 5}, {}} *)

PolygonalNumber::usage = "PolygonalNumber[n] gives the n-th triangular number.
PolygonalNumber[r, n] gives the n-th r-gonal number.";
Attributes[PolygonalNumber] = {Listable};
PolygonalNumber[n_] := n (n + 1)/2
PolygonalNumber[r_, n_] := n (n (r - 2) - r + 4)/2

(* In[1]:= {PolygonalNumber[{1, 2, 3, 4}], PolygonalNumber[5, 4]}
   Out[1]= {{1, 3, 6, 10}, 22} *)

NumberDigit::usage = "NumberDigit[x, n] gives the digit of x that multiplies 10^n.
NumberDigit[x, n, b] gives the digit in base b.";
NumberDigit[x_, ns_List, b_ : 10] := Map[NumberDigit[x, #, b] &, ns]
NumberDigit[x_?NumericQ, n_Integer, b_Integer : 10] := Mod[Floor[Abs[x]/b^n], b]

(* In[1]:= {NumberDigit[1234, 2], NumberDigit[Pi, -2]}
   Out[1]= {2, 4} *)

QuadraticIrrationalQ::usage = "QuadraticIrrationalQ[x] yields True if x is a quadratic irrational, and False otherwise.";
QuadraticIrrationalQ[x_] := MatchQ[Expand[x], Optional[_Integer | _Rational] + Optional[_Integer | _Rational] Power[_Integer?Positive, 1/2 | -1/2]]

(* In[1]:= {QuadraticIrrationalQ[(1 + Sqrt[5])/2], QuadraticIrrationalQ[3/4], QuadraticIrrationalQ[Pi]}
   Out[1]= {True, False, False} *)

NumberExpand::usage = "NumberExpand[x] gives a list of the decimal digits of x multiplied by their corresponding powers of 10.
NumberExpand[x, b] does so in base b.";
NumberExpand[n_Integer, b_Integer : 10] := With[{d = IntegerDigits[n, b]}, If[n == 0, {0}, Sign[n] d b^Range[Length[d] - 1, 0, -1]]]

(* In[1]:= NumberExpand[1024]
   Out[1]= {1000, 0, 20, 4} *)

LinearRecurrence::usage = "LinearRecurrence[ker, init, n] gives the sequence of length n obtained by iterating the linear recurrence with kernel ker starting with initial values init.
LinearRecurrence[ker, init, {n}] gives the n-th term.
LinearRecurrence[ker, init, {nmin, nmax}] gives terms nmin through nmax.";
LinearRecurrence::fewin = "At least `1` initial values are needed, one for each element of the kernel.";
LinearRecurrence[ker_List, init_List, n_] := Null /; Length[init] < Length[ker] && (Message[LinearRecurrence::fewin, Length[ker]]; False)
LinearRecurrence[ker_List, init_List, n_Integer?NonNegative] := terms[ker, init, n] /; Length[init] >= Length[ker]
terms[ker_, init_, n_] := Module[{k = Length[ker]},
  Take[Nest[Append[#, ker . Reverse[Take[#, -k]]] &, Take[init, -k], Max[n - k, 0]], n]]
LinearRecurrence[ker_List, init_List, {n_Integer?Positive}] := Last[terms[ker, init, n]] /; Length[init] >= Length[ker]
LinearRecurrence[ker_List, init_List, {m_Integer?Positive, n_Integer}] := Drop[terms[ker, init, n], m - 1] /; Length[init] >= Length[ker]

(* In[1]:= LinearRecurrence[{1, 1}, {1, 1}, 8]
   Out[1]= {1, 1, 2, 3, 5, 8, 13, 21}
   In[2]:= LinearRecurrence[{a, b}, {1, 1}, {3}]
   Out[2]= a + b
   In[3]:= LinearRecurrence[{1, 1}, {1}, 3]
   LinearRecurrence::fewin: At least 2 initial values are needed, one for each element of the kernel.
   Out[3]= LinearRecurrence[{1, 1}, {1}, 3] *)

DeBruijnSequence::usage = "DeBruijnSequence[list, n] gives a cyclic sequence in which every n-tuple of elements of list occurs once.
DeBruijnSequence[k, n] does so for the list {0, 1, ..., k - 1}.";
DeBruijnSequence[k_Integer?Positive, n_Integer?Positive] := DeBruijnSequence[Range[0, k - 1], n]
(* The Lyndon words whose length divides n, in order. *)
DeBruijnSequence[list_List, n_Integer?Positive] := Module[{k = Length[list], a, out = {}, step},
  a = ConstantArray[1, n + 1];
  step[t_, p_] := If[t > n, If[Divisible[n, p], out = Join[out, a[[2 ;; p + 1]]]],
    a[[t + 1]] = a[[t - p + 1]]; step[t + 1, p];
    Do[a[[t + 1]] = j; step[t + 1, t], {j, a[[t - p + 1]] + 1, k}]];
  step[1, 1];
  list[[out]]]
DeBruijnSequence[text_String, n_Integer?Positive] := StringJoin[DeBruijnSequence[Characters[text], n]]

(* In[1]:= DeBruijnSequence[{a, b}, 3]
   Out[1]= {a, a, a, b, a, b, b, b} *)
