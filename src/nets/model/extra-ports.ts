/** Ports that a layer or operator has only where something is connected to them: states of recurrent layers, attention weights. */

/** Names of ports that may be there, or that are. */
export interface ExtraPorts {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}
export const noExtraPorts: ExtraPorts = { inputs: [], outputs: [] };
