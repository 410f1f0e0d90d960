/** Names that usages tell and that questions, options and methods are told apart by. */

/** How a classifier decides. */
export const decidingNames = ['ClassPriors', 'IndeterminateThreshold', 'UtilityFunction'] as const;
export const classifierQuestions = ['Decision', 'Probabilities', 'Probability', 'TopProbabilities'] as const;

/** Methods of clusters with their suboptions. */
export const clusteringMethods: Readonly<Record<string, readonly string[]>> = {
  Agglomerate: ['ClusterDissimilarityFunction'],
  DBSCAN: ['NeighborhoodRadius', 'NeighborsNumber'],
  GaussianMixture: [],
  KMeans: [],
  KMedoids: [],
};

/** Reductions whose map is kept for other examples; whether they look from the means of the columns. */
export const linearReductions: Readonly<Record<string, boolean>> = {
  PrincipalComponentsAnalysis: true,
  Linear: true,
  LatentSemanticAnalysis: false,
};
/** Reductions that only place the examples; suboptions with what Automatic means for n examples. */
export const placingReductions: Readonly<Record<string, Readonly<Record<string, (n: number) => number>>>> = {
  TSNE: { Perplexity: (n) => Math.max(2, Math.min(30, (n - 1) / 3)) },
  Isomap: { NeighborsNumber: (n) => Math.max(3, Math.min(10, Math.ceil(Math.sqrt(n)))) },
  MultidimensionalScaling: {},
};
export const reductionMethods: readonly string[] = [
  ...Object.keys(linearReductions),
  ...Object.keys(placingReductions),
].sort();
