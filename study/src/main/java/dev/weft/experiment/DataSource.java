package dev.weft.experiment;

import dev.weft.Quoted;
import dev.weft.config.ConfigException;
import dev.weft.config.Flattened;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.OpenOptions;
import dev.weft.dataset.Progress;
import dev.weft.dataset.Split;
import dev.weft.image.Intake;
import dev.weft.image.Preparation;
import dev.weft.model.Size;
import dev.weft.source.SourceOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Where an experiment's images come from: a named data set, or a path to one's own.
 *
 * @param dataset a data set's name; of one's own what it is called, by default as its path ends
 * @param path one's own images, or null
 * @param image what one's own images are made into; null for what looking at them suggests
 * @param label the column of the labels of one's own images; null for the one that is found
 * @param group what keeps images together: a column, or a pattern of their names; null for nothing
 * @param test the share of one's own images that is held out to test on, where they have no test part; null for 0.2;
 *     with 0 their validation part becomes the test part
 * @param strict whether an image of one's own that cannot be read is an error; null for false: a few are left out
 * @param testFold the fold of the training images that is the test part, while the set's own test part is not looked
 *     at; null for the set's own
 * @param labelNoise wrong labels planted among the training images; null for none
 */
@Flattened
public record DataSource(
    String dataset,
    String path,
    ImageSettings image,
    String label,
    String group,
    Double test,
    Boolean strict,
    TestFold testFold,
    LabelNoise labelNoise) {
  /** The settings that only one's own images have. */
  static final List<String> OF_OWN_IMAGES = List.of("path", "image", "label", "group", "test", "strict");

  public DataSource {
    if (path == null && (image != null || label != null || group != null || test != null || strict != null)) {
      throw new ConfigException(
          List.of(),
          false,
          "'image', 'label', 'group', 'test' and 'strict' are for images of your own; received some for "
              + (dataset == null ? "no images" : "the data set " + Quoted.value(dataset))
              + "; say 'path', or leave them out.");
    }
    if (test != null && !(test >= 0 && test < 1)) {
      throw ConfigException.of("test", "'test' must be at least 0 and below 1; received " + test + ".");
    }
  }

  public static DataSource of() {
    return named(null);
  }

  /** A named data set. */
  public static DataSource named(String dataset) {
    return new DataSource(dataset, null, null, null, null, null, null, null, null);
  }

  /** One's own images, with all chosen by looking. */
  public static DataSource own(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return new DataSource(OwnData.name(absolute), absolute.toString(), null, null, null, null, null, null, null);
  }

  /** The same made into other images. */
  public DataSource image(ImageSettings image) {
    return new DataSource(dataset, path, image, label, group, test, strict, testFold, labelNoise);
  }

  /** Images of one's own become what a network takes, in the way of those that it learned. */
  public DataSource takenBy(Intake intake) {
    if (!isOwn()) {
      return this;
    }
    Preparation learned = intake.preparation();
    ImageSettings described = image == null ? ImageSettings.of() : image;
    return image(
        new ImageSettings(
            described.size() == null ? Size.of(learned.height(), learned.width()) : described.size(),
            described.channels() == null ? (Integer) learned.channels() : described.channels(),
            learned.resize(),
            learned.interpolation(),
            learned.ground()));
  }

  /** The same tested on a fold of the training images, from which no training learns. */
  public DataSource testFold(TestFold testFold) {
    return new DataSource(dataset, path, image, label, group, test, strict, testFold, labelNoise);
  }

  /** The same with wrong labels planted among its training images. */
  public DataSource labelNoise(LabelNoise labelNoise) {
    return new DataSource(dataset, path, image, label, group, test, strict, testFold, labelNoise);
  }

  /** Whether the images are one's own. */
  public boolean isOwn() {
    return path != null;
  }

  /** How one's own images are opened. */
  public OpenOptions options() {
    return new OpenOptions(
        (image == null ? ImageSettings.of() : image).options(),
        new SourceOptions(label == null ? "" : label, group == null ? "" : group),
        test == null ? OpenOptions.DEFAULT.test() : test,
        strict != null && strict);
  }

  /**
   * Whether this machine has all the images, so that {@link #load} fetches nothing.
   *
   * @param dataDir the folder that holds named data sets, or null
   */
  public boolean isHere(Path dataDir) {
    return isOwn() ? Files.exists(Path.of(path)) : Datasets.isHere(dataset, dataDir);
  }

  /**
   * The images.
   *
   * @param dataDir the folder that holds named data sets, or null
   */
  public ImageDataset load(Path dataDir, Progress progress) {
    return divided(
        isOwn()
            ? Datasets.open(dataset, Path.of(path), options(), progress)
            : Datasets.load(dataset, dataDir, progress));
  }

  /** The same search for data sets, made once for each of them, whichever fold of it is the test part. */
  public static Function<DataSource, ImageDataset> once(Function<DataSource, ImageDataset> search) {
    Map<DataSource, ImageDataset> found = new ConcurrentHashMap<>();
    return source -> source.folded(found.computeIfAbsent(source.testFold(null), search));
  }

  /** The set with the labels that are planted, and with the fold of its training images as its test part. */
  public ImageDataset divided(ImageDataset set) {
    return folded(labelNoise == null ? set : set.divided(labelNoise.in(set.train()), set.test()));
  }

  private ImageDataset folded(ImageDataset set) {
    if (testFold == null) {
      return set;
    }
    Split split = set.train().fold(testFold.fold(), testFold.of(), testFold.stratified(), testFold.seed());
    return set.divided(split.rest().asPart(), split.first().asPart());
  }
}
