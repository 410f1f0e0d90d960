/** How long the tests that repeat go on: `SCHEELITE_LONG=1` for the long way. */
export const rounds = (usual: number, long: number): number => (process.env.SCHEELITE_LONG === '1' ? long : usual);
