/** The theme's records. */
export { logic } from './logic.ts';
