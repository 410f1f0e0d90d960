(* Normal forms of matrices, matrices of geometry and transforms, and grids of coordinates. *)

JordanDecomposition::usage = "JordanDecomposition[m] gives {s, j} with m == s . j . Inverse[s] and j in Jordan normal form.";
JordanDecomposition::matsq = "Argument `1` at position 1 is not a non-empty square matrix.";
JordanDecomposition[m_?SquareMatrixQ] := With[{r = jordan[m]}, r /; r =!= $Failed]
JordanDecomposition[m_] := Null /; ! SquareMatrixQ[m] && (Message[JordanDecomposition::matsq, m]; False)
jordan[m_] := Module[{n = Length[m], values, blocks},
  values = Quiet[Eigenvalues[m]];
  If[! ListQ[values] || ! FreeQ[values, Root], Return[$Failed, Module]];
  values = DeleteDuplicates[If[VectorQ[values, NumericQ], NumericalSort, Identity][Map[Simplify, values]]];
  blocks = Catenate[Map[Function[l, Map[{l, #} &, chains[m - l IdentityMatrix[n], n]]], values]];
  If[Total[Map[Length[Last[#]] &, blocks]] =!= n, $Failed,
    {Transpose[Catenate[blocks[[All, 2]]]], blocksAlong[Map[block[First[#], Length[Last[#]]] &, blocks]]}]]
block[l_, k_] := Table[Which[i === j, l, j === i + 1, 1, True, 0], {i, k}, {j, k}]
blocksAlong[b_] := Module[{n = Total[Map[Length, b]], out, at = 0},
  out = ConstantArray[0, {n, n}];
  Scan[With[{k = Length[#]}, out[[at + 1 ;; at + k, at + 1 ;; at + k]] = #; at += k] &, b];
  out]
(* From the longest chain of generalized eigenvectors down; each begins with its eigenvector. *)
chains[a_, n_] := Module[{null = {{}}, power = IdentityMatrix[n], found = {}, level},
  While[Length[null] < 2 || Length[Last[null]] > Length[null[[-2]]], power = Map[Simplify, power . a, {2}]; AppendTo[null, NullSpace[power]]];
  Do[
    level = Join[null[[k]], Catenate[Map[If[Length[#] >= k, {#[[k]]}, {}] &, found]]];
    Scan[If[MatrixRank[Append[level, #]] > Length[level], AppendTo[level, #]; AppendTo[found, Reverse[NestList[Map[Simplify, a . #] &, #, k - 1]]]] &, null[[k + 1]]],
    {k, Length[null] - 1, 1, -1}];
  found]

(* In[1]:= JordanDecomposition[{{1, 1}, {0, 1}}]
   Out[1]= {{{1, 0}, {0, 1}}, {{1, 1}, {0, 1}}}
   In[2]:= With[{m = {{27, 48, 81}, {-6, 0, 0}, {1, 0, 3}}}, {s, j} = JordanDecomposition[m]; {j, s . j . Inverse[s] == m}]
   Out[2]= {{{6, 0, 0}, {0, 12, 1}, {0, 0, 12}}, True}
   In[3]:= JordanDecomposition[{1}]
   JordanDecomposition::matsq: Argument {1} at position 1 is not a non-empty square matrix.
   Out[3]= JordanDecomposition[{1}] *)

DiagonalizableMatrixQ::usage = "DiagonalizableMatrixQ[m] gives True if the matrix m has as many independent eigenvectors as rows, and False otherwise.";
DiagonalizableMatrixQ[m_?SquareMatrixQ] := With[{v = Quiet[Eigenvectors[m]]}, MatrixRank[v] === Length[m] /; ListQ[v]]
DiagonalizableMatrixQ[m_] := False /; ! SquareMatrixQ[m]

(* In[1]:= {DiagonalizableMatrixQ[{{1, 1}, {0, 1}}], DiagonalizableMatrixQ[{{1, 2}, {3, 4}}], DiagonalizableMatrixQ[x]}
   Out[1]= {False, True, False} *)

HermiteDecomposition::usage = "HermiteDecomposition[m] gives {u, r} with u . m == r, u unimodular and r in Hermite normal form, for a matrix of integers.";
HermiteDecomposition::intm = "Argument `1` at position 1 is not a matrix of integers.";
HermiteDecomposition[m_?(MatrixQ[#, IntegerQ] &)] := With[{n = Length[m]}, {#[[All, 1 ;; n]], #[[All, n + 1 ;;]]} &[hermite[Join[IdentityMatrix[n], m, 2], n]]]
HermiteDecomposition[m_] := Null /; (Message[HermiteDecomposition::intm, m]; False)
(* Euclid's algorithm in each column, from the pivot down, then what stands above is reduced. *)
hermite[start_, n_] := Module[{a = start, row = 1, i},
  Do[
    If[row > n, Break[]];
    While[Count[a[[row ;; n, col]], Except[0]] > 1,
      i = row - 1 + First[Ordering[Map[If[# === 0, Infinity, Abs[#]] &, a[[row ;; n, col]]], 1]];
      a[[{row, i}]] = a[[{i, row}]];
      Do[If[k =!= row, a[[k]] -= Quotient[a[[k, col]], a[[row, col]]] a[[row]]], {k, row, n}]];
    i = SelectFirst[Range[row, n], a[[#, col]] =!= 0 &];
    If[IntegerQ[i],
      a[[{row, i}]] = a[[{i, row}]];
      If[a[[row, col]] < 0, a[[row]] = -a[[row]]];
      Do[a[[k]] -= Quotient[a[[k, col]], a[[row, col]]] a[[row]], {k, row - 1}];
      row++],
    {col, n + 1, Length[First[a]]}];
  a]

(* In[1]:= HermiteDecomposition[{{2, 4}, {1, 3}}]
   Out[1]= {{{1, -1}, {-1, 2}}, {{1, 1}, {0, 2}}}
   In[2]:= With[{m = {{4, 6, 2}, {6, 9, 8}}}, {u, r} = HermiteDecomposition[m]; {u . m == r, r}]
   Out[2]= {True, {{2, 3, 6}, {0, 0, 10}}}
   In[3]:= HermiteDecomposition[{{1/2}}]
   HermiteDecomposition::intm: Argument {{1/2}} at position 1 is not a matrix of integers.
   Out[3]= HermiteDecomposition[{{1/2}}] *)

SmithDecomposition::usage = "SmithDecomposition[m] gives {u, r, v} with u . m . v == r, u and v unimodular and r diagonal, each element dividing the next, for a matrix of integers.";
SmithDecomposition::intm = "Argument `1` at position 1 is not a matrix of integers.";
SmithDecomposition[m_?(MatrixQ[#, IntegerQ] &)] := smith[m]
SmithDecomposition[m_] := Null /; (Message[SmithDecomposition::intm, m]; False)
smith[m_] := Module[{n, k, u, v, r = m, h},
  {n, k} = Dimensions[m];
  u = IdentityMatrix[n]; v = IdentityMatrix[k];
  (* Rows and columns in turn until nothing stands beside the diagonal. *)
  While[True,
    h = hermite[Join[u, r, 2], n]; {u, r} = {h[[All, 1 ;; n]], h[[All, n + 1 ;;]]};
    h = hermite[Join[Transpose[v], Transpose[r], 2], k]; {v, r} = {Transpose[h[[All, 1 ;; k]]], Transpose[h[[All, k + 1 ;;]]]};
    If[AllTrue[Position[r, Except[0], {2}, Heads -> False], Apply[Equal]],
      With[{bad = SelectFirst[Range[Min[n, k] - 1], r[[# + 1, # + 1]] =!= 0 && (r[[#, #]] === 0 || ! Divisible[r[[# + 1, # + 1]], r[[#, #]]]) &]},
        If[! IntegerQ[bad], Break[], r[[All, bad]] += r[[All, bad + 1]]; v[[All, bad]] += v[[All, bad + 1]]]]]];
  {u, r, v}]

(* In[1]:= With[{m = {{2, 4}, {6, 8}}}, {u, r, v} = SmithDecomposition[m]; {r, u . m . v == r}]
   Out[1]= {{{2, 0}, {0, 4}}, True}
   In[2]:= SmithDecomposition[{{2, 0}, {0, 3}}][[2]]
   Out[2]= {{1, 0}, {0, 6}}
   In[3]:= SmithDecomposition[x]
   SmithDecomposition::intm: Argument x at position 1 is not a matrix of integers.
   Out[3]= SmithDecomposition[x] *)

Internal`ExactSingularValues::usage = "Internal`ExactSingularValues[m] gives the singular value decomposition {u, s, v} of a matrix of exact numbers, or $Failed.";
Internal`ExactSingularValues[m_] := Module[{values, vectors, order, rank, k, n, v, u},
  {n, k} = Dimensions[m];
  {values, vectors} = Quiet[Eigensystem[ConjugateTranspose[m] . m]];
  If[! FreeQ[values, Root], Return[$Failed, Module]];
  order = Reverse[Ordering[N[values]]];
  values = values[[order]];
  v = Simplify[Orthogonalize[vectors[[order]]]];
  rank = LengthWhile[values, ! PossibleZeroQ[#] &];
  u = Table[Simplify[m . v[[i]]/Sqrt[values[[i]]]], {i, rank}];
  If[rank < n, u = Join[u, Orthogonalize[If[rank === 0, IdentityMatrix[n], NullSpace[Conjugate[u]]]]]];
  {Transpose[u], Table[If[i === j && i <= rank, Simplify[Sqrt[values[[i]]]], 0], {i, n}, {j, k}], Transpose[v]}]

(* In[1]:= SingularValueDecomposition[{{3, 0}, {0, 4}}]
   Out[1]= {{{0, 1}, {1, 0}}, {{4, 0}, {0, 3}}, {{0, 1}, {1, 0}}}
   In[2]:= With[{m = {{1, 1}, {1, 1}, {0, 0}}}, {u, s, v} = SingularValueDecomposition[m]; {s, u . s . Transpose[v] == m}]
   Out[2]= {{{2, 0}, {0, 0}, {0, 0}}, True} *)

HadamardMatrix::usage = "HadamardMatrix[n] gives the n by n Hadamard matrix, n a power of 2, its rows by their number of changes of sign.";
HadamardMatrix::pow2 = "The size `1` is not a power of 2.";
HadamardMatrix[n_Integer?Positive] := SortBy[Nest[ArrayFlatten[{{#, #}, {#, -#}}] &, {{1}}, BitLength[n] - 1], Count[Differences[#], Except[0]] &]/Sqrt[n] /;
  BitAnd[n, n - 1] === 0 || TrueQ[Message[HadamardMatrix::pow2, n]]

(* In[1]:= {HadamardMatrix[2], 2 HadamardMatrix[4]}
   Out[1]= {{{1/Sqrt[2], 1/Sqrt[2]}, {1/Sqrt[2], -1/Sqrt[2]}}, {{1, 1, 1, 1}, {1, 1, -1, -1}, {1, -1, -1, 1}, {1, -1, 1, -1}}}
   In[2]:= HadamardMatrix[3]
   HadamardMatrix::pow2: The size 3 is not a power of 2.
   Out[2]= HadamardMatrix[3] *)

FourierMatrix::usage = "FourierMatrix[n] gives the n by n matrix by which Fourier multiplies.";
FourierMatrix[n_Integer?Positive] := Table[E^(2 Pi I Mod[r s, n]/n), {r, 0, n - 1}, {s, 0, n - 1}]/Sqrt[n]

(* In[1]:= {FourierMatrix[2], 2 FourierMatrix[4][[2]]}
   Out[1]= {{{1/Sqrt[2], 1/Sqrt[2]}, {1/Sqrt[2], -1/Sqrt[2]}}, {1, I, -1, -I}}
   In[2]:= FourierMatrix[-1]
   Out[2]= FourierMatrix[-1] *)

ReflectionMatrix::usage = "ReflectionMatrix[v] gives the matrix of the reflection in the plane through the origin that is orthogonal to v.";
ReflectionMatrix[v_?VectorQ] := IdentityMatrix[Length[v]] - 2 Outer[Times, v, v]/(v . v)

(* In[1]:= ReflectionMatrix[{1, 0}]
   Out[1]= {{-1, 0}, {0, 1}}
   In[2]:= ReflectionMatrix[x]
   Out[2]= ReflectionMatrix[x] *)

ScalingMatrix::usage = "ScalingMatrix[{s1, s2, ...}] gives the matrix that scales along each axis.
ScalingMatrix[s, v] gives that which scales by s along v.";
ScalingMatrix[s_?VectorQ] := DiagonalMatrix[s]
ScalingMatrix[s_, v_?VectorQ] := IdentityMatrix[Length[v]] + (s - 1) Outer[Times, v, v]/(v . v)

(* In[1]:= {ScalingMatrix[{a, b}], ScalingMatrix[k, {1, 0}]}
   Out[1]= {{{a, 0}, {0, b}}, {{k, 0}, {0, 1}}} *)

ShearingMatrix::usage = "ShearingMatrix[angle, v, n] gives the matrix that shears by an angle along v, orthogonal to n.";
ShearingMatrix[angle_, v_?VectorQ, n_?VectorQ] := IdentityMatrix[Length[v]] + Tan[angle] Outer[Times, v/Norm[v], n/Norm[n]] /; Length[v] === Length[n]

(* In[1]:= ShearingMatrix[t, {1, 0}, {0, 1}]
   Out[1]= {{1, Tan[t]}, {0, 1}} *)

PermutationMatrix::usage = "PermutationMatrix[p] gives the matrix with 1 at {i, p[[i]]} for each i.";
PermutationMatrix[p_List?PermutationListQ] := SparseArray[MapIndexed[{First[#2], #1} -> 1 &, p], {Length[p], Length[p]}]
PermutationMatrix[p_Cycles, n_Integer] := PermutationMatrix[PermutationList[p, n]]

(* In[1]:= Normal[PermutationMatrix[{2, 3, 1}]]
   Out[1]= {{0, 1, 0}, {0, 0, 1}, {1, 0, 0}}
   In[2]:= PermutationMatrix[{2, 2}]
   Out[2]= PermutationMatrix[{2, 2}] *)

CompanionMatrix::usage = "CompanionMatrix[poly, x] gives the companion matrix of a polynomial in x.";
CompanionMatrix[p_, x_] := With[{c = CoefficientList[p, x]}, With[{n = Length[c] - 1}, Table[Which[j === n, -c[[i]]/Last[c], i === j + 1, 1, True, 0], {i, n}, {j, n}]]] /;
  PolynomialQ[p, x] && Exponent[p, x] > 0

(* In[1]:= CompanionMatrix[x^2 + 3 x + 2, x]
   Out[1]= {{0, -2}, {1, -3}}
   In[2]:= CompanionMatrix[Sin[x], x]
   Out[2]= CompanionMatrix[Sin[x], x] *)

AngleVector::usage = "AngleVector[angle] gives the point of the unit circle at an angle; AngleVector[{r, angle}] that at distance r.
AngleVector[{x, y}, angle] and AngleVector[{x, y}, {r, angle}] begin at a point.";
AngleVector[{r_, a_}] := {r Cos[a], r Sin[a]}
AngleVector[a_] := {Cos[a], Sin[a]} /; ! ListQ[a]
AngleVector[p : {_, _}, a_] := p + AngleVector[a]

(* In[1]:= {AngleVector[Pi/2], AngleVector[{2, Pi/3}], AngleVector[{1, 2}, 0]}
   Out[1]= {{0, 1}, {1, Sqrt[3]}, {2, 2}}
   In[2]:= AngleVector[{1, 2, 3}]
   Out[2]= AngleVector[{1, 2, 3}] *)

CoordinateBoundingBox::usage = "CoordinateBoundingBox[points] gives two opposite corners of the box around points; CoordinateBoundingBox[points, d] leaves room.";
CoordinateBoundingBox[points_List, d___] := With[{b = CoordinateBounds[points, d]}, Transpose[b] /; MatrixQ[b]]

(* In[1]:= CoordinateBoundingBox[{{0, 3}, {2, 1}}]
   Out[1]= {{0, 1}, {2, 3}} *)

CoordinateBoundsArray::usage = "CoordinateBoundsArray[{{xmin, xmax}, {ymin, ymax}, ...}] gives an array of points at distance 1.
CoordinateBoundsArray[bounds, d] takes steps of d, {dx, dy, ...} of as much in each direction, Into[n] n steps of equal length.";
CoordinateBoundsArray[bounds : {{_, _} ..}, steps_ : 1] := With[{axes = MapThread[along, {bounds, If[ListQ[steps], steps, ConstantArray[steps, Length[bounds]]]}]},
  Outer[List, Sequence @@ axes]]
along[{a_, b_}, Into[n_]] := If[n === 0, {(a + b)/2}, Table[a + (b - a) i/n, {i, 0, n}]]
along[{a_, b_}, d_] := Range[a, b, d]

(* In[1]:= {CoordinateBoundsArray[{{0, 1}, {0, 2}}], CoordinateBoundsArray[{{0, 1}}, Into[2]]}
   Out[1]= {{{{0, 0}, {0, 1}, {0, 2}}, {{1, 0}, {1, 1}, {1, 2}}}, {{0}, {1/2}, {1}}}
   In[2]:= CoordinateBoundsArray[x]
   Out[2]= CoordinateBoundsArray[x] *)

CoordinateBoundingBoxArray::usage = "CoordinateBoundingBoxArray[{{xmin, ymin, ...}, {xmax, ymax, ...}}, d] gives an array of points in the box with these corners, as CoordinateBoundsArray does.";
CoordinateBoundingBoxArray[{low_List, high_List}, steps_ : 1] := CoordinateBoundsArray[Transpose[{low, high}], steps]

(* In[1]:= CoordinateBoundingBoxArray[{{0, 0}, {1, 1}}]
   Out[1]= {{{0, 0}, {0, 1}}, {{1, 0}, {1, 1}}} *)

DrazinInverse::usage = "DrazinInverse[m] gives the Drazin generalized inverse of the square matrix m.";
DrazinInverse[m_?SquareMatrixQ] := Module[{k = 0, p = IdentityMatrix[Length[m]]}, While[MatrixRank[p . m] < MatrixRank[p], p = p . m; k++]; p . PseudoInverse[MatrixPower[m, 2 k + 1]] . p]
(* In[1]:= {DrazinInverse[{{1, 2}, {3, 4}}], DrazinInverse[{{0, 1}, {0, 0}}], DrazinInverse[{{2, 0}, {0, 0}}]}
   Out[1]= {{{-2, 1}, {3/2, -1/2}}, {{0, 0}, {0, 0}}, {{1/2, 0}, {0, 0}}} *)

HessenbergDecomposition::usage = "HessenbergDecomposition[m] gives {p, h} with m == p . h . ConjugateTranspose[p], p unitary and h zero below the first subdiagonal, for a numerical matrix m.";
HessenbergDecomposition[m_?SquareMatrixQ] := Module[{h = N[m], n = Length[m], p, v, a},
  p = IdentityMatrix[n];
  (* Householder's reflections, column by column. *)
  Do[
    v = Join[ConstantArray[0., k], h[[k + 1 ;;, k]]];
    a = If[v[[k + 1]] == 0, 1, v[[k + 1]]/Abs[v[[k + 1]]]] Norm[v];
    v[[k + 1]] += a;
    If[Norm[v] > 0, v = v/Norm[v]; h = h - 2 Outer[Times, v, Conjugate[v] . h]; h = h - 2 Outer[Times, h . v, Conjugate[v]]; p = p - 2 Outer[Times, p . v, Conjugate[v]]], {k, n - 2}];
  {N[p], Chop[h]}] /; MatrixQ[m, NumericQ]
(* In[1]:= m = {{1, 2, 3}, {4, 5, 6}, {7, 8, 10}}; {p, h} = HessenbergDecomposition[m]; {h[[3, 1]], Max[Abs[p . h . Transpose[p] - m]] < 10^-12}
   Out[1]= {0, True} *)
