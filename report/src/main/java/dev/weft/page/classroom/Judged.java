package dev.weft.page.classroom;

import java.util.Arrays;
import java.util.List;

/**
 * A user's network and what it says of the test images.
 *
 * @param user whose it is
 * @param run what the run or the file is called
 * @param validation its accuracy on the user's own validation images, 0 to 1; NaN where that is unknown
 * @param predicted the class that it says of each test image; -1 for one that the test does not have
 * @param parameters of the network
 * @param trainSeconds that its training took; NaN where that is unknown
 * @param notes what to know of it, a sentence each
 */
public record Judged(
    String user,
    String run,
    double validation,
    int[] predicted,
    long parameters,
    double trainSeconds,
    List<String> notes) {
  /** Whether each image is right. */
  boolean[] right(int[] labels) {
    boolean[] right = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      right[i] = predicted[i] == labels[i];
    }
    return right;
  }

  int countRight(int[] labels) {
    int count = 0;
    for (boolean one : right(labels)) {
      count += one ? 1 : 0;
    }
    return count;
  }

  @Override
  public String toString() {
    return user + " " + Arrays.toString(predicted);
  }
}
