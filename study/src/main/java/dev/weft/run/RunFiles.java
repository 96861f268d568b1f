package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.dataset.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which files in a run's folder the run wrote. Those of a finished run have their SHA-256 in {@code metrics.json}; a
 * run of an older Weft has none, and what was changed after {@code metrics.json} is not the run's. An unfinished run
 * has only the files that it always has while it trains. Nothing else is ever deleted.
 */
final class RunFiles {
  static final String CHECKPOINT = "checkpoint";
  static final String HISTORY = "history.csv";

  /** All that a run writes. */
  static final List<String> ALL =
      List.of(
          RunFolder.EXPERIMENT,
          ProvenanceFile.NAME,
          CHECKPOINT,
          HISTORY,
          PredictionsFile.NAME,
          PredictionsFile.WITHOUT_TTA,
          PredictionsFile.OF_FOLD,
          MarginsFile.NAME,
          RunFolder.MODEL,
          RunFolder.REPORT,
          FurtherMetrics.ROBUSTNESS,
          FurtherMetrics.ROBUSTNESS_PAGE,
          RunFolder.METRICS);

  /** Those with a checksum in {@code metrics.json}. */
  private static final List<String> KEPT =
      List.of(
          RunFolder.EXPERIMENT,
          ProvenanceFile.NAME,
          HISTORY,
          PredictionsFile.NAME,
          PredictionsFile.WITHOUT_TTA,
          PredictionsFile.OF_FOLD,
          MarginsFile.NAME,
          RunFolder.MODEL);

  private static final List<String> WHILE_TRAINING =
      List.of(RunFolder.EXPERIMENT, ProvenanceFile.NAME, CHECKPOINT, HISTORY);

  private static final Duration TOLERANCE = Duration.ofMinutes(1);
  private static final String OF_CHECKPOINT = "WEFT";
  private static final String OF_PAGE = "Content-Security-Policy";
  private static final int BEGINNING = 600;

  private final Path folder;
  private final boolean finished;

  /** Empty for a run of an older Weft. */
  private final Map<String, String> checksums;

  private RunFiles(Path folder, boolean finished, Map<String, String> checksums) {
    this.folder = folder;
    this.finished = finished;
    this.checksums = checksums;
  }

  /**
   * @throws WeftException if its {@code metrics.json} is not what Weft wrote
   */
  static RunFiles of(Path folder) {
    boolean finished = RunFolder.isFinished(folder);
    return new RunFiles(folder, finished, finished ? MetricsFile.read(folder).files() : Map.of());
  }

  /** The SHA-256 of each file of a run that is about to be finished, by its name. */
  static Map<String, String> checksums(Path folder) {
    Map<String, String> checksums = new LinkedHashMap<>();
    KEPT.stream()
        .filter(name -> Files.exists(folder.resolve(name)))
        .forEach(name -> checksums.put(name, Sha256.of(folder.resolve(name))));
    return checksums;
  }

  /** Whether the run wrote the file of this name, as it is now. */
  boolean wrote(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    return switch (name) {
      case CHECKPOINT -> begins(file, OF_CHECKPOINT.length(), OF_CHECKPOINT);
      case FurtherMetrics.ROBUSTNESS -> begins(file, BEGINNING, FurtherMetrics.ABOUT);
      case RunFolder.REPORT, FurtherMetrics.ROBUSTNESS_PAGE -> begins(file, BEGINNING, OF_PAGE);
      case RunFolder.METRICS -> finished;
      default -> finished ? isAsWritten(name) : WHILE_TRAINING.contains(name);
    };
  }

  private boolean isAsWritten(String name) {
    Path file = folder.resolve(name);
    return checksums.isEmpty()
        ? !changed(file).toInstant().isAfter(changed(folder.resolve(RunFolder.METRICS)).toInstant().plus(TOLERANCE))
        : Sha256.of(file).equals(checksums.get(name));
  }

  private static FileTime changed(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  /** Whether a text stands within the first bytes of a file. */
  private static boolean begins(Path file, int within, String text) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(within), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  /** Deletes all that the run wrote; {@code metrics.json}, which knows what that is, comes last. */
  void delete() throws IOException {
    for (String name : ALL) {
      if (wrote(name)) {
        Files.delete(folder.resolve(name));
      }
    }
    deleteTemporaries(folder);
  }

  /** Deletes what a process that was killed had not yet renamed. */
  static void deleteTemporaries(Path folder) {
    ALL.forEach(name -> WholeFile.delete(WholeFile.temporary(folder.resolve(name))));
    WholeFile.delete(WholeFile.temporary(folder.resolve(RunFolder.MODEL + ".h5")));
  }
}
