(* Location *)
VerificationTest[Mean[{1, 2, 3, 5}], 11/4]
VerificationTest[Mean[{{1, 2}, {3, 4}}], {2, 3}]
VerificationTest[Mean[{a, b, c}], (a + b + c)/3]
VerificationTest[Mean[N[Range[10]]], 5.5]
VerificationTest[Mean[{}], Mean[{}], {Mean::rectt}]
VerificationTest[Median[{1, 5, 2, 8}], 7/2]
VerificationTest[Median[{E, Pi, 2}], E]
VerificationTest[Median[<|"a" -> 1, "b" -> 9, "c" -> 3|>], 3]
VerificationTest[Commonest[{1, 2, 2, 3, 3}], {2, 3}]
VerificationTest[{GeometricMean[{1, 4, 16}], HarmonicMean[{1, 2, 4}], RootMeanSquare[{1, 7}]}, {4, 12/7, 5}]
VerificationTest[TrimmedMean[{1, 2, 3, 4, 100}, 1/5], 3]

(* Spread *)
VerificationTest[Variance[{1, 2, 3, 4, 5}], 5/2]
VerificationTest[Variance[{1., 2., 4.}], 7/3.]
VerificationTest[StandardDeviation[{1, 3}], Sqrt[2]]
VerificationTest[Variance[{{1, 10}, {2, 20}, {3, 30}}], {1, 100}]
VerificationTest[Variance[{1}], Variance[{1}], {Variance::shlen}]
VerificationTest[{MeanDeviation[{1, 2, 3, 6}], MedianDeviation[{1, 2, 3, 6}]}, {3/2, 1}]
VerificationTest[{CentralMoment[{1, 2, 3}, 2], Moment[{1, 2, 3}, 2]}, {2/3, 14/3}]
VerificationTest[{Skewness[{1, 2, 3}], Kurtosis[{1, 2, 3, 4}]}, {0, 41/25}]
VerificationTest[Covariance[{1, 2, 3}, {1, 4, 9}], 4]
VerificationTest[Correlation[{1, 2, 3}, {6, 4, 2}], -1]
VerificationTest[Covariance[{1, 2}, {1, 2, 3}], Covariance[{1, 2}, {1, 2, 3}], {Covariance::shlen}]
VerificationTest[Standardize[{2, 4, 6}], {-1, 0, 1}]
VerificationTest[Rescale[{-2, 0, 2}], {0, 1/2, 1}]
VerificationTest[Rescale[2, {0, 4}, {10, 20}], 15]

(* Quantiles *)
VerificationTest[Quantile[{1, 2, 3, 4, 5}, 1/2], 3]
VerificationTest[Quantile[Range[10], {1/10, 9/10}], {1, 9}]
VerificationTest[Quantile[{1, 2, 3, 4}, 1/4, {{0, 1}, {0, 1}}], 5/4]
VerificationTest[Quartiles[{1, 3, 4, 2, 5, 6}], {2, 7/2, 5}]
VerificationTest[InterquartileRange[{1, 3, 4, 2, 5, 6}], 3]
VerificationTest[Quantile[{1, 2}, -1], Quantile[{1, 2}, -1], {Quantile::nquan}]

(* Bins *)
VerificationTest[BinCounts[{1, 3, 2, 1, 4, 5, 6, 2}, {0, 10, 1}], {0, 2, 2, 1, 1, 1, 1, 0, 0, 0}]
VerificationTest[BinLists[{1, 2.5, 7}, {{0, 2, 5, 10}}], {{1}, {2.5}, {7}}]
VerificationTest[HistogramList[{1, 2, 2, 3}, {1}], {{1, 2, 3, 4}, {1, 2, 1}}]

(* Windows and distances *)
VerificationTest[MovingAverage[{1, 2, 3, 4, 5, 6}, 2], {3/2, 5/2, 7/2, 9/2, 11/2}]
VerificationTest[MovingMedian[{1, 9, 2, 8, 3}, 3], {2, 8, 3}]
VerificationTest[ListConvolve[{x, y}, {a, b, c, d, e, f}], {b x + a y, c x + b y, d x + c y, e x + d y, f x + e y}]
VerificationTest[ListConvolve[{x, y, z}, {1, 2, 3, 4, 5, 6}, {1, -1}], {x + 6 y + 5 z, 2 x + y + 6 z, 3 x + 2 y + z, 4 x + 3 y + 2 z, 5 x + 4 y + 3 z, 6 x + 5 y + 4 z, x + 6 y + 5 z, 2 x + y + 6 z}]
VerificationTest[ListConvolve[{{1, 1}, {1, 1}}, {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}, 1], {{20, 18, 22}, {14, 12, 16}, {26, 24, 28}}]
VerificationTest[ListCorrelate[{x, y}, {a, b, c, d, e, f}], {a x + b y, b x + c y, c x + d y, d x + e y, e x + f y}]
VerificationTest[EuclideanDistance[{0, 0, 0}, {1, 2, 2}], 3]
VerificationTest[{ManhattanDistance[{1, 2}, {3, 5}], ChessboardDistance[{1, 2}, {3, 5}], CosineDistance[{1, 0}, {1, 1}]}, {5, 3, 1 - 1/Sqrt[2]}]
VerificationTest[Nearest[{1, 2, 4, 8, 16, 32}, 20], {16}]
VerificationTest[Nearest[{{1, 1}, {2, 2}, {5, 5}} -> {"a", "b", "c"}, {3, 3}], {"b"}]
VerificationTest[Nearest[{1, 2, 4, 8}, 5, {2, 3}], {4, 2}]

(* equal numbers have bins of width 1; few numbers have round ones *)
VerificationTest[HistogramList[{5, 5, 5}], {{5, 6}, {3}}]
VerificationTest[HistogramList[{1, 2, 3, 10}], {{0, 2, 4, 6, 8, 10, 12}, {1, 2, 0, 0, 0, 1}}]

(* samples have the moments of their distributions *)
VerificationTest[Abs[Mean[RandomVariate[GammaDistribution[3, 2], 20000]] - 6] < 0.15, True]
VerificationTest[Abs[Variance[RandomVariate[GammaDistribution[3, 2], 20000]] - 12] < 0.8, True]
VerificationTest[Abs[Skewness[RandomVariate[GammaDistribution[3, 2], 20000]] - 2/Sqrt[3]] < 0.15, True]
VerificationTest[AllTrue[Join[RandomReal[{1, 2}, 5], RandomInteger[{3, 4}, 5], Flatten[RandomReal[{1, 2}, {3, 1}]]], # >= 1 &], True]
VerificationTest[ListConvolve[{{1, 1}, {1, 1}, {1, 1}}, {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}, 3], {{27, 33, 30}, {27, 33, 30}, {27, 33, 30}}]
