(* Surfaces in space: of revolution, in spherical coordinates, and those where a function has a value. *)

SphericalPlot3D::usage = "SphericalPlot3D[r, {theta, thetamin, thetamax}, {phi, phimin, phimax}] generates a plot with a spherical radius r as a function of the spherical coordinates theta (from the pole) and phi.";
Attributes[SphericalPlot3D] = {HoldAll};
Options[SphericalPlot3D] = Options[ParametricPlot3D];
SphericalPlot3D[{r__}, t : {_, _, _}, p : {_, _, _}, o : OptionsPattern[]] := Show[SphericalPlot3D[#, t, p, o] & @@@ Map[Hold, Unevaluated[{r}]]]
SphericalPlot3D[r_, {t_Symbol, a_, b_}, {p_Symbol, c_, d_}, o : OptionsPattern[]] := ParametricPlot3D[r {Sin[t] Cos[p], Sin[t] Sin[p], Cos[t]}, {t, a, b}, {p, c, d}, o]

(* In[1]:= With[{p = Cases[SphericalPlot3D[2, {t, 0, Pi}, {p, 0, 2 Pi}], {_Real | _Integer, _Real | _Integer, _Real | _Integer}, Infinity]}, Round[Max[Map[Norm, p]], 0.001]]
   Out[1]= 2. *)

RevolutionPlot3D::usage = "RevolutionPlot3D[fz, {t, tmin, tmax}] generates a plot of the surface of revolution with height fz at radius t.
RevolutionPlot3D[{fx, fz}, {t, tmin, tmax}] rotates the curve {fx, fz} around the z axis; {theta, a, b} as a third argument gives a part of the turn.";
Attributes[RevolutionPlot3D] = {HoldAll};
Options[RevolutionPlot3D] = Options[ParametricPlot3D];
RevolutionPlot3D[f_, range : {_Symbol, _, _}, o : OptionsPattern[]] := With[{angle = Unique["angle"]}, RevolutionPlot3D[f, range, {angle, 0, 2 Pi}, o]]
RevolutionPlot3D[{fx_, fz_}, {t_Symbol, a_, b_}, {p_Symbol, c_, d_}, o : OptionsPattern[]] := ParametricPlot3D[{fx Cos[p], fx Sin[p], fz}, {t, a, b}, {p, c, d}, o]
RevolutionPlot3D[fz_, {t_Symbol, a_, b_}, {p_Symbol, c_, d_}, o : OptionsPattern[]] := ParametricPlot3D[{t Cos[p], t Sin[p], fz}, {t, a, b}, {p, c, d}, o]

(* In[1]:= Head[RevolutionPlot3D[t^2, {t, 0, 1}]]
   Out[1]= Graphics3D *)

ContourPlot3D::usage = "ContourPlot3D[f == g, {x, xmin, xmax}, {y, ymin, ymax}, {z, zmin, zmax}] plots the surface where f and g are equal.
ContourPlot3D[f, {x, ...}, {y, ...}, {z, ...}] plots surfaces where f has some values; Contours -> {c1, ...} gives the values.";
ContourPlot3D::nosurf = "There is no surface of `1` in the range.";
Attributes[ContourPlot3D] = {HoldAll};
Options[ContourPlot3D] = Join[{Contours -> Automatic, PlotPoints -> Automatic, ContourStyle -> Automatic, Mesh -> None}, Options[Graphics3D]];
ContourPlot3D[f_ == g_, x_, y_, z_, o : OptionsPattern[]] := ContourPlot3D[f - g, x, y, z, Contours -> {0}, o]
ContourPlot3D[f_, {x_Symbol, x0_, x1_}, {y_Symbol, y0_, y1_}, {z_Symbol, z0_, z1_}, o : OptionsPattern[]] := Module[{n = Replace[OptionValue[PlotPoints], {Automatic -> 16, k_List :> First[k]}], grid, heights, levels, triangles},
  grid = Map[Subdivide[Sequence @@ N[#], n] &, {{x0, x1}, {y0, y1}, {z0, z1}}];
  heights = Table[With[{v = N[f]}, If[NumberQ[v] && Im[v] == 0, v, 10.^300]], {x, grid[[1]]}, {y, grid[[2]]}, {z, grid[[3]]}];
  levels = Replace[OptionValue[Contours], {Automatic -> 3, k_List :> k}];
  If[IntegerQ[levels], levels = With[{v = Select[Flatten[heights], # < 10.^299 &]}, Rest[Most[Subdivide[Min[v], Max[v], levels + 1]]]]];
  triangles = Map[surface[heights - #, grid] &, levels];
  If[AllTrue[triangles, # === {} &], Message[ContourPlot3D::nosurf, HoldForm[f]]];
  Graphics3D[{EdgeForm[None], MapIndexed[{colorOf[OptionValue[ContourStyle], First[#2]], Map[Polygon, Select[#1, DuplicateFreeQ]]} &, triangles]}, FilterRules[{o}, Options[Graphics3D]], Axes -> True]]
colorOf[Automatic, i_] := ColorData[97, i]
colorOf[style_List, i_] := style[[Mod[i, Length[style], 1]]]
colorOf[style_, _] := style
(* Marching tetrahedra: each cube is six tetrahedra around its diagonal; a surface through one is a triangle or two. *)
corners = Tuples[{0, 1}, 3];
tetrahedra = {{1, 2, 4, 8}, {1, 4, 3, 8}, {1, 3, 7, 8}, {1, 7, 5, 8}, {1, 5, 6, 8}, {1, 6, 2, 8}};
surface[h_, {xs_, ys_, zs_}] := Catenate[Table[With[{v = Extract[h, Map[{i, j, k} + # &, corners]]},
  If[Min[v] >= 0 || Max[v] < 0, {}, With[{p = Map[{xs[[i + #[[1]]]], ys[[j + #[[2]]]], zs[[k + #[[3]]]]} &, corners]}, Catenate[Map[pieces[v[[#]], p[[#]]] &, tetrahedra]]]]],
  {i, Length[xs] - 1}, {j, Length[ys] - 1}, {k, Length[zs] - 1}] // Flatten[#, 2] &]
pieces[v_, p_] := With[{low = Flatten[Position[v, _?Negative]], high = Flatten[Position[v, _?NonNegative]]},
  Switch[Length[low], 1, {Map[between[v, p, First[low], #] &, high]}, 3, {Map[between[v, p, #, First[high]] &, low]},
    2, With[{a = between[v, p, low[[1]], high[[1]]], b = between[v, p, low[[1]], high[[2]]], c = between[v, p, low[[2]], high[[2]]], d = between[v, p, low[[2]], high[[1]]]}, {{a, b, c}, {a, c, d}}], _, {}]]
between[v_, p_, i_, j_] := p[[i]] + (p[[j]] - p[[i]]) v[[i]]/(v[[i]] - v[[j]])

(* In[1]:= With[{p = Catenate[Cases[ContourPlot3D[x^2 + y^2 + z^2 == 1, {x, -2, 2}, {y, -2, 2}, {z, -2, 2}, PlotPoints -> 8], Polygon[p_] :> p, Infinity]]}, {Length[p] > 100, Max[Abs[Map[Norm, p] - 1]] < 0.1}]
   Out[1]= {True, True}
   In[2]:= Head[ContourPlot3D[x^2 == -1, {x, 0, 1}, {y, 0, 1}, {z, 0, 1}, PlotPoints -> 2]]
   ContourPlot3D::nosurf: There is no surface of x^2 - -1 in the range.
   Out[2]= Graphics3D *)
