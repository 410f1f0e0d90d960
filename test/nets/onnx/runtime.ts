/** Files run by onnxruntime-node, an optional package: undefined where it is not installed. */
import type { TensorValue } from '../../../src/compute/contract/step.ts';

/** What is used of the package. */
interface Ort {
  readonly InferenceSession: {
    create(
      bytes: Uint8Array,
      options: object,
    ): Promise<{
      readonly inputNames: readonly string[];
      run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
    }>;
  };
  readonly Tensor: new (type: string, data: Float32Array | BigInt64Array, dims: readonly number[]) => Tensor;
}
interface Tensor {
  readonly dims: readonly number[];
  readonly data: ArrayLike<number | bigint>;
}

const PACKAGE: string = 'onnxruntime-node';
export const ort: Ort | undefined = await import(PACKAGE).then(
  (m) => (m.default ?? m) as Ort,
  () => undefined,
);

type Values = Readonly<Record<string, TensorValue>>;

/** The outputs of a model; whole numbers go in as INT64 where it asks for them. */
export async function runModel(bytes: Uint8Array, inputs: Values, whole: ReadonlySet<string>): Promise<Values> {
  const session = await ort!.InferenceSession.create(bytes, { logSeverityLevel: 3, intraOpNumThreads: 1 });
  const feeds = Object.fromEntries(
    session.inputNames.map((name) => {
      const { shape, data } = inputs[name]!;
      const tensor = whole.has(name)
        ? new ort!.Tensor('int64', BigInt64Array.from(Array.from(data, BigInt)), [...shape])
        : new ort!.Tensor('float32', Float32Array.from(data), [...shape]);
      return [name, tensor];
    }),
  );
  const results = await session.run(feeds);
  return Object.fromEntries(
    Object.entries(results).map(([name, t]) => [
      name,
      { shape: t.dims, dtype: 'float32' as const, data: Float32Array.from(Array.from(t.data, Number)) },
    ]),
  );
}
