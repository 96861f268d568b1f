package dev.weft.server.teach;

import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A data set divided again and again, so that each image is once in a test part. The first division is the set's own;
 * the images that it trains on are dealt to the others, class by class.
 */
final class Folds {
  private static final int MOST = 5;

  private Folds() {}

  /** The set in each of its divisions, at least 2, where it has 2 training images. */
  static List<ImageDataset> of(ImageDataset set) {
    ImageSet train = set.train();
    int others = Math.min(MOST - 1, train.size());
    int[] fold = dealt(train, others);
    ImageSet all = set.all(); // the training images, then the test images
    List<ImageDataset> folds = new ArrayList<>(List.of(set));
    for (int f = 0; f < others; f++) {
      int own = f;
      int[] tested = IntStream.range(0, train.size()).filter(i -> fold[i] == own).toArray();
      int[] rest = IntStream.range(0, all.size()).filter(i -> i >= train.size() || fold[i] != own).toArray();
      folds.add(set.divided(all.subset(rest).asPart(), all.subset(tested).asPart()));
    }
    return folds;
  }

  private static int[] dealt(ImageSet train, int folds) {
    int[] fold = new int[train.size()];
    int next = 0;
    for (int label = 0; label < train.classes(); label++) {
      for (int i = 0; i < train.size(); i++) {
        if (train.label(i) == label) {
          fold[i] = next++ % folds;
        }
      }
    }
    return fold;
  }
}
