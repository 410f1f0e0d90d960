/** The WebAssembly program of tfjs, which has no types of its own. */
declare module '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.js' {
  const factory: (settings: object) => unknown;
  export default factory;
}

/** The text of stdlib/init.wl, which every session reads; the build puts it in (scripts/browser.mjs). */
declare const LIBRARY_INDEX: string;
