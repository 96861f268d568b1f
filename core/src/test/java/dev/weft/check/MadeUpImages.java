package dev.weft.check;

import dev.weft.SplitMix64;
import dev.weft.WeftException;
import dev.weft.image.Image;
import dev.weft.source.DataPart;
import dev.weft.source.ImageSource;
import dev.weft.source.SourceSample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A source of images that a test makes: coloured clouds, in each class alike in nothing that is not what they show. */
final class MadeUpImages implements ImageSource {
  private static final int GRID = 96; // the most pixels of a side
  private static final List<Image> CLEAN =
      IntStream.range(0, 80).mapToObj(i -> clouds(40 + i % 7, 44 - i % 3, i)).toList();

  private final List<String> classNames;
  private final List<SourceSample> samples = new ArrayList<>();
  private final List<Image> images = new ArrayList<>(); // null for one that cannot be read

  MadeUpImages(String... classNames) {
    this.classNames = List.of(classNames);
  }

  /** Two classes in two parts, and nothing wrong with them. */
  static MadeUpImages clean() {
    MadeUpImages made = new MadeUpImages("cat", "dog");
    for (int i = 0; i < CLEAN.size(); i++) {
      DataPart part = i % 5 == 4 ? DataPart.TEST : DataPart.TRAIN;
      made.add(i + ".jpg", i % 2, part, CLEAN.get(i));
    }
    return made;
  }

  /** Adds a sample. */
  int add(String name, int label, DataPart part, Image image) {
    return add(new SourceSample(name, label, Optional.ofNullable(part), ""), image);
  }

  int add(SourceSample sample, Image image) {
    samples.add(sample);
    images.add(image);
    return images.size() - 1;
  }

  Image image(int i) {
    return images.get(i);
  }

  List<Finding> findings() {
    return DataCheck.of(this, seen -> {}).findings();
  }

  /** The finding of a kind. */
  Finding finding(String kind) {
    return findings().stream().filter(finding -> finding.kind().equals(kind)).findFirst().orElseThrow();
  }

  /** An image of many scales, as photographs are. */
  static Image clouds(int height, int width, long seed) {
    SplitMix64 random = SplitMix64.of(seed);
    double[] values = new double[height * width * 3];
    for (int size = 32; size >= 1; size /= 2) {
      double[] noise = IntStream.range(0, 3 * GRID * GRID).mapToDouble(i -> random.nextGaussian() * 24).toArray();
      for (int i = 0; i < values.length; i++) {
        int y = i / 3 / width / size;
        int x = i / 3 % width / size;
        values[i] += noise[(y * GRID + x) * 3 + i % 3];
      }
    }
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.clamp(Math.round(values[i] + 128), 0, 255);
    }
    return new Image(height, width, 3, pixels, List.of());
  }

  @Override
  public String format() {
    return "images of a test";
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public List<SourceSample> samples() {
    return samples;
  }

  @Override
  public Image read(int sample) {
    if (images.get(sample) == null) {
      throw new WeftException("it ends too early.");
    }
    return images.get(sample);
  }

  @Override
  public Map<String, Path> files() {
    return Map.of();
  }

  @Override
  public List<String> notes() {
    return List.of();
  }

  @Override
  public void close() {}
}
