(* Polynomials, sequences and functions of whole numbers, and functions of real ones that are put together from simple pieces. *)

Internal`SequencePolynomial::usage = "Internal`SequencePolynomial[name, n, x] gives the polynomial that goes with a sequence of numbers.";
Internal`SequencePolynomial["Fibonacci", n_, x_] := If[n == 0, 0, If[NumericQ[x], Nest[{Last[#], x Last[#] + First[#]} &, {0, 1}, n][[1]], Sum[Binomial[n - 1 - k, k] x^(n - 1 - 2 k), {k, 0, Quotient[n - 1, 2]}]]]
Internal`SequencePolynomial["LucasL", 0, x_] := 2
Internal`SequencePolynomial["LucasL", n_, x_] := Sum[n/(n - k) Binomial[n - k, k] x^(n - 2 k), {k, 0, Quotient[n, 2]}]
Internal`SequencePolynomial["BernoulliB", n_, x_] := polynomial[Table[Binomial[n, k] BernoulliB[n - k], {k, 0, n}], x]
Internal`SequencePolynomial["EulerE", n_, x_] := polynomial[CoefficientList[Expand[Sum[Binomial[n, k] EulerE[k]/2^k (one - 1/2)^(n - k), {k, 0, n}]], one], x]
Internal`SequencePolynomial["BellB", n_, x_] := polynomial[Table[StirlingS2[n, k], {k, 0, n}], x]
polynomial[c_, x_] := First[c] + Sum[c[[k + 1]] x^k, {k, 1, Length[c] - 1}]

(* In[1]:= {Fibonacci[6, x], LucasL[4, x], BellB[2, 3]}
   Out[1]= {3*x + 4*x^3 + x^5, 2 + 4*x^2 + x^4, 12} *)

MangoldtLambda::usage = "MangoldtLambda[n] gives Log[p] where n is a power of the prime p, and 0 otherwise.";
Attributes[MangoldtLambda] = {Listable, NumericFunction};
MangoldtLambda[n_Integer?Positive] := If[PrimePowerQ[n], Log[FactorInteger[n][[1, 1]]], 0]

(* In[1]:= MangoldtLambda[{6, 7, 8}]
   Out[1]= {0, Log[7], Log[2]} *)

