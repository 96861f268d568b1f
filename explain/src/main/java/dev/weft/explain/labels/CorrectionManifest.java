package dev.weft.explain.labels;

import dev.weft.Decimal;
import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.experiment.DataSource;
import dev.weft.export.Export;
import dev.weft.source.DataPart;
import dev.weft.source.Manifest;
import dev.weft.source.SourceSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A data set as a manifest that a person corrects, and that a training reads: the labels that are probably wrong come
 * first. The column {@code label} counts; {@code given}, {@code suggested}, {@code wrong} and {@code rank} say what was
 * found. Images that lie in no files of their own are written beside it as PNG files.
 */
public final class CorrectionManifest {
  private static final List<String> FOUND = List.of("given", "suggested", "wrong", "rank");
  private static final List<String> NOTHING = List.of("", "", "", "");

  private final LabelReport report;
  private final ImageDataset data;
  private final Map<String, Path> files;
  private final Manifest manifest;
  private final boolean accepts;

  private CorrectionManifest(
      LabelReport report, ImageDataset data, Map<String, Path> files, Manifest manifest, boolean accepts) {
    this.report = report;
    this.data = data;
    this.files = files;
    this.manifest = manifest;
    this.accepts = accepts;
  }

  /** Where the images lie that have no file of their own: a folder with the manifest's name. */
  public static Path folder(Path file) {
    return file.resolveSibling(file.getFileName().toString().replaceFirst("(?<=.)\\.[A-Za-z0-9]{1,8}$", ""));
  }

  /**
   * Writes the manifest.
   *
   * @param source of the data
   * @param accepts whether each probable error gets the suggested label, which otherwise a person enters
   * @return the folder of the images that it wrote; empty where each has a file
   * @throws WeftException if images must be written and the folder is there already, if the manifest does not lie above
   *     the images, or if it cannot be written
   */
  public static Optional<Path> write(
      LabelReport report, ImageDataset data, DataSource source, Path file, boolean accepts, Progress progress) {
    Map<String, Path> own = own(source, progress);
    Optional<Path> folder = haveFiles(data, own) ? Optional.empty() : Optional.of(folder(file));
    Map<String, Path> files = folder.map(into -> Export.images(data, into)).orElse(own);
    Manifest manifest = new Manifest(file, FOUND);
    new CorrectionManifest(report, data, files, manifest, accepts).add();
    manifest.write();
    return folder;
  }

  /**
   * Checks that images which have no files can be written beside a manifest, before anything is judged.
   *
   * @throws WeftException if there are such images, and their folder is there already
   */
  public static void requireSpace(ImageDataset data, DataSource source, Path file, Progress progress) {
    Path folder = folder(file);
    if (Files.exists(folder) && !haveFiles(data, own(source, progress))) {
      throw new WeftException(
          "%s is there already, and %s is to be written there: its images lie in no files; delete it, or name another table with --out."
              .formatted(Quoted.text(folder.toString()), data.name()));
    }
  }

  private static Map<String, Path> own(DataSource source, Progress progress) {
    return source.isOwn() ? Datasets.files(Path.of(source.path()), source.options(), progress) : Map.of();
  }

  private static boolean haveFiles(ImageDataset data, Map<String, Path> own) {
    return IntStream.range(0, data.train().size())
        .allMatch(i -> data.train().name(i).filter(own::containsKey).isPresent());
  }

  private void add() {
    ImageSet train = data.train();
    List<String> names = train.classNames();
    Set<Integer> added = new HashSet<>();
    for (int rank = 0; rank < report.probable(); rank++) {
      LabelJudgement one = report.ranked().get(rank);
      int image = report.images().sourceIndex(one.image());
      String suggested = names.get(one.suggested());
      String wrong = Double.isNaN(one.wrong()) ? "" : Decimal.text(Math.round(1000 * one.wrong()) / 1000.0);
      List<String> found = new ArrayList<>(List.of(names.get(one.label()), suggested, wrong, String.valueOf(rank + 1)));
      add(DataPart.TRAIN, train, image, accepts ? suggested : names.get(one.label()), found);
      added.add(image);
    }
    addRest(DataPart.TRAIN, train, added);
    data.validation().ifPresent(set -> addRest(DataPart.VALIDATION, set, Set.of()));
    addRest(DataPart.TEST, data.test(), Set.of());
  }

  private void addRest(DataPart part, ImageSet set, Set<Integer> added) {
    for (int i = 0; i < set.size(); i++) {
      if (!added.contains(i)) {
        add(part, set, i, set.classNames().get(set.label(i)), NOTHING);
      }
    }
  }

  private void add(DataPart part, ImageSet set, int image, String label, List<String> found) {
    String name = set.name(image).filter(files::containsKey).orElseGet(() -> Export.name(part, image));
    String group = set.hasGroups() ? String.valueOf(set.group(image)) : "";
    manifest.add(
        new SourceSample(name, set.label(image), Optional.of(part), group), label, Optional.of(part), files, found);
  }
}
