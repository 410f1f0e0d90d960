/** The messages of ONNX files. Written by scripts/onnx-schema.mjs from onnx.proto; not by hand. */
import { type Integer, type Message, schema } from './protobuf.ts';

export const ONNX = schema(`
AttributeProto: string name 1, float f 2, int64 i 3, bytes s 4, TensorProto t 5, GraphProto g 6, float* floats 7,
  int64* ints 8, bytes* strings 9, TensorProto* tensors 10, GraphProto* graphs 11, string doc_string 13,
  TypeProto tp 14, TypeProto* type_protos 15, int32 type 20, string ref_attr_name 21,
  SparseTensorProto sparse_tensor 22, SparseTensorProto* sparse_tensors 23
ValueInfoProto: string name 1, TypeProto type 2, string doc_string 3, StringStringEntryProto* metadata_props 4
NodeProto: string* input 1, string* output 2, string name 3, string op_type 4, AttributeProto* attribute 5,
  string doc_string 6, string domain 7, string overload 8, StringStringEntryProto* metadata_props 9,
  NodeDeviceConfigurationProto* device_configurations 10
IntIntListEntryProto: int64 key 1, int64* value 2
NodeDeviceConfigurationProto: string configuration_id 1, ShardingSpecProto* sharding_spec 2, int32 pipeline_stage 3
ShardingSpecProto: string tensor_name 1, int64* device 2, IntIntListEntryProto* index_to_device_group_map 3,
  ShardedDimProto* sharded_dim 4
ShardedDimProto: int64 axis 1, SimpleShardedDimProto* simple_sharding 2
SimpleShardedDimProto: int64 dim_value 1, string dim_param 2, int64 num_shards 3
TrainingInfoProto: GraphProto initialization 1, GraphProto algorithm 2,
  StringStringEntryProto* initialization_binding 3, StringStringEntryProto* update_binding 4
ModelProto: int64 ir_version 1, string producer_name 2, string producer_version 3, string domain 4,
  int64 model_version 5, string doc_string 6, GraphProto graph 7, OperatorSetIdProto* opset_import 8,
  StringStringEntryProto* metadata_props 14, TrainingInfoProto* training_info 20, FunctionProto* functions 25,
  DeviceConfigurationProto* configuration 26
DeviceConfigurationProto: string name 1, int32 num_devices 2, string* device 3
StringStringEntryProto: string key 1, string value 2
TensorAnnotation: string tensor_name 1, StringStringEntryProto* quant_parameter_tensor_names 2
GraphProto: NodeProto* node 1, string name 2, TensorProto* initializer 5, string doc_string 10,
  ValueInfoProto* input 11, ValueInfoProto* output 12, ValueInfoProto* value_info 13,
  TensorAnnotation* quantization_annotation 14, SparseTensorProto* sparse_initializer 15,
  StringStringEntryProto* metadata_props 16
TensorProto: int64* dims 1, int32 data_type 2, TensorProto_Segment segment 3, float+ float_data 4, int32+ int32_data 5,
  bytes* string_data 6, int64+ int64_data 7, string name 8, bytes raw_data 9, double+ double_data 10,
  uint64+ uint64_data 11, string doc_string 12, StringStringEntryProto* external_data 13, int32 data_location 14,
  StringStringEntryProto* metadata_props 16
TensorProto_Segment: int64 begin 1, int64 end 2
SparseTensorProto: TensorProto values 1, TensorProto indices 2, int64* dims 3
TensorShapeProto: TensorShapeProto_Dimension* dim 1
TensorShapeProto_Dimension: int64 dim_value 1, string dim_param 2, string denotation 3
TypeProto: TypeProto_Tensor tensor_type 1, TypeProto_Sequence sequence_type 4, TypeProto_Map map_type 5,
  string denotation 6, TypeProto_Opaque opaque_type 7, TypeProto_SparseTensor sparse_tensor_type 8,
  TypeProto_Optional optional_type 9
TypeProto_Tensor: int32 elem_type 1, TensorShapeProto shape 2
TypeProto_Sequence: TypeProto elem_type 1
TypeProto_Map: int32 key_type 1, TypeProto value_type 2
TypeProto_Optional: TypeProto elem_type 1
TypeProto_SparseTensor: int32 elem_type 1, TensorShapeProto shape 2
TypeProto_Opaque: string domain 1, string name 2
OperatorSetIdProto: string domain 1, int64 version 2
FunctionProto: string name 1, string* input 4, string* output 5, string* attribute 6, NodeProto* node 7,
  string doc_string 8, OperatorSetIdProto* opset_import 9, string domain 10, AttributeProto* attribute_proto 11,
  ValueInfoProto* value_info 12, string overload 13, StringStringEntryProto* metadata_props 14
`);

