/** What hosts say of texts, arrays, integers and tables that are larger than they can be. */
const TOO_LARGE =
  /^(?:Invalid (?:string|array|typed array|array buffer) length|Array buffer allocation failed|Maximum BigInt size exceeded|(?:Map|Set) maximum size exceeded|Cannot create a string longer than)/i;

/** Is this exception the host's way to say that memory does not suffice? */
export const isTooLarge = (x: unknown): x is Error => x instanceof Error && TOO_LARGE.test(x.message);
