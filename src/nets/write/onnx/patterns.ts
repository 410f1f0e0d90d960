import type { OnnxGraph } from './graph.ts';

export const withPatterns = (g: OnnxGraph): OnnxGraph => g;