export interface AttributeProto extends Message {
  readonly name?: string;
  readonly f?: number;
  readonly i?: Integer;
  readonly s?: Uint8Array;
  readonly t?: TensorProto;
  readonly g?: GraphProto;
  readonly floats?: readonly number[];
  readonly ints?: readonly Integer[];
  readonly strings?: readonly Uint8Array[];
  readonly tensors?: readonly TensorProto[];
  readonly graphs?: readonly GraphProto[];
  readonly doc_string?: string;
  readonly tp?: TypeProto;
  readonly type_protos?: readonly TypeProto[];
  readonly type?: number;
  readonly ref_attr_name?: string;
  readonly sparse_tensor?: SparseTensorProto;
  readonly sparse_tensors?: readonly SparseTensorProto[];
}

export interface ValueInfoProto extends Message {
  readonly name?: string;
  readonly type?: TypeProto;
  readonly doc_string?: string;
  readonly metadata_props?: readonly StringStringEntryProto[];
}

export interface NodeProto extends Message {
  readonly input?: readonly string[];
  readonly output?: readonly string[];
  readonly name?: string;
  readonly op_type?: string;
  readonly attribute?: readonly AttributeProto[];
  readonly doc_string?: string;
  readonly domain?: string;
  readonly overload?: string;
  readonly metadata_props?: readonly StringStringEntryProto[];
  readonly device_configurations?: readonly NodeDeviceConfigurationProto[];
}

export interface IntIntListEntryProto extends Message {
  readonly key?: Integer;
  readonly value?: readonly Integer[];
}

export interface NodeDeviceConfigurationProto extends Message {
  readonly configuration_id?: string;
  readonly sharding_spec?: readonly ShardingSpecProto[];
  readonly pipeline_stage?: number;
}

export interface ShardingSpecProto extends Message {
  readonly tensor_name?: string;
  readonly device?: readonly Integer[];
  readonly index_to_device_group_map?: readonly IntIntListEntryProto[];
  readonly sharded_dim?: readonly ShardedDimProto[];
}

export interface ShardedDimProto extends Message {
  readonly axis?: Integer;
  readonly simple_sharding?: readonly SimpleShardedDimProto[];
}

export interface SimpleShardedDimProto extends Message {
  readonly dim_value?: Integer;
  readonly dim_param?: string;
  readonly num_shards?: Integer;
}

export interface TrainingInfoProto extends Message {
  readonly initialization?: GraphProto;
  readonly algorithm?: GraphProto;
  readonly initialization_binding?: readonly StringStringEntryProto[];
  readonly update_binding?: readonly StringStringEntryProto[];
}

export interface ModelProto extends Message {
  readonly ir_version?: Integer;
  readonly producer_name?: string;
  readonly producer_version?: string;
  readonly domain?: string;
  readonly model_version?: Integer;
  readonly doc_string?: string;
  readonly graph?: GraphProto;
  readonly opset_import?: readonly OperatorSetIdProto[];
  readonly metadata_props?: readonly StringStringEntryProto[];
  readonly training_info?: readonly TrainingInfoProto[];
  readonly functions?: readonly FunctionProto[];
  readonly configuration?: readonly DeviceConfigurationProto[];
}

