/** The WebAssembly program of tfjs, which has no types of its own. */
declare module '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.js' {
  const factory: (settings: object) => unknown;
  export default factory;
}

/** The texts of stdlib/ by file name; the build puts them in (scripts/build.mjs). */
declare const STDLIB: Readonly<Record<string, string>>;
