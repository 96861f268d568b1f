package dev.weft.engine;

/** An array that each thread has one of, for work within one unit of an op; it is as long as any op asked for. */
final class ThreadArray {
  private final ThreadLocal<float[]> ofThread = ThreadLocal.withInitial(() -> new float[length()]);
  private int length;

  /** For ops that are made before the first one runs. */
  void atLeast(int length) {
    this.length = Math.max(this.length, length);
  }

  private int length() {
    return length;
  }

  float[] get() {
    return ofThread.get();
  }
}
