#!/usr/bin/env node
/** Entry of the command `scheelite`: hands the arguments to the frontends. */
import { main } from './src/frontends/main.ts';

main(process.argv.slice(2));