export interface DeviceConfigurationProto extends Message {
  readonly name?: string;
  readonly num_devices?: number;
  readonly device?: readonly string[];
}

export interface StringStringEntryProto extends Message {
  readonly key?: string;
  readonly value?: string;
}

export interface TensorAnnotation extends Message {
  readonly tensor_name?: string;
  readonly quant_parameter_tensor_names?: readonly StringStringEntryProto[];
}

export interface GraphProto extends Message {
  readonly node?: readonly NodeProto[];
  readonly name?: string;
  readonly initializer?: readonly TensorProto[];
  readonly doc_string?: string;
  readonly input?: readonly ValueInfoProto[];
  readonly output?: readonly ValueInfoProto[];
  readonly value_info?: readonly ValueInfoProto[];
  readonly quantization_annotation?: readonly TensorAnnotation[];
  readonly sparse_initializer?: readonly SparseTensorProto[];
  readonly metadata_props?: readonly StringStringEntryProto[];
}

export interface TensorProto extends Message {
  readonly dims?: readonly Integer[];
  readonly data_type?: number;
  readonly segment?: TensorProto_Segment;
  readonly float_data?: ArrayLike<number>;
  readonly int32_data?: ArrayLike<number>;
  readonly string_data?: readonly Uint8Array[];
  readonly int64_data?: ArrayLike<Integer>;
  readonly name?: string;
  readonly raw_data?: Uint8Array;
  readonly double_data?: ArrayLike<number>;
  readonly uint64_data?: ArrayLike<Integer>;
  readonly doc_string?: string;
  readonly external_data?: readonly StringStringEntryProto[];
  readonly data_location?: number;
  readonly metadata_props?: readonly StringStringEntryProto[];
}

export interface TensorProto_Segment extends Message {
  readonly begin?: Integer;
  readonly end?: Integer;
}

export interface SparseTensorProto extends Message {
  readonly values?: TensorProto;
  readonly indices?: TensorProto;
  readonly dims?: readonly Integer[];
}

export interface TensorShapeProto extends Message {
  readonly dim?: readonly TensorShapeProto_Dimension[];
}

export interface TensorShapeProto_Dimension extends Message {
  readonly dim_value?: Integer;
  readonly dim_param?: string;
  readonly denotation?: string;
}

export interface TypeProto extends Message {
  readonly tensor_type?: TypeProto_Tensor;
  readonly sequence_type?: TypeProto_Sequence;
  readonly map_type?: TypeProto_Map;
  readonly denotation?: string;
  readonly opaque_type?: TypeProto_Opaque;
  readonly sparse_tensor_type?: TypeProto_SparseTensor;
  readonly optional_type?: TypeProto_Optional;
}

export interface TypeProto_Tensor extends Message {
  readonly elem_type?: number;
  readonly shape?: TensorShapeProto;
}

export interface TypeProto_Sequence extends Message {
  readonly elem_type?: TypeProto;
}

export interface TypeProto_Map extends Message {
  readonly key_type?: number;
  readonly value_type?: TypeProto;
}

export interface TypeProto_Optional extends Message {
  readonly elem_type?: TypeProto;
}

export interface TypeProto_SparseTensor extends Message {
  readonly elem_type?: number;
  readonly shape?: TensorShapeProto;
}

export interface TypeProto_Opaque extends Message {
  readonly domain?: string;
  readonly name?: string;
}

export interface OperatorSetIdProto extends Message {
  readonly domain?: string;
  readonly version?: Integer;
}

export interface FunctionProto extends Message {
  readonly name?: string;
  readonly input?: readonly string[];
  readonly output?: readonly string[];
  readonly attribute?: readonly string[];
  readonly node?: readonly NodeProto[];
  readonly doc_string?: string;
  readonly opset_import?: readonly OperatorSetIdProto[];
  readonly domain?: string;
  readonly attribute_proto?: readonly AttributeProto[];
  readonly value_info?: readonly ValueInfoProto[];
  readonly overload?: string;
  readonly metadata_props?: readonly StringStringEntryProto[];
}
