package dev.weft.model;

import dev.weft.kernel.Activations;

/** What the numbers that leave a network say of each class. */
public enum Outputs {
  /** From 0 to 1 each: the network ends with a softmax or a sigmoid (also a hard one). */
  PROBABILITIES,

  /**
   * Their softmax (of one output: the sigmoid) is the probability: the loss takes them so, or they are logarithms of
   * probabilities.
   */
  LOGITS,

  /** The sigmoid of each is its probability: a binary loss takes several outputs so, each for itself. */
  BINARY_LOGITS,

  /** The larger, the likelier; neither the network nor its loss makes probabilities of them. */
  SCORES,

  /** A single score that is above 0 for the second of two classes: a hinge loss makes it so. */
  MARGIN;

  /**
   * What a network gives. Layers behind the softmax or sigmoid that change no number when asked (Dropout, Flatten, a
   * linear activation) do not count.
   *
   * @param loss with which the network was trained
   */
  public static Outputs of(Graph network, Loss loss) {
    return switch (lastActivation(network)) {
      case SOFTMAX, SIGMOID, HARD_SIGMOID, SPARSE_SIGMOID -> PROBABILITIES;
      case LOG_SOFTMAX -> LOGITS; // its softmax is the softmax of what enters it
      default -> loss.fromLogits() ? logits(loss) : isMargin(network, loss) ? MARGIN : SCORES;
    };
  }

  private static Outputs logits(Loss loss) {
    return loss instanceof Loss.BinaryCrossentropy || loss instanceof Loss.BinaryFocalCrossentropy
        ? BINARY_LOGITS
        : LOGITS;
  }

  private static boolean isMargin(Graph network, Loss loss) {
    return loss.takesMargins() && network.output().last() == 1;
  }

  /** Whether {@link #perClass} gives no probabilities, but scores. */
  public boolean areScores() {
    return this == SCORES || this == MARGIN;
  }

  /**
   * What outputs say of each class: probabilities where that is known, otherwise the scores as they are. A single
   * output is the probability of the second of two classes; as a score it is {@code x} for the second and {@code 1 - x}
   * for the first, as a margin {@code -x} for the first.
   *
   * @param outputs (samples, count)
   * @return (samples, classes)
   */
  public float[] perClass(float[] outputs, int count) {
    if (count == 1) {
      return ofTwo(outputs);
    }
    return switch (this) {
      case LOGITS -> softmax(outputs, count);
      case BINARY_LOGITS -> sigmoid(outputs);
      case PROBABILITIES, SCORES, MARGIN -> outputs;
    };
  }

  private float[] ofTwo(float[] outputs) {
    float[] second = this == LOGITS || this == BINARY_LOGITS ? sigmoid(outputs) : outputs;
    float[] classes = new float[2 * outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      classes[2 * i] = (this == MARGIN ? 0 : 1) - second[i];
      classes[2 * i + 1] = second[i];
    }
    return classes;
  }

  private static float[] sigmoid(float[] scores) {
    float[] probabilities = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] = (float) (1 / (1 + Math.exp(-scores[i])));
    }
    return probabilities;
  }

  private static float[] softmax(float[] scores, int classes) {
    float[] probabilities = new float[scores.length];
    Activations.softmax(scores, probabilities, classes, 0, scores.length / classes);
    return probabilities;
  }

  /** The last function on the way to the output that changes a number. */
  private static Activation lastActivation(Graph network) {
    String value = network.outputName();
    while (!value.equals(network.inputName())) {
      Node node = network.node(value);
      value = node.inputs().getFirst();
      switch (node.layer()) {
        case Layer idle when idle.isIdleInInference() -> {}
        case Flatten flatten -> {}
        case Reshape reshape -> {}
        case ActivationLayer(Activation activation) -> {
          if (activation != Activation.LINEAR) {
            return activation;
          }
        }
        case Dense dense -> {
          return dense.activation();
        }
        case Conv2D convolution -> {
          return convolution.activation();
        }
        case DepthwiseConv2D convolution -> {
          return convolution.activation();
        }
        case SeparableConv2D convolution -> {
          return convolution.activation();
        }
        case Conv2DTranspose convolution -> {
          return convolution.activation();
        }
        case Softmax softmax -> {
          return Activation.SOFTMAX;
        }
        default -> {
          return Activation.LINEAR;
        }
      }
    }
    return Activation.LINEAR;
  }
}
