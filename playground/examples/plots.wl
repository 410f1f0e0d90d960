(* # Pictures *)

Plot[{Sin[x], Cos[x]}, {x, 0, 2 Pi}]

ListLinePlot[Accumulate[RandomInteger[{-1, 1}, 300]]]

BarChart[{3, 5, 2, 8, 6}]

MatrixPlot[Table[Mod[Binomial[n, k], 2], {n, 0, 31}, {k, 0, 31}]]

Graphics[Table[{Hue[k/12], Disk[{Cos[2 Pi k/12], Sin[2 Pi k/12]}, 0.3]}, {k, 12}]]
