/** Waiting without turning the event loop. */
const nap = new Int32Array(new SharedArrayBuffer(4));

/** Holds this thread up. */
export const sleep = (milliseconds: number): void => {
  Atomics.wait(nap, 0, 0, milliseconds);
};
