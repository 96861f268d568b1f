package dev.weft.train;

import dev.weft.model.Outputs;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the margin of each training image in each epoch: by how much the score of its label is above the largest other
 * score, when a step learns the image. For a softmax that is {@code log p(label) - max log p(other)}. An image whose
 * label is wrong has low margins, as the images like it pull against its label (Pleiss et al., "Identifying mislabeled
 * data using the area under the margin ranking", 2020).
 */
public final class MarginsLog implements Callback {
  private final int images;
  private final List<float[]> epochs = new ArrayList<>();
  private Outputs kind = Outputs.PROBABILITIES;

  /**
   * @param images how many a training learns from
   */
  public MarginsLog(int images) {
    this.images = images;
  }

  /** The bytes that it keeps of a training. */
  public static long bytes(int images, int epochs) {
    return (long) Float.BYTES * images * epochs;
  }

  @Override
  public void trainBegin(Model model, Fit fit) {
    kind = Outputs.of(model.network(), model.loss());
    epochs.clear();
  }

  @Override
  public void outputs(int epoch, int samples, int[] places, int[] labels, float[] outputs) {
    while (epochs.size() <= epoch) {
      float[] none = new float[images];
      Arrays.fill(none, Float.NaN);
      epochs.add(none);
    }
    float[] margins = epochs.get(epoch);
    int classes = outputs.length / labels.length;
    for (int i = 0; i < samples; i++) {
      margins[places[i]] = (float) (classes == 1 ? ofOne(outputs[i], labels[i]) : of(outputs, i, labels[i], classes));
    }
  }

  private double of(float[] outputs, int image, int label, int classes) {
    float other = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      other = c == label ? other : Math.max(other, outputs[image * classes + c]);
    }
    float own = outputs[image * classes + label];
    return kind == Outputs.PROBABILITIES ? logarithm(own) - logarithm(other) : (double) own - other;
  }

  /** Of a single output for two classes. */
  private double ofOne(float output, int label) {
    double second =
        switch (kind) {
          case PROBABILITIES -> logarithm(output) - logarithm(1 - output);
          case SCORES -> 2.0 * output - 1;
          default -> output;
        };
    return label == 1 ? second : -second;
  }

  private static double logarithm(float probability) {
    return Math.log(Math.max(probability, Float.MIN_NORMAL));
  }

  /** The margins of all images in each epoch so far; NaN where an epoch did not come to an image. */
  public List<float[]> epochs() {
    return List.copyOf(epochs);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    Checkpoint.write(out, epochs);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (float[] epoch : Checkpoint.read(in)) {
      if (epoch.length != images) {
        throw new IOException("it has the margins of " + epoch.length + " images where " + images + " learn");
      }
      epochs.add(epoch);
    }
  }
}
