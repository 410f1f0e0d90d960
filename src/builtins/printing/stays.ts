/** What heads that only speak to printing do. */

/** The expression stays as it is; only the number of its arguments is looked at. */
export const stays = (): undefined => undefined;
