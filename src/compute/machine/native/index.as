// All kernels of the project that run as WebAssembly: no static data, no heap of their own, memory given from outside.
export * from './flush';
export * from './matrices';
export * from './random';
export * from './windows';
export { addProduct } from './products';
export { interpret } from './interpreter';
