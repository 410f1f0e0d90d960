/** Functions in layers that PyTorch has, by their names in layers. */
export const torchActivations: Readonly<Record<string, string>> = {
  ELU: 'F.elu',
  ExponentialLinearUnit: 'F.elu',
  SELU: 'F.selu',
  ScaledExponentialLinearUnit: 'F.selu',
  GELU: 'F.gelu',
  GaussianErrorLinearUnit: 'F.gelu',
  Swish: 'F.silu',
  HardSwish: 'F.hardswish',
  Mish: 'F.mish',
  SoftSign: 'F.softsign',
  SoftPlus: 'F.softplus',
  HardTanh: 'F.hardtanh',
};
