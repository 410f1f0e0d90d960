// Names of the nets of the benchmark, as nets.ts has them, by commas.
export const NETS = 'mlp-tiny,mlp-b64,mlp-b256,lenet,lstm,transformer,mlp-large,cnn';
