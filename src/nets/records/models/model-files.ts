/** Files of models that come with the program. */
import { host } from '../../../host/host.ts';

/** The bytes of a file in the folder `models`; undefined when it is not there. */
export const readModelFile = (name: string): Uint8Array | undefined => host().ownFile(`models/${name}`);