PowerModList::usage = "PowerModList[a, s/r, m] gives the list of all x from 0 to m - 1 for which x^r is a^s modulo m.";
Attributes[PowerModList] = {Listable};
PowerModList[a_Integer, n_Integer, m_Integer] := {PowerMod[a, n, m]}
PowerModList[a_Integer, q_Rational, m_Integer?Positive] := With[{t = PowerMod[a, Numerator[q], m], r = Denominator[q]}, roots[t, r, m]]
(* Roots modulo each prime power by trial, put together by the Chinese remainder theorem. *)
roots[t_, r_, m_] := With[{moduli = Power @@@ FactorInteger[m]},
  If[m === 1, {0}, Sort[Map[ChineseRemainder[#, moduli] &, Tuples[Map[Function[q, Select[Range[0, q - 1], PowerMod[#, r, q] == Mod[t, q] &]], moduli]]]]]]

(* In[1]:= PowerModList[3, 1/2, 11]
   Out[1]= {5, 6}
   In[2]:= PowerModList[2, 1/2, 5]
   Out[2]= {} *)

AlternatingFactorial::usage = "AlternatingFactorial[n] gives n! - (n - 1)! + (n - 2)! - ....";
Attributes[AlternatingFactorial] = {Listable, NumericFunction};
AlternatingFactorial[n_Integer?NonNegative] := Sum[(-1)^(n - k) k!, {k, 1, n}]

(* In[1]:= AlternatingFactorial[{1, 2, 3, 5}]
   Out[1]= {1, 1, 5, 101} *)

Hyperfactorial::usage = "Hyperfactorial[n] gives the product of k^k for k from 1 to n.";
Attributes[Hyperfactorial] = {Listable, NumericFunction};
Hyperfactorial[n_Integer?NonNegative] := Product[k^k, {k, 1, n}]

(* In[1]:= Hyperfactorial[{0, 3, 4}]
   Out[1]= {1, 108, 27648} *)

BarnesG::usage = "BarnesG[n] gives the Barnes G-function, (n - 2)! (n - 3)! ... for whole n.";
(* In[1]:= BarnesG[{1, 4, 5}]
   Out[1]= {1, 2, 12} *)
Attributes[BarnesG] = {Listable, NumericFunction};
BarnesG[n_Integer] := If[n <= 0, 0, Product[k!, {k, 0, n - 2}]]
LogBarnesG::usage = "LogBarnesG[n] gives the logarithm of the Barnes G-function.";
Attributes[LogBarnesG] = {Listable, NumericFunction};
LogBarnesG[n_Integer] := If[n <= 0, -Infinity, Log[BarnesG[n]]]

(* In[1]:= LogBarnesG[{1, 5}]
   Out[1]= {0, Log[12]} *)

Convergents::usage = "Convergents[list] gives the convergents of a continued fraction with these terms.
Convergents[x, n] gives the first n convergents of the number x; Convergents[x] those of a rational one.";
Convergents[terms_List] := Table[FromContinuedFraction[Take[terms, k]], {k, Length[terms]}]
Convergents[{terms___, period_List}, n_Integer] := Convergents[Take[Join[{terms}, Flatten[ConstantArray[period, n]]], n]]
Convergents[x_?NumericQ] := With[{t = ContinuedFraction[x]}, Convergents[t] /; VectorQ[t]]
Convergents[x_?NumericQ, n_Integer] := With[{t = ContinuedFraction[x, n]}, Convergents[t] /; VectorQ[t]]

(* In[1]:= {Convergents[{1, 2, 3}], Convergents[Pi, 3], Convergents[47/17]}
   Out[1]= {{1, 3/2, 10/7}, {3, 22/7, 333/106}, {2, 3, 11/4, 47/17}} *)

MixedFractionParts::usage = "MixedFractionParts[x] gives {IntegerPart[x], FractionalPart[x]}.";
Attributes[MixedFractionParts] = {Listable};
MixedFractionParts[x_?NumericQ] := {IntegerPart[x], FractionalPart[x]}

(* In[1]:= MixedFractionParts[-7/3]
   Out[1]= {-2, -1/3} *)

NumberCompose::usage = "NumberCompose[{c1, c2, ...}, {u1, u2, ...}] gives c1 u1 + c2 u2 + ....";
(* In[1]:= NumberCompose[{1, 2, 3}, {100, 10, 1}]
   Out[1]= 123 *)
NumberCompose[c_List, u_List] := With[{n = Max[Length[c], Length[u]]}, PadLeft[c, n] . PadLeft[u, n]]
NumberDecompose::usage = "NumberDecompose[x, {u1, u2, ...}] gives coefficients of the number x in units that become smaller; all but the last are whole.";
NumberDecompose[x_, u_List] := Module[{rest = x, q}, Append[Table[q = IntegerPart[rest/w]; rest = rest - q w; q, {w, Most[u]}], rest/Last[u]]]

(* In[1]:= {NumberDecompose[123, {100, 10, 1}], NumberDecompose[3.5, {2, 1}], NumberCompose[{1, 2, 3}, {100, 10, 1}]}
   Out[1]= {{1, 2, 3}, {1, 1.5}, 123} *)

MersennePrimeExponent::usage = "MersennePrimeExponent[n] gives the n-th exponent p for which 2^p - 1 is prime.";
(* In[1]:= MersennePrimeExponent[{1, 5}]
   Out[1]= {2, 13} *)
Attributes[MersennePrimeExponent] = {Listable};
exponents = {2, 3, 5, 7, 13, 17, 19, 31, 61, 89, 107, 127, 521, 607, 1279, 2203, 2281, 3217, 4253, 4423, 9689, 9941, 11213, 19937, 21701, 23209, 44497, 86243, 110503, 132049, 216091, 756839, 859433, 1257787, 1398269, 2976221, 3021377, 6972593, 13466917, 20996011, 24036583, 25964951, 30402457, 32582657, 37156667, 42643801, 43112609};
MersennePrimeExponent[n_Integer?Positive] := exponents[[n]] /; n <= Length[exponents]
MersennePrimeExponentQ::usage = "MersennePrimeExponentQ[n] gives True if 2^n - 1 is prime, and False otherwise.";
(* In[1]:= MersennePrimeExponentQ[{7, 11}]
   Out[1]= {True, False} *)
Attributes[MersennePrimeExponentQ] = {Listable};
MersennePrimeExponentQ[n_Integer] := MemberQ[exponents, n] /; n <= Last[exponents]
MersennePrimeExponentQ[n_] := False /; ! IntegerQ[n]
PerfectNumber::usage = "PerfectNumber[n] gives the n-th perfect number, the sum of its own smaller divisors.";
Attributes[PerfectNumber] = {Listable};
PerfectNumber[n_Integer?Positive] := With[{p = exponents[[n]]}, 2^(p - 1) (2^p - 1)] /; n <= Length[exponents]

(* In[1]:= {PerfectNumber[{1, 2, 4}], MersennePrimeExponent[5], MersennePrimeExponentQ[{7, 11}]}
   Out[1]= {{6, 28, 8128}, 13, {True, False}} *)

ThueMorse::usage = "ThueMorse[n] gives the n-th term of the Thue-Morse sequence: the parity of the number of ones in n.";
(* In[1]:= ThueMorse[Range[0, 7]]
   Out[1]= {0, 1, 1, 0, 1, 0, 0, 1} *)
Attributes[ThueMorse] = {Listable};
ThueMorse[n_Integer?NonNegative] := Mod[DigitCount[n, 2, 1], 2]
RudinShapiro::usage = "RudinShapiro[n] gives 1 or -1 as the number of neighbouring ones in the binary digits of n is even or odd.";
Attributes[RudinShapiro] = {Listable};
RudinShapiro[n_Integer?NonNegative] := (-1)^SequenceCount[IntegerDigits[n, 2], {1, 1}, Overlaps -> True]

(* In[1]:= {ThueMorse[Range[0, 7]], RudinShapiro[Range[0, 7]]}
   Out[1]= {{0, 1, 1, 0, 1, 0, 0, 1}, {1, 1, 1, -1, 1, 1, -1, 1}} *)

FareySequence::usage = "FareySequence[n] gives the fractions from 0 to 1 with denominators up to n, in order.
FareySequence[n, k] gives the k-th of them.";
FareySequence[n_Integer?Positive] := Union[Flatten[Table[Range[0, d]/d, {d, n}]]]
FareySequence[n_Integer?Positive, k_Integer] := FareySequence[n][[k]]

(* In[1]:= FareySequence[4]
   Out[1]= {0, 1/4, 1/3, 1/2, 2/3, 3/4, 1} *)

RamanujanTau::usage = "RamanujanTau[n] gives the coefficient of q^n in q times the 24th power of the product of 1 - q^k.";
Attributes[RamanujanTau] = {Listable};
RamanujanTau[n_Integer?Positive] := With[{s = Map[DivisorSigma[1, #] &, Range[n]]}, Module[{t = {1}}, Do[AppendTo[t, -24/k Sum[s[[j]] t[[k - j + 1]], {j, 1, k}]], {k, 1, n - 1}]; Last[t]]]
RamanujanTau[n_Integer] := 0

(* In[1]:= RamanujanTau[Range[5]]
   Out[1]= {1, -24, 252, -1472, 4830} *)

FiniteAbelianGroupCount::usage = "FiniteAbelianGroupCount[n] gives the number of Abelian groups of order n.";
Attributes[FiniteAbelianGroupCount] = {Listable};
FiniteAbelianGroupCount[1] := 1
FiniteAbelianGroupCount[n_Integer?Positive] := Times @@ Map[PartitionsP, FactorInteger[n][[All, 2]]]

(* In[1]:= FiniteAbelianGroupCount[{1, 8, 36}]
   Out[1]= {1, 3, 4} *)

RootOfUnityQ::usage = "RootOfUnityQ[z] gives True if some power of the number z is 1, and False otherwise.";
Attributes[RootOfUnityQ] = {Listable};
RootOfUnityQ[z_?NumericQ] := With[{turns = Rationalize[N[Arg[z]/(2 Pi), 30], 10^-15]}, Precision[z] === Infinity && TrueQ[Abs[N[z, 30]] == 1] && Denominator[turns] <= 10^4 && PossibleZeroQ[z^Denominator[turns] - 1]]
RootOfUnityQ[_] := False

(* In[1]:= RootOfUnityQ[{I, (1 + I)/Sqrt[2], 2, (3 + 4 I)/5, x}]
   Out[1]= {True, True, False, False, False} *)

ArithmeticGeometricMean::usage = "ArithmeticGeometricMean[a, b] gives the arithmetic-geometric mean of a and b.";
Attributes[ArithmeticGeometricMean] = {Listable, NumericFunction, Orderless};
ArithmeticGeometricMean[0, _] := 0
ArithmeticGeometricMean[a_, a_] := a
ArithmeticGeometricMean[a_?NumericQ, b_?NumericQ] := Module[{x = a, y = b, p = Precision[{a, b}]}, Do[If[Abs[x - y] <= 10^-Min[p, 10^4] Abs[x], Break[]]; {x, y} = {(x + y)/2, Sqrt[x y]}, {100}]; x] /; Precision[{a, b}] < Infinity

(* In[1]:= {ArithmeticGeometricMean[0, 3], Round[ArithmeticGeometricMean[1., 2.], 0.0001]}
   Out[1]= {0, 1.4568} *)

LatticeReduce::usage = "LatticeReduce[{v1, v2, ...}] gives a reduced basis of the lattice that the vectors of whole or rational numbers span.";
LatticeReduce::latm = "A matrix of whole or rational numbers is expected instead of `1`.";
LatticeReduce[m_?MatrixQ] := With[{d = LCM @@ Denominator[Flatten[m]]}, reduced[m d]/d] /; AllTrue[Flatten[m], MatchQ[#, _Integer | _Rational] &]
LatticeReduce[m_] := Null /; (Message[LatticeReduce::latm, m]; False)
(* Lenstra, Lenstra and Lovasz with 3/4. *)
reduced[m_] := Module[{b = m, k = 2, n = Length[m], star, mu, q, orthogonal},
  orthogonal[] := (star = {}; mu = Table[0, {n}, {n}];
    Do[AppendTo[star, b[[i]] - Sum[mu[[i, j]] = If[star[[j]] . star[[j]] == 0, 0, b[[i]] . star[[j]]/star[[j]] . star[[j]]]; mu[[i, j]] star[[j]], {j, 1, i - 1}]], {i, n}]);
  orthogonal[];
  While[k <= n,
    Do[q = Round[mu[[k, j]]]; If[q != 0, b[[k]] = b[[k]] - q b[[j]]; orthogonal[]], {j, k - 1, 1, -1}];
    If[star[[k]] . star[[k]] >= (3/4 - mu[[k, k - 1]]^2) star[[k - 1]] . star[[k - 1]], k++,
      b[[{k, k - 1}]] = b[[{k - 1, k}]]; orthogonal[]; k = Max[2, k - 1]]];
  DeleteCases[b, {0 ..}]]

(* In[1]:= LatticeReduce[{{1, 1, 1}, {-1, 0, 2}, {3, 5, 6}}]
   Out[1]= {{0, 1, 0}, {1, 0, 1}, {-1, 0, 2}}
   In[2]:= LatticeReduce[x]
   LatticeReduce::latm: A matrix of whole or rational numbers is expected instead of x.
   Out[2]= LatticeReduce[x] *)

ThreeJSymbol::usage = "ThreeJSymbol[{j1, m1}, {j2, m2}, {j3, m3}] gives the values of the Wigner 3-j symbol.";
(* In[1]:= ThreeJSymbol[{1, 0}, {1, 0}, {0, 0}]
   Out[1]= -1/Sqrt[3] *)
ThreeJSymbol[{j1_, m1_}, {j2_, m2_}, {j3_, m3_}] := If[m1 + m2 + m3 != 0, 0, (-1)^(j1 - j2 - m3)/Sqrt[2 j3 + 1] Quiet[ClebschGordan[{j1, m1}, {j2, m2}, {j3, -m3}]]] /; AllTrue[{j1, m1, j2, m2, j3, m3}, NumericQ]
SixJSymbol::usage = "SixJSymbol[{j1, j2, j3}, {j4, j5, j6}] gives the values of the Racah 6-j symbol.";
SixJSymbol[{a_, b_, c_}, {d_, e_, f_}] := If[AllTrue[{{a, b, c}, {a, e, f}, {d, b, f}, {d, e, c}}, triangleQ], triangle[a, b, c] triangle[a, e, f] triangle[d, b, f] triangle[d, e, c] Sum[
    (-1)^t (t + 1)!/((t - a - b - c)! (t - a - e - f)! (t - d - b - f)! (t - d - e - c)! (a + b + d + e - t)! (b + c + e + f - t)! (a + c + d + f - t)!),
    {t, Max[a + b + c, a + e + f, d + b + f, d + e + c], Min[a + b + d + e, b + c + e + f, a + c + d + f]}], 0] /; AllTrue[{a, b, c, d, e, f}, NumericQ]
triangleQ[{a_, b_, c_}] := IntegerQ[a + b + c] && Abs[a - b] <= c <= a + b
triangle[a_, b_, c_] := Sqrt[(a + b - c)! (a - b + c)! (-a + b + c)!/(a + b + c + 1)!]

(* In[1]:= {SixJSymbol[{1, 1, 1}, {1, 1, 1}], SixJSymbol[{1, 2, 3}, {2, 1, 2}], ThreeJSymbol[{1, 0}, {1, 0}, {0, 0}]}
   Out[1]= {1/6, 1/(5*Sqrt[21]), -1/Sqrt[3]} *)

SquareWave::usage = "SquareWave[x] gives a square wave that is 1 and -1 in turn, with period 1.
SquareWave[{y1, y2}, x] takes the values y2 and y1.";
(* In[1]:= {SquareWave[0.7], SquareWave[{2, 3}, 1/4], SquareWave[x]}
   Out[1]= {-1, 3, SquareWave[x]} *)
Attributes[SquareWave] = {NumericFunction};
SquareWave[x_?real] := If[FractionalPart[x - Floor[x]] < 1/2, 1, -1]
SquareWave[{y1_, y2_}, x_?real] := If[FractionalPart[x - Floor[x]] < 1/2, y2, y1]
SquareWave[x_List] := Map[SquareWave, x]
TriangleWave::usage = "TriangleWave[x] gives a triangle wave between -1 and 1, with period 1.
TriangleWave[{min, max}, x] gives one between min and max.";
(* In[1]:= {TriangleWave[1/4], TriangleWave[{0, 4}, 1/2]}
   Out[1]= {1, 2} *)
TriangleWave[x_?real] := With[{t = x + 1/4 - Floor[x + 1/4]}, If[t <= 1/2, 4 t - 1, 3 - 4 t]]
TriangleWave[{a_, b_}, x_?real] := a + (b - a) (TriangleWave[x] + 1)/2
TriangleWave[x_List] := Map[TriangleWave, x]
SawtoothWave::usage = "SawtoothWave[x] gives a sawtooth wave from 0 to 1, with period 1.
SawtoothWave[{min, max}, x] gives one between min and max.";
SawtoothWave[x_?real] := x - Floor[x]
SawtoothWave[{a_, b_}, x_?real] := a + (b - a) (x - Floor[x])
SawtoothWave[x_List] := Map[SawtoothWave, x]
real[x_] := NumericQ[x] && Im[N[x]] == 0

(* In[1]:= {SawtoothWave[1.25], SawtoothWave[{0, 4}, 1/4], TriangleWave[1/4], TriangleWave[0.5], SquareWave[0.7], SquareWave[x]}
   Out[1]= {0.25, 1, 1, 0., -1, SquareWave[x]} *)

UnitTriangle::usage = "UnitTriangle[x] gives the unit triangle: 1 - Abs[x] for x from -1 to 1, and 0 elsewhere.";
(* In[1]:= UnitTriangle[{-2, 1/4}]
   Out[1]= {0, 3/4} *)
UnitTriangle[x_?real] := Max[1 - Abs[x], 0]
UnitTriangle[x_List] := Map[UnitTriangle, x]
HeavisidePi::usage = "HeavisidePi[x] gives 1 for x between -1/2 and 1/2, and 0 outside.";
(* In[1]:= {HeavisidePi[1/4], HeavisidePi[2], HeavisidePi[1/2]}
   Out[1]= {1, 0, HeavisidePi[1/2]} *)
HeavisidePi[x_?real] := Which[Abs[x] < 1/2, 1, Abs[x] > 1/2, 0, True, HeavisidePi[x]] /; Abs[x] != 1/2
HeavisideLambda::usage = "HeavisideLambda[x] gives the triangle 1 - Abs[x] for x from -1 to 1, and 0 outside.";
HeavisideLambda[x_?real] := Max[1 - Abs[x], 0]

(* In[1]:= {UnitTriangle[{-2, 1/4}], HeavisidePi[1/4], HeavisidePi[2], HeavisideLambda[0.25]}
   Out[1]= {{0, 3/4}, 1, 0, 0.75} *)

RealExponent::usage = "RealExponent[x] gives the base-10 exponent of x, Log10[Abs[x]].
RealExponent[x, b] gives it in base b.";
RealExponent[x_?NumericQ] := If[x == 0, -Infinity, N[Log10[Abs[x]]]]
RealExponent[x_?NumericQ, b_] := If[x == 0, -Infinity, N[Log[b, Abs[x]]]]

(* In[1]:= {RealExponent[1000.], RealExponent[8, 2]}
   Out[1]= {3., 3.} *)

SinDegrees::usage = "SinDegrees[x] gives the sine of x degrees.";
(* In[1]:= SinDegrees[{30, 45, 90.}]
   Out[1]= {1/2, 1/Sqrt[2], 1.} *)
CosDegrees::usage = "CosDegrees[x] gives the cosine of x degrees.";
(* In[1]:= {CosDegrees[60], CosDegrees[x]}
   Out[1]= {1/2, CosDegrees[x]} *)
TanDegrees::usage = "TanDegrees[x] gives the tangent of x degrees.";
(* In[1]:= TanDegrees[45]
   Out[1]= 1 *)
CotDegrees::usage = "CotDegrees[x] gives the cotangent of x degrees.";
(* In[1]:= CotDegrees[30]
   Out[1]= Sqrt[3] *)
SecDegrees::usage = "SecDegrees[x] gives the secant of x degrees.";
(* In[1]:= SecDegrees[60]
   Out[1]= 2 *)
CscDegrees::usage = "CscDegrees[x] gives the cosecant of x degrees.";
(* In[1]:= CscDegrees[30]
   Out[1]= 2 *)
ArcSinDegrees::usage = "ArcSinDegrees[x] gives the arc sine of x, in degrees.";
(* In[1]:= ArcSinDegrees[1/2]
   Out[1]= 30 *)
ArcCosDegrees::usage = "ArcCosDegrees[x] gives the arc cosine of x, in degrees.";
(* In[1]:= ArcCosDegrees[{-1, 0}]
   Out[1]= {180, 90} *)
ArcTanDegrees::usage = "ArcTanDegrees[x] gives the arc tangent of x, in degrees.
ArcTanDegrees[x, y] gives that of y/x, by quadrant.";
(* In[1]:= {ArcTanDegrees[1], ArcTanDegrees[-1, 1]}
   Out[1]= {45, 135} *)
ArcCotDegrees::usage = "ArcCotDegrees[x] gives the arc cotangent of x, in degrees.";
(* In[1]:= ArcCotDegrees[1]
   Out[1]= 45 *)
ArcSecDegrees::usage = "ArcSecDegrees[x] gives the arc secant of x, in degrees.";
(* In[1]:= ArcSecDegrees[2]
   Out[1]= 60 *)
ArcCscDegrees::usage = "ArcCscDegrees[x] gives the arc cosecant of x, in degrees.";
Scan[Apply[Function[{f, g}, Attributes[f] = {Listable, NumericFunction}; f[x_?NumericQ] := With[{v = g[x Degree]}, v /; InexactNumberQ[v] || FreeQ[v, g]]]],
  {{SinDegrees, Sin}, {CosDegrees, Cos}, {TanDegrees, Tan}, {CotDegrees, Cot}, {SecDegrees, Sec}, {CscDegrees, Csc}}]
Scan[Apply[Function[{f, g}, Attributes[f] = {Listable, NumericFunction}; f[x_?NumericQ] := With[{v = g[x]}, If[InexactNumberQ[v], v/N[Degree], v/Pi 180] /; InexactNumberQ[v] || FreeQ[v, g]]]],
  {{ArcSinDegrees, ArcSin}, {ArcCosDegrees, ArcCos}, {ArcTanDegrees, ArcTan}, {ArcCotDegrees, ArcCot}, {ArcSecDegrees, ArcSec}, {ArcCscDegrees, ArcCsc}}]
ArcTanDegrees[x_?NumericQ, y_?NumericQ] := With[{v = ArcTan[x, y]}, If[InexactNumberQ[v], v/N[Degree], v/Pi 180] /; InexactNumberQ[v] || FreeQ[v, ArcTan]]

(* In[1]:= {SinDegrees[30], TanDegrees[45], CosDegrees[x], ArcTanDegrees[1], ArcSinDegrees[1/2], ArcTanDegrees[-1, 1]}
   Out[1]= {1/2, 1, CosDegrees[x], 45, 30, 135} *)

PauliMatrix::usage = "PauliMatrix[k] gives the k-th Pauli spin matrix, k from 0 to 4.";
PauliMatrix[1] := {{0, 1}, {1, 0}}
PauliMatrix[2] := {{0, -I}, {I, 0}}
PauliMatrix[3] := {{1, 0}, {0, -1}}
PauliMatrix[0 | 4] := {{1, 0}, {0, 1}}
PauliMatrix[list_List] := Map[PauliMatrix, list]

(* In[1]:= PauliMatrix[2]
   Out[1]= {{0, -I}, {I, 0}} *)
