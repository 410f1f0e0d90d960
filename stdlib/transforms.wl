(* Geometric transformations as functions on points. *)

TransformationFunction::usage = "TransformationFunction[m] represents the transformation of points whose matrix in homogeneous coordinates is m.";
TransformationFunction[m_?MatrixQ][p_?VectorQ] := With[{q = m . Append[p, 1]}, Most[q]/Last[q]] /; Length[m] === Length[p] + 1
TransformationFunction[m_?MatrixQ][points : {__List}] := Map[TransformationFunction[m], points]
TransformationFunction /: TransformationFunction[a_] . TransformationFunction[b_] := TransformationFunction[a . b]
TransformationFunction /: Composition[u___, TransformationFunction[a_], TransformationFunction[b_], v___] := Composition[u, TransformationFunction[a . b], v]
TransformationFunction /: InverseFunction[TransformationFunction[m_]] := TransformationFunction[Inverse[m]]

(* In[1]:= TransformationFunction[{{1, 0, 3}, {0, 1, 4}, {0, 0, 1}}][{x, y}]
   Out[1]= {3 + x, 4 + y} *)

homogeneous[m_, v_] := Append[MapThread[Append, {m, v}], Append[ConstantArray[0, Length[v]], 1]]
(* The transformation about a point that stays. *)
about[m_, p_] := TransformationFunction[homogeneous[m, p - m . p]]

TranslationTransform::usage = "TranslationTransform[v] gives a function that moves points by the vector v.";
TranslationTransform[v_?VectorQ] := TransformationFunction[homogeneous[IdentityMatrix[Length[v]], v]]

(* In[1]:= TranslationTransform[{1, 2}][{x, y}]
   Out[1]= {1 + x, 2 + y} *)

RotationTransform::usage = "RotationTransform[t] gives a function that turns points of the plane by the angle t about the origin.
RotationTransform[t, p] turns about the point p.
RotationTransform[t, w] turns points of space about the axis w.";
RotationTransform[t_] := about[RotationMatrix[t], {0, 0}]
RotationTransform[t_, p_?VectorQ] := about[RotationMatrix[t], p] /; Length[p] === 2
RotationTransform[t_, w_?VectorQ] := about[RotationMatrix[t, w], {0, 0, 0}] /; Length[w] === 3
RotationTransform[t_, w_?VectorQ, p_?VectorQ] := about[RotationMatrix[t, w], p] /; Length[w] === 3

(* In[1]:= {RotationTransform[Pi/2][{1, 0}], RotationTransform[Pi, {1, 1}][{0, 0}]}
   Out[1]= {{0, 1}, {2, 2}} *)

ScalingTransform::usage = "ScalingTransform[{sx, sy, ...}] gives a function that scales coordinates about the origin.
ScalingTransform[{sx, sy, ...}, p] scales about the point p.";
ScalingTransform[s_?VectorQ] := about[DiagonalMatrix[s], ConstantArray[0, Length[s]]]
ScalingTransform[s_?VectorQ, p_?VectorQ] := about[DiagonalMatrix[s], p]

(* In[1]:= ScalingTransform[{2, 3}][{x, y}]
   Out[1]= {2*x, 3*y} *)

AffineTransform::usage = "AffineTransform[m] gives a function that multiplies points by the matrix m.
AffineTransform[{m, v}] adds the vector v.";
AffineTransform[m_?MatrixQ] := TransformationFunction[homogeneous[m, ConstantArray[0, Length[m]]]]
AffineTransform[{m_?MatrixQ, v_?VectorQ}] := TransformationFunction[homogeneous[m, v]]

(* In[1]:= AffineTransform[{{{1, 1}, {0, 1}}, {a, b}}][{x, y}]
   Out[1]= {a + x + y, b + y} *)

ReflectionTransform::usage = "ReflectionTransform[v] gives a function that reflects points in the line or plane through the origin that is normal to v.";
ReflectionTransform[v_?VectorQ] := about[IdentityMatrix[Length[v]] - 2 Outer[Times, v, v]/(v . v), ConstantArray[0, Length[v]]]

(* In[1]:= ReflectionTransform[{1, 0}][{x, y}]
   Out[1]= {-x, y} *)

TransformationMatrix::usage = "TransformationMatrix[t] gives the matrix of a transformation in homogeneous coordinates.";
TransformationMatrix[TransformationFunction[m_]] := m

(* In[1]:= TransformationMatrix[TranslationTransform[{a, b}]]
   Out[1]= {{1, 0, a}, {0, 1, b}, {0, 0, 1}} *)
