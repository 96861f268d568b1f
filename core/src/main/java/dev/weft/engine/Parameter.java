package dev.weft.engine;

/** A variable as an op sees it. */
final class Parameter {
  private static final float[] NONE = {};

  private Variable variable;
  private final float[] gradient;
  private final boolean shared;
  private boolean packed;
  private boolean read;

  private Parameter(Variable variable, float[] gradient, boolean shared) {
    this.variable = variable;
    this.gradient = gradient;
    this.shared = shared;
  }

  static Parameter of(Variable variable, boolean learns, Buffers buffers) {
    return new Parameter(variable, learns ? buffers.gradient(variable.values().length) : null, false);
  }

  /** The same variable with a gradient that is part of the whole. */
  Parameter ofLaterCall(Buffers buffers) {
    return new Parameter(variable, buffers.gradient(variable.values().length), true);
  }

  Parameter asShared() {
    return new Parameter(variable, gradient, true);
  }

  /** Says that in inference an op reads it in {@link Op#pack} alone, and returns it. */
  Parameter packed() {
    packed = true;
    return this;
  }

  /** Says that an op reads it as it is, whatever others do, and returns it. */
  Parameter read() {
    read = true;
    return this;
  }

  /** Computes its numbers, the kernel of a normalization that has none yet; where one is behind another, from those. */
  void make(FusedNormalization normalization) {
    float[] old = values().length > 0 ? values() : normalization.linear().getFirst().values();
    float[] made = new float[size()];
    normalization.refresh(old, made);
    variable = new Variable(variable.layer(), variable.weight(), made);
  }

  /** Later changes of the variable change nothing here; numbers that were packed are kept no longer. */
  void keepCopy() {
    variable = new Variable(variable.layer(), variable.weight(), packed && !read ? NONE : variable.values().clone());
  }

  Variable variable() {
    return variable;
  }

  /** As long as the values and a panel more; null where nothing learns. */
  float[] gradient() {
    return gradient;
  }

  /** Whether several calls of a layer have it, each with a gradient of its own. */
  boolean shared() {
    return shared;
  }

  float[] values() {
    return variable.values();
  }

  /** How many numbers it has. */
  int size() {
    return variable.weight().shape().elements();
  }

  /** Whether the optimizer changes it. */
  boolean isTrained() {
    return gradient != null && variable.weight().trainable();
  }

  /** Whether an op that has made its gradient may have it updated at once. */
  boolean canBeEarly() {
    return isTrained() && !shared;
  }
}
