/** What ONNX models of nets have as metadata. */

/** Who wrote a model. */
export const PRODUCER = 'Scheelite';

/** Keys of the metadata; their values are JSON. */
export const onnxKeys = {
  /** {port: encoder as an expression} */
  encoders: 'scheelite.encoders',
  decoders: 'scheelite.decoders',
  /** {port: [label, ...]}, for tools that know nothing of coders; class 1 is the first. */
  classes: 'scheelite.classes',
  /** {initializer: [layer/array, ...]}: where in the net a shared array is. */
  shared: 'scheelite.shared_arrays',
  /** {initializer: multiplier}, for those that are not 1. */
  multipliers: 'scheelite.learning_rate_multipliers',
} as const;
