/** The theme's records. */
export { replacement } from './replacement.ts';
