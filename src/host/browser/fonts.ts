/** The reader of fonts for the browser, a program of its own: fetched when the first text is drawn. */
import * as fontkit from 'fontkit';

export const packages: Readonly<Record<string, unknown>> = { fontkit };
