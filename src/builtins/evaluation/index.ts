/** The theme's records. */
export { evaluation } from './evaluation.ts';
