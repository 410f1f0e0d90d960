// All kernels of the project that run as WebAssembly: no static data, no heap of their own, memory given from outside.
export * from './flush';
export * from './matrices';
export * from './windows';
export { interpret } from './interpreter';
