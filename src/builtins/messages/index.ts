/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { messagesRecords } from './messages.ts';

export const messages: readonly Builtin[] = [...messagesRecords];
