/** All records of nets, grouped by theme; nothing else. */
import type { Builtin } from '../../builtins/builtin.ts';
import type { Format } from '../../builtins/io/formats/format.ts';
import { arrayFormats } from '../write/array-formats.ts';
import { kerasFormats } from '../write/keras/keras-format.ts';
import { WLNet } from '../write/net-file.ts';
import { arrayBuiltins } from './arrays.ts';
import { NetDecoder, NetEncoder } from './coders.ts';
import { NetChain, NetGraph, NetPort, NetPortGradient } from './containers.ts';
import { dataBuiltins } from './data-sets.ts';
import { NetExternalObject } from './external.ts';
import { NetExtract, NetInitialize } from './extract.ts';
import { NetTracedArray } from './function-layer.ts';
import { layerBuiltins } from './layers.ts';
import { NetModel } from './models.ts';
import { olderNames } from './older-names.ts';
import { ONNX } from './onnx.ts';
import { operatorBuiltins } from './operators.ts';
import { optionBuiltins } from './options.ts';
import { NetStateObject, NetUnfold } from './states.ts';
import { surgeryBuiltins } from './surgery.ts';
import { trainingBuiltins } from './training.ts';
import { TrainingJob } from './training-job.ts';

export const netBuiltins: readonly Builtin[] = [
  NetChain,
  NetGraph,
  NetPort,
  NetPortGradient,
  ...layerBuiltins,
  ...operatorBuiltins,
  NetTracedArray,
  NetStateObject,
  NetUnfold,
  ...arrayBuiltins,
  NetEncoder,
  NetDecoder,
  NetExtract,
  NetInitialize,
  ...surgeryBuiltins,
  ...trainingBuiltins,
  ...dataBuiltins,
  NetExternalObject,
  NetModel,
  ...olderNames,
  ...optionBuiltins,
];

/** File formats of nets and of their arrays. */
export const netFormats: readonly Format[] = [WLNet, ...arrayFormats, ...kerasFormats, ONNX, TrainingJob];
