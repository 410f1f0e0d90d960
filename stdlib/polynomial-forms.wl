(* Other forms of polynomials: interpolation, Horner form, terms, coefficients as arrays; families of orthogonal polynomials. *)

InterpolatingPolynomial::usage = "InterpolatingPolynomial[{f1, f2, ...}, x] gives the polynomial in x that is fi at x = i.
InterpolatingPolynomial[{{x1, f1}, {x2, f2}, ...}, x] gives the polynomial that is fi at xi.";
InterpolatingPolynomial[values_List, x_] := InterpolatingPolynomial[MapIndexed[{First[#2], #1} &, values], x] /; ! MatrixQ[values]
InterpolatingPolynomial[points : {{_, _} ..}, x_] := newton[points[[All, 1]], dividedDifferences[points], x]
dividedDifferences[points_] := Module[{xs = points[[All, 1]], d = points[[All, 2]], out = {}},
  Do[AppendTo[out, First[d]]; d = Table[(d[[i + 1]] - d[[i]])/(xs[[i + k]] - xs[[i]]), {i, Length[d] - 1}], {k, Length[xs]}];
  out]
newton[xs_, c_, x_] := Fold[Last[#2] + (x - First[#2]) #1 &, Last[c], Reverse[Transpose[{Most[xs], Most[c]}]]]

(* In[1]:= InterpolatingPolynomial[{1, 8, 27}, x]
   Out[1]= 1 + (-1 + x)*(7 + 6*(-2 + x))
   In[2]:= Expand[InterpolatingPolynomial[{{0, a}, {1, b}}, x]]
   Out[2]= a - a*x + b*x *)

HornerForm::usage = "HornerForm[poly, x] puts the polynomial in Horner form with respect to x.
HornerForm[poly] uses the variable of poly.";
HornerForm[p_] := HornerForm[p, First[Variables[p], None]]
HornerForm[p_, x_] := Fold[#2 + x #1 &, Reverse[CoefficientList[p, x]]] /; PolynomialQ[p, x]

(* In[1]:= HornerForm[1 + 2 x + 3 x^2, x]
   Out[1]= 1 + x*(2 + 3*x) *)

MonomialList::usage = "MonomialList[poly] gives the list of all monomials in the polynomial poly.
MonomialList[poly, {x1, x2, ...}] gives monomials with respect to the variables xi.";
MonomialList[p_] := MonomialList[p, Variables[p]]
MonomialList[p_, x_ /; Head[x] =!= List] := MonomialList[p, {x}]
MonomialList[p_, vars_List] := Map[Last[#] Times @@ (vars^First[#]) &, Map[List @@ # &, CoefficientRules[p, vars]]]

(* In[1]:= MonomialList[(x + 1)^2, x]
   Out[1]= {x^2, 2*x, 1} *)

CoefficientArrays::usage = "CoefficientArrays[polys, {x1, ...}] gives the arrays of coefficients of the variables xi in polys: constants, linear ones, quadratic ones and so on.";
CoefficientArrays[p_ /; Head[p] =!= List, vars_List] := Map[First, CoefficientArrays[{p}, vars]]
CoefficientArrays[equation_Equal, vars_List] := CoefficientArrays[Subtract @@ equation, vars]
CoefficientArrays[polys_List, vars_List] := Module[{ps = polys /. (a_ == b_) :> a - b, rules, degree},
  rules = Map[CoefficientRules[#, vars] &, ps];
  degree = Max[0, Map[Total[First[#]] &, Flatten[rules]]];
  Table[SparseArray[Join @@ MapIndexed[coefficientEntries[#1, First[#2], d] &, rules], Join[{Length[ps]}, ConstantArray[Length[vars], d]]], {d, 0, degree}]]
coefficientEntries[rules_, i_, d_] := Map[Prepend[positions[First[#]], i] -> Last[#] &, Select[rules, Total[First[#]] == d && Last[#] =!= 0 &]]
positions[exponents_] := Join @@ MapIndexed[ConstantArray[First[#2], #1] &, exponents]

(* In[1]:= Map[Normal, CoefficientArrays[{2 x + 3 y + 1}, {x, y}]]
   Out[1]= {{1}, {{2, 3}}} *)

Attributes[PolynomialMod] = {Listable};
PolynomialMod::usage = "PolynomialMod[poly, m] gives the polynomial poly reduced modulo m, an integer or a polynomial.";
PolynomialMod[p_, m_Integer] := With[{vars = Variables[p]},
  If[vars === {}, Mod[p, m], Total[Map[Mod[Last[#], m] Times @@ (vars^First[#]) &, CoefficientRules[p, vars]]]]]
PolynomialMod[p_, q_] := With[{x = First[Variables[q], None]}, PolynomialRemainder[p, q, x] /; x =!= None]
PolynomialMod[p_, {}] := p
PolynomialMod[p_, {m_, rest___}] := PolynomialMod[PolynomialMod[p, m], {rest}]

(* In[1]:= PolynomialMod[3 x^2 + 4 x + 5, 3]
   Out[1]= 2 + x
   In[2]:= PolynomialMod[x^3, x^2 - 2]
   Out[2]= 2*x *)

FactorTermsList::usage = "FactorTermsList[poly] gives a list of the overall numerical factor and the polynomial with the factor removed.";
FactorTermsList[p_] := With[{c = GCD @@ Flatten[{Map[Last, CoefficientRules[p, Variables[p]]]}]}, {c, Expand[p/c]}] /; PolynomialQ[p] && Variables[p] =!= {}

(* In[1]:= FactorTermsList[14 x + 21 y]
   Out[1]= {7, 2*x + 3*y} *)

ExpandNumerator::usage = "ExpandNumerator[expr] expands out products and powers that appear in the numerator of expr.";
ExpandNumerator[x_Plus] := Map[ExpandNumerator, x]
ExpandNumerator[x_] := Expand[Numerator[x]]/Denominator[x]

(* In[1]:= ExpandNumerator[(x + 1)^2/y]
   Out[1]= (1 + 2*x + x^2)/y *)

ExpandDenominator::usage = "ExpandDenominator[expr] expands out products and powers that appear as denominators in expr.";
ExpandDenominator[x_Plus] := Map[ExpandDenominator, x]
ExpandDenominator[x_] := Numerator[x]/Expand[Denominator[x]]

(* In[1]:= ExpandDenominator[y/(x + 1)^2]
   Out[1]= y/(1 + 2*x + x^2) *)

IrreduciblePolynomialQ::usage = "IrreduciblePolynomialQ[poly] tests whether poly is an irreducible polynomial over the rationals.";
IrreduciblePolynomialQ[p_] := With[{f = Select[FactorList[p], ! NumericQ[First[#]] &]}, PolynomialQ[p] && Length[f] === 1 && f[[1, 2]] === 1]

(* In[1]:= {IrreduciblePolynomialQ[x^2 + 1], IrreduciblePolynomialQ[x^2 - 1]}
   Out[1]= {True, False} *)

Cyclotomic::usage = "Cyclotomic[n, x] gives the n-th cyclotomic polynomial in x.";
Cyclotomic[n_Integer?Positive, x_] := Expand[Cancel[Product[(v^d - 1)^MoebiusMu[n/d], {d, Divisors[n]}]]] /. v -> x

(* In[1]:= {Cyclotomic[6, x], Cyclotomic[5, x]}
   Out[1]= {1 - x + x^2, 1 + x + x^2 + x^3 + x^4} *)

SymmetricPolynomial::usage = "SymmetricPolynomial[k, {x1, ..., xn}] gives the k-th elementary symmetric polynomial in the variables x1, ..., xn.";
SymmetricPolynomial[k_Integer?NonNegative, vars_List] := Total[Map[Apply[Times], Subsets[vars, {k}]]]

(* In[1]:= SymmetricPolynomial[2, {x, y, z}]
   Out[1]= x*y + x*z + y*z *)

Attributes[LegendreP] = {Listable, NumericFunction};
LegendreP::usage = "LegendreP[n, x] gives the Legendre polynomial.";
LegendreP[n_Integer, x_] := LegendreP[-n - 1, x] /; n < 0
LegendreP[0, _] := 1
LegendreP[n_Integer?Positive, x_Real] := First[Fold[{((2 #2 - 1) x #1[[1]] - (#2 - 1) #1[[2]])/#2, #1[[1]]} &, {1., 0.}, Range[n]]]
LegendreP[n_Integer?Positive, x_] := Expand[2^-n Sum[(-1)^k Binomial[n, k] Binomial[2 n - 2 k, n] x^(n - 2 k), {k, 0, Quotient[n, 2]}]]

(* In[1]:= {LegendreP[3, x], LegendreP[10, 0.5]}
   Out[1]= {-(3*x)/2 + (5*x^3)/2, -0.18822860717773438} *)

Attributes[ChebyshevT] = {Listable, NumericFunction};
ChebyshevT::usage = "ChebyshevT[n, x] gives the Chebyshev polynomial of the first kind.";
ChebyshevT[n_Integer, x_] := ChebyshevT[-n, x] /; n < 0
ChebyshevT[n_Integer?NonNegative, x_] := first3[n, {1, x}, 2 x]
(* The recurrence p[k + 1] = factor p[k] - p[k - 1]. *)
first3[n_, {a_, b_}, factor_] := First[Nest[{#[[2]], Expand[factor #[[2]] - #[[1]]]} &, {a, b}, n]]

(* In[1]:= {ChebyshevT[4, x], ChebyshevT[5, 1/2]}
   Out[1]= {1 - 8*x^2 + 8*x^4, 1/2} *)

Attributes[ChebyshevU] = {Listable, NumericFunction};
ChebyshevU::usage = "ChebyshevU[n, x] gives the Chebyshev polynomial of the second kind.";
ChebyshevU[-1, _] := 0
ChebyshevU[n_Integer, x_] := -ChebyshevU[-n - 2, x] /; n < -1
ChebyshevU[n_Integer?NonNegative, x_] := first3[n, {1, 2 x}, 2 x]

(* In[1]:= ChebyshevU[3, x]
   Out[1]= -4*x + 8*x^3 *)

Attributes[HermiteH] = {Listable, NumericFunction};
HermiteH::usage = "HermiteH[n, x] gives the Hermite polynomial.";
HermiteH[n_Integer?NonNegative, x_] := Expand[n! Sum[(-1)^k (2 x)^(n - 2 k)/(k! (n - 2 k)!), {k, 0, Quotient[n, 2]}]]

(* In[1]:= HermiteH[3, x]
   Out[1]= -12*x + 8*x^3 *)

Attributes[LaguerreL] = {Listable, NumericFunction};
LaguerreL::usage = "LaguerreL[n, x] gives the Laguerre polynomial.
LaguerreL[n, a, x] gives the generalized Laguerre polynomial.";
LaguerreL[n_Integer?NonNegative, x_] := LaguerreL[n, 0, x]
LaguerreL[n_Integer?NonNegative, a_, x_] := Expand[Sum[(-1)^k (Product[a + j, {j, k + 1, n}]/(n - k)!) x^k/k!, {k, 0, n}]]

(* In[1]:= {LaguerreL[2, x], LaguerreL[1, a, x]}
   Out[1]= {1 - 2*x + x^2/2, 1 + a - x} *)

Attributes[GegenbauerC] = {Listable, NumericFunction};
GegenbauerC::usage = "GegenbauerC[n, m, x] gives the Gegenbauer polynomial.";
GegenbauerC[n_Integer?NonNegative, m_, x_] := Expand[Sum[(-1)^k Pochhammer[m, n - k]/(k! (n - 2 k)!) (2 x)^(n - 2 k), {k, 0, Quotient[n, 2]}]]

(* In[1]:= GegenbauerC[2, 1, x]
   Out[1]= -1 + 4*x^2 *)

Attributes[JacobiP] = {Listable, NumericFunction};
JacobiP::usage = "JacobiP[n, a, b, x] gives the Jacobi polynomial.";
JacobiP[n_Integer?NonNegative, a_, b_, x_] := Sum[Binomial[n + a, n - k] Binomial[n + b, k] ((x - 1)/2)^k ((x + 1)/2)^(n - k), {k, 0, n}]

(* In[1]:= Expand[JacobiP[2, 0, 0, x]]
   Out[1]= -1/2 + (3*x^2)/2 *)
