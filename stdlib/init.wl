(* Which file defines which symbols of the language, and how many arguments they take: Symbol, Symbol[n] or
   Symbol[least, most]. A file is read when one of its symbols is first looked up. *)
{
  "distributions.wl" -> {PDF[1, 2], CDF[1, 2], SurvivalFunction[2], HazardFunction[2], InverseCDF[2],
    NormalDistribution[0, 2], UniformDistribution[0, 1], ExponentialDistribution[1], LogNormalDistribution[2],
    LaplaceDistribution[0, 2], LogisticDistribution[0, 2], CauchyDistribution[0, 2], WeibullDistribution[2],
    GammaDistribution[2], ChiSquareDistribution[1], BetaDistribution[2], StudentTDistribution[1],
    BernoulliDistribution[1], BinomialDistribution[2], GeometricDistribution[1], PoissonDistribution[1],
    DiscreteUniformDistribution[1]},
  "derivatives.wl" -> {D[1, Infinity], Derivative},
  "limits.wl" -> {Limit[2]},
  "integrals.wl" -> {Integrate[2, Infinity]},
  "series.wl" -> {Series[2, Infinity], SeriesData, O[1, 2], SeriesCoefficient[2]},
  "solving.wl" -> {Solve[1, 3], CoefficientRules[1, 2], Root, Roots[2], NSolve[2, 3], FindRoot[2]},
  "sums.wl" -> {Internal`ClosedSum[4], Internal`ClosedProduct[4]},
  "polynomials.wl" -> {Resultant[3], Discriminant[2], ContinuedFraction[1, 2], FromContinuedFraction[1]},
  "optimizing.wl" -> {FindMinimum[2], FindMaximum[2]},
  "simplifying.wl" -> {Refine[1, 2], PossibleZeroQ[1], Simplify[1, 2], FullSimplify[1, 2], PowerExpand[1], Apart[1, 2], TrigExpand[1], TrigReduce[1]},
  "number-theory.wl" -> {FrobeniusSolve, FrobeniusNumber, PowersRepresentations, SquaresR, JacobiSymbol, KroneckerSymbol, PrimitiveRootList, PolygonalNumber, NumberDigit, QuadraticIrrationalQ, NumberExpand, LinearRecurrence, DeBruijnSequence},
  "trigonometry.wl" -> {TrigToExp, ExpToTrig, ComplexExpand, TrigFactor},
  "vector-calculus.wl" -> {Grad, Div, Curl, Laplacian, Dt, CoordinateBounds},
  "polynomial-forms.wl" -> {InterpolatingPolynomial, HornerForm, MonomialList, CoefficientArrays, PolynomialMod, FactorTermsList, ExpandNumerator, ExpandDenominator, IrreduciblePolynomialQ, Cyclotomic, SymmetricPolynomial, LegendreP, ChebyshevT, ChebyshevU, HermiteH, LaguerreL, GegenbauerC, JacobiP},
  "permutations.wl" -> {Cycles, PermutationCycles, PermutationList, PermutationCyclesQ, PermutationReplace, PermutationProduct, PermutationPower, PermutationOrder, PermutationLength, PermutationSupport, FindPermutation, RandomPermutation},
  "assumptions.wl" -> {$Assumptions, Assuming, ConditionalExpression, AddSides, SubtractSides, MultiplySides, DivideSides, ApplySides, InverseFunction},
  "parallel.wl" -> {$KernelCount, LaunchKernels, CloseKernels, Kernels, DistributeDefinitions, SetSharedVariable, SetSharedFunction, ParallelNeeds, ParallelMap, ParallelTable, ParallelDo, ParallelSum, ParallelProduct, ParallelArray, Parallelize, ParallelCombine, ParallelEvaluate, ParallelSubmit, WaitAll, WaitNext},
  "fitting.wl" -> {Interpolation, InterpolatingFunction, ListInterpolation, Fit, DesignMatrix, LinearModelFit, FittedModel},
  "intervals.wl" -> {Interval, IntervalMemberQ, IntervalUnion, IntervalIntersection},
  "elements.wl" -> {Once, Unitize, RealAbs, RealSign, Sinc, FindDivisions, CirclePoints, AnglePath, ToPolarCoordinates, FromPolarCoordinates, DifferenceDelta, DiscreteShift, DiscreteRatio, RecurrenceTable, CellularAutomaton, Residue, NSum}
}
