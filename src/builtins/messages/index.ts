/** The theme's records. */
export { messages } from './messages.ts';
