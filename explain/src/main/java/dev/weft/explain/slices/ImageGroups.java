package dev.weft.explain.slices;

import dev.weft.dataset.ImageSet;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Groups of images by what is measured of them, by the folder that they come from, and by columns of a table about
 * them. Stroke width, size and position are measured where nearly all images show something on a plain ground.
 */
final class ImageGroups {
  private static final double PLAIN = 0.9;
  private static final int NUMBERS_FROM = 10;

  private final ImageSet set;
  private final int least;
  private final List<ImageGroup> groups = new ArrayList<>();
  private final Set<IntBuffer> named = new HashSet<>();

  private ImageGroups(ImageSet set, int least) {
    this.set = set;
    this.least = least;
  }

  /**
   * @param columns by name, a field for each image, empty where it has none
   * @param least how many images a group has at least
   */
  static List<ImageGroup> of(ImageSet set, Map<String, List<String>> columns, int least) {
    ImageGroups groups = new ImageGroups(set, least);
    groups.addMeasured();
    groups.addFolders();
    columns.forEach(groups::addColumn);
    return groups.groups;
  }

  private void addMeasured() {
    ImageForm[] forms =
        IntStream.range(0, set.size()).parallel().mapToObj(i -> ImageForm.of(set, i)).toArray(ImageForm[]::new);
    add("brightness", "", forms, ImageForm::brightness);
    add("contrast", "", forms, ImageForm::contrast);
    if (set.channels() >= 3) {
      add("colour", "", forms, ImageForm::colour);
    }
    if (Arrays.stream(forms).mapToDouble(ImageForm::plain).average().orElse(0) >= PLAIN) {
      add("stroke width", "pixels", forms, ImageForm::stroke);
      add("size", "pixels", forms, ImageForm::size);
      add("position from the left", "%", forms, ImageForm::right);
      add("position from the top", "%", forms, ImageForm::down);
    }
  }

  private void add(String property, String unit, ImageForm[] forms, ToDoubleFunction<ImageForm> measure) {
    groups.addAll(Quantiles.of(property, unit, Arrays.stream(forms).mapToDouble(measure).toArray(), least));
  }

  /** The folders of an image's name but for its class's; in one folder for all they say nothing. */
  private void addFolders() {
    List<String> folders = IntStream.range(0, set.size()).mapToObj(this::folder).toList();
    addNamed(Words.of("folder", folders, least));
  }

  private String folder(int image) {
    List<String> path = new ArrayList<>(List.of(set.name(image).orElse("").split("/")));
    path.removeLast();
    path.removeIf(Predicate.isEqual(set.classNames().get(set.label(image))));
    return String.join("/", path);
  }

  private void addColumn(String name, List<String> fields) {
    Optional<double[]> numbers = numbers(fields);
    addNamed(numbers.isPresent() ? Quantiles.of(name, "", numbers.get(), least) : Words.of(name, fields, least));
  }

  /** Of two names for the same images the first counts. */
  private void addNamed(List<ImageGroup> more) {
    more.stream().filter(group -> named.add(IntBuffer.wrap(group.rows()))).forEach(groups::add);
  }

  /** Where all fields are numbers, of more than ten values; an empty one is not known. */
  private static Optional<double[]> numbers(List<String> fields) {
    try {
      double[] numbers =
          fields.stream().mapToDouble(field -> field.isEmpty() ? Double.NaN : Double.parseDouble(field)).toArray();
      boolean many = Arrays.stream(numbers).filter(Double::isFinite).distinct().count() > NUMBERS_FROM;
      return many ? Optional.of(numbers) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
