package dev.weft.source;

/**
 * What an IDX file does not say of itself.
 *
 * @param firstLabel the label of the first class, at least 0
 * @param transposed whether the rows of each image are stored as its columns
 */
public record IdxLayout(int firstLabel, boolean transposed) {
  /** As MNIST's files are: labels from 0, images upright. */
  public static final IdxLayout USUAL = new IdxLayout(0, false);

  /** As EMNIST's files are, but those of its letters: labels from 0, images transposed. */
  public static final IdxLayout EMNIST = new IdxLayout(0, true);

  /** As the files of EMNIST's letters are: labels from 1 to 26, images transposed. */
  public static final IdxLayout EMNIST_LETTERS = new IdxLayout(1, true);

  public IdxLayout {
    if (firstLabel < 0) {
      throw new IllegalArgumentException("the first label is at least 0; received " + firstLabel + ".");
    }
  }
}
