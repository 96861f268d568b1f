package dev.weft.dataset;

import dev.weft.WeftException;
import dev.weft.image.Image;
import dev.weft.image.Preparation;
import dev.weft.source.DataPart;
import dev.weft.source.ImageSource;
import dev.weft.source.SourceSample;
import dev.weft.source.Sources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes a data set of the labelled images at a path. */
final class OwnImages {
  private static final int LOOKED_AT = 200;
  private static final int LARGEST_KEPT = 128;
  private static final int USUAL_SIZE = 64;

  private OwnImages() {}

  static ImageDataset open(String name, Path path, OpenOptions options, Progress progress) {
    try (ImageSource source = Sources.open(path, options.source())) {
      Preparation preparation = preparation(source, options.image());
      List<SourceSample> samples = source.samples();
      byte[] pixels = new byte[Math.multiplyExact(samples.size(), preparation.features())];
      IntStream.range(0, samples.size())
          .parallel()
          .forEach(i -> {
            byte[] image = preparation.apply(read(source, i));
            System.arraycopy(image, 0, pixels, i * image.length, image.length);
          });
      int[] labels = samples.stream().mapToInt(SourceSample::label).toArray();
      ImageSet all =
          ImageSet.of(
                  pixels,
                  labels,
                  preparation.height(),
                  preparation.width(),
                  preparation.channels(),
                  source.classNames())
              .described(samples.stream().map(SourceSample::name).toList(), groups(samples));
      return parts(name, path, source, all, preparation, options);
    }
  }

  /** A number for each group; null where no sample has one. */
  private static int[] groups(List<SourceSample> samples) {
    if (samples.stream().allMatch(sample -> sample.group().isEmpty())) {
      return null;
    }
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] groups = new int[samples.size()];
    for (int i = 0; i < groups.length; i++) {
      String group = samples.get(i).group();
      String key = group.isEmpty() ? "alone " + i : "of " + group;
      groups[i] = numbers.computeIfAbsent(key, k -> numbers.size());
    }
    return groups;
  }

  private static Image read(ImageSource source, int sample) {
    try {
      return source.read(sample);
    } catch (WeftException e) {
      throw new WeftException(source.samples().get(sample).name() + ": " + e.getMessage(), e);
    }
  }

  private static ImageDataset parts(
      String name, Path path, ImageSource source, ImageSet all, Preparation preparation, OpenOptions options) {
    ImageSet train = part(source, all, DataPart.TRAIN);
    ImageSet validation = part(source, all, DataPart.VALIDATION);
    ImageSet test = part(source, all, DataPart.TEST);
    String heldOut = "";
    if (test.size() == 0) {
      Split split = train.stratified(options.test(), 1);
      train = split.rest().part(IntStream.range(0, split.rest().size()).toArray());
      test = split.first().part(IntStream.range(0, split.first().size()).toArray());
      heldOut = ", held out by class";
    }
    String summary =
        String.format(
            Locale.ROOT,
            "%,d classes, %,d images in %s (%s): %,d to train on, %,d to test on%s.",
            all.classes(),
            all.size(),
            path,
            source.format(),
            train.size(),
            test.size(),
            heldOut);
    String images =
        String.format(
            Locale.ROOT,
            "The images are %d x %d, %s.",
            preparation.height(),
            preparation.width(),
            preparation.channels() == 1 ? "grey" : "in colour");
    return new ImageDataset(
        name,
        train,
        Optional.of(validation).filter(set -> set.size() > 0),
        test,
        sha256(source),
        path.toString(),
        Optional.of(preparation),
        List.of(summary, images));
  }

  private static ImageSet part(ImageSource source, ImageSet all, DataPart part) {
    List<SourceSample> samples = source.samples();
    return all.part(
        IntStream.range(0, all.size()).filter(i -> samples.get(i).part().orElse(DataPart.TRAIN) == part).toArray());
  }

  private static Map<String, String> sha256(ImageSource source) {
    Map<String, String> sums = new LinkedHashMap<>();
    source.files().forEach((name, file) -> sums.put(name, Sha256.of(file)));
    return sums;
  }

  private static Preparation preparation(ImageSource source, ImageOptions options) {
    int size = source.samples().size();
    int looked = Math.min(LOOKED_AT, size);
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < looked; i++) {
      images.add(read(source, (int) ((long) i * size / looked)));
    }
    Image first = images.getFirst();
    boolean kept =
        images.stream().allMatch(image -> image.height() == first.height() && image.width() == first.width())
            && Math.max(first.height(), first.width()) <= LARGEST_KEPT;
    int height = Objects.requireNonNullElse(options.height(), kept ? first.height() : USUAL_SIZE);
    int width = Objects.requireNonNullElse(options.width(), kept ? first.width() : USUAL_SIZE);
    boolean grey = images.stream().allMatch(image -> image.channels() <= 2);
    int channels = Objects.requireNonNullElse(options.channels(), grey ? 1 : 3);
    return new Preparation(height, width, channels, options.resize(), options.interpolation(), options.ground());
  }
}
