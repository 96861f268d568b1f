package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.experiment.Experiment;
import dev.weft.keras.Json;
import dev.weft.source.DataPart;
import dev.weft.store.NewRun;
import dev.weft.store.StudyPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a run's figures were measured on: its {@code provenance.json}, which {@link Run} writes.
 *
 * @param all of it
 */
public record ProvenanceFile(Map<String, Object> all) {
  static final String NAME = "provenance.json";

  /** What says which run it is and how it went, not what it was measured on. */
  private static final Set<String> OF_THE_RUN =
      Set.of(
          "id",
          "name",
          "study",
          "started",
          "resumed",
          "finished",
          "diverged",
          "epochs",
          "train_seconds",
          "evaluate_seconds");

  private static final Set<String> OF_WEFT = Set.of("weft", "lane_bits", "split");

  public ProvenanceFile {
    all = OldNames.current(all);
  }

  /**
   * Reads that of a run's folder.
   *
   * @throws WeftException if it cannot be read, is not JSON, or is not as the finished run wrote it
   */
  public static ProvenanceFile read(Path folder) {
    return read(folder, RunFolder.isFinished(folder) ? MetricsFile.read(folder) : null);
  }

  /**
   * @param metrics of the folder; null if its run is not finished
   */
  static ProvenanceFile read(Path folder, MetricsFile metrics) {
    Path file = folder.resolve(NAME);
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (metrics != null) {
        metrics.requireAsWritten(file, bytes);
      }
      return new ProvenanceFile(Json.read(bytes, file.toString()));
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  /** Whether a folder has one that Weft wrote; a file of this name may be anybody's. */
  public static boolean isIn(Path folder) {
    try {
      return Files.isRegularFile(folder.resolve(NAME)) && parsed(folder).keySet().containsAll(OF_WEFT);
    } catch (WeftException | IOException e) {
      return false;
    }
  }

  private static Map<String, Object> parsed(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    return Json.read(Files.readAllBytes(file), file.toString());
  }

  /** Why the run diverged, one sentence; empty if it did not. */
  public String diverged() {
    return text("diverged");
  }

  /** The data set's, in hexadecimal digits; empty where the run does not know it. */
  public String datasetChecksum() {
    return text("dataset", "sha256");
  }

  /** How many images a part of the data has; empty where the run does not say it. */
  public OptionalInt countOf(DataPart part) {
    return at("split", images(part)) instanceof Number count ? OptionalInt.of(count.intValue()) : OptionalInt.empty();
  }

  /** What {@code split} calls the number of images of a part of the data: {@code test_images}. */
  static String images(DataPart part) {
    return part.word() + "_images";
  }

  /** The run as a store is to know it; when it began and ended the store knows by itself. */
  NewRun asNew(Path folder, Experiment experiment, String user) {
    Map<String, Object> measuredOn = new LinkedHashMap<>(all);
    measuredOn.keySet().removeAll(OF_THE_RUN);
    String name = text("name");
    return new NewRun(
        Optional.of(text("id")).filter(id -> id.matches("[0-9a-f]{8}")),
        name.isEmpty() ? folder.toAbsolutePath().normalize().getFileName().toString() : name,
        experiment.name(),
        experiment.toYaml(),
        text("dataset", "name"),
        Optional.of(folder),
        place(),
        user,
        Recording.texts(experiment.parameters()),
        Recording.texts(measuredOn));
  }

  private Optional<StudyPlace> place() {
    return at("study") == null
        ? Optional.empty()
        : Optional.of(
            new StudyPlace(text("study", "name"), text("study", "trial"), number("fold"), number("repetition")));
  }

  private OptionalInt number(String name) {
    return at("study", name) instanceof Number number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
  }

  /** As {@link #all} has the place of a run in its study. */
  static Map<String, Object> map(StudyPlace place) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", place.study());
    map.put("trial", place.trial());
    place.fold().ifPresent(fold -> map.put("fold", fold));
    place.repetition().ifPresent(repetition -> map.put("repetition", repetition));
    return map;
  }

  /** What stands at a path, such as {@code dataset, sha256}; null if nothing does. */
  public Object at(String... path) {
    Object value = all;
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  /** The same as a text; empty if nothing stands there. */
  public String text(String... path) {
    Object value = at(path);
    return value == null ? "" : String.valueOf(value);
  }
}
