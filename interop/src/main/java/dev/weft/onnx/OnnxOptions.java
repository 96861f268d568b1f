package dev.weft.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a network is written: begin with {@link #of()}, then change what shall not be the default.
 *
 * @param opset the version of ONNX's operators, {@value #LEAST_OPSET} to {@value #MOST_OPSET}. By default {@value
 *     #OPSET}
 * @param input what the file's network takes. By default floats from 0 to 255
 * @param output what it gives. By default calibrated probabilities
 */
public record OnnxOptions(int opset, Input input, Output output) {
  /** What is written where nobody says otherwise. */
  public static final int OPSET = 17;

  /** The first one whose operators are written. */
  public static final int LEAST_OPSET = 13;

  /** The last one. */
  public static final int MOST_OPSET = 23;

  /** What a network takes, (batch, height, width, channels) or whatever its shape is. */
  public enum Input {
    /** Pixels as bytes from 0 to 255; they are scaled in the file. */
    UINT8,
    /** The same as floats. */
    FLOAT,
    /** Floats as the network takes them: whoever asks has scaled them. */
    SCALED;

    /** Its name in commands. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The one of a name; empty if there is none. */
    public static Optional<Input> named(String word) {
      return Arrays.stream(values()).filter(input -> input.word().equals(word.toLowerCase(Locale.ROOT))).findFirst();
    }
  }

  /** What a network gives. */
  public enum Output {
    /**
     * Probabilities, with the temperature where the model has one; scores where nothing makes probabilities of them.
     */
    CALIBRATED,
    /** Probabilities without it. */
    PROBABILITIES,
    /** What the network itself gives, also where that is a score. */
    NETWORK
  }

  /**
   * @throws IllegalArgumentException if the operators of that version are not written
   */
  public OnnxOptions {
    if (opset < LEAST_OPSET || opset > MOST_OPSET) {
      throw new IllegalArgumentException(
          "the opset must be from %s to %s; received %s.".formatted(LEAST_OPSET, MOST_OPSET, opset));
    }
  }

  /** All defaults. */
  public static OnnxOptions of() {
    return new OnnxOptions(OPSET, Input.FLOAT, Output.CALIBRATED);
  }

  public OnnxOptions opset(int opset) {
    return new OnnxOptions(opset, input, output);
  }

  public OnnxOptions input(Input input) {
    return new OnnxOptions(opset, input, output);
  }

  public OnnxOptions output(Output output) {
    return new OnnxOptions(opset, input, output);
  }

  /** The version of the file's format in which an opset came. */
  int irVersion() {
    List<Integer> lastOpsets = List.of(14, 18, 20, 22); // of the versions 7, 8, 9 and 10
    return 7 + (int) lastOpsets.stream().filter(last -> opset > last).count();
  }
}
