package dev.weft.onnx;

/** What an operator takes: an array that is known, or what the network computes of an image. */
sealed interface Operand permits FileArray, Computed {
  /** The size of each axis, the batch's among them. */
  long[] dims();
}
