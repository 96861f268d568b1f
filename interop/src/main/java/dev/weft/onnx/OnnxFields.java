package dev.weft.onnx;

/**
 * The numbers of the fields of ONNX's messages, as <a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3">onnx.proto3</a> gives them: one class a message.
 */
final class OnnxFields {
  private OnnxFields() {}

  /** {@code ModelProto}. */
  static final class Model {
    static final int IR_VERSION = 1;
    static final int PRODUCER_NAME = 2;
    static final int PRODUCER_VERSION = 3;
    static final int DOC_STRING = 6;
    static final int GRAPH = 7;
    static final int OPSET_IMPORT = 8;
    static final int METADATA_PROPS = 14;
    static final int FUNCTIONS = 25;

    private Model() {}
  }

  /** {@code OperatorSetIdProto}. */
  static final class OperatorSet {
    static final int DOMAIN = 1;
    static final int VERSION = 2;

    private OperatorSet() {}
  }

  /** {@code StringStringEntryProto}. */
  static final class Entry {
    static final int KEY = 1;
    static final int VALUE = 2;

    private Entry() {}
  }

  /** {@code GraphProto}. */
  static final class Graph {
    static final int NODE = 1;
    static final int NAME = 2;
    static final int INITIALIZER = 5;
    static final int INPUT = 11;
    static final int OUTPUT = 12;
    static final int SPARSE_INITIALIZER = 15;

    private Graph() {}
  }

  /** {@code NodeProto}. */
  static final class Node {
    static final int INPUT = 1;
    static final int OUTPUT = 2;
    static final int NAME = 3;
    static final int OP_TYPE = 4;
    static final int ATTRIBUTE = 5;
    static final int DOMAIN = 7;

    private Node() {}
  }

  /** {@code AttributeProto}. */
  static final class Attribute {
    static final int NAME = 1;
    static final int F = 2;
    static final int I = 3;
    static final int S = 4;
    static final int T = 5;
    static final int FLOATS = 7;
    static final int INTS = 8;
    static final int STRINGS = 9;
    static final int TYPE = 20;

    /** Values of {@link #TYPE}. */
    static final int TYPE_FLOAT = 1;

    static final int TYPE_INT = 2;
    static final int TYPE_STRING = 3;
    static final int TYPE_TENSOR = 4;
    static final int TYPE_FLOATS = 6;
    static final int TYPE_INTS = 7;

    private Attribute() {}
  }

  /** {@code TensorProto}. */
  static final class Tensor {
    static final int DIMS = 1;
    static final int DATA_TYPE = 2;
    static final int FLOAT_DATA = 4;
    static final int INT32_DATA = 5;
    static final int INT64_DATA = 7;
    static final int NAME = 8;
    static final int RAW_DATA = 9;
    static final int DOUBLE_DATA = 10;
    static final int UINT64_DATA = 11;
    static final int EXTERNAL_DATA = 13;
    static final int DATA_LOCATION = 14;

    private Tensor() {}
  }

  /** {@code TensorProto.DataType}, the kinds of a tensor's numbers. */
  static final class DataType {
    static final int FLOAT = 1;
    static final int UINT8 = 2;
    static final int INT8 = 3;
    static final int UINT16 = 4;
    static final int INT16 = 5;
    static final int INT32 = 6;
    static final int INT64 = 7;
    static final int BOOL = 9;
    static final int FLOAT16 = 10;
    static final int DOUBLE = 11;
    static final int UINT32 = 12;
    static final int UINT64 = 13;
    static final int BFLOAT16 = 16;

    private DataType() {}
  }

  /** {@code ValueInfoProto}. */
  static final class ValueInfo {
    static final int NAME = 1;
    static final int TYPE = 2;

    private ValueInfo() {}
  }

  /** {@code TypeProto}. */
  static final class Type {
    static final int TENSOR_TYPE = 1;

    private Type() {}
  }

  /** {@code TypeProto.Tensor}. */
  static final class TensorType {
    static final int ELEM_TYPE = 1;
    static final int SHAPE = 2;

    private TensorType() {}
  }

  /** {@code TensorShapeProto}. */
  static final class Shape {
    static final int DIM = 1;

    private Shape() {}
  }

  /** {@code TensorShapeProto.Dimension}. */
  static final class Dimension {
    static final int DIM_VALUE = 1;
    static final int DIM_PARAM = 2;

    private Dimension() {}
  }
}
