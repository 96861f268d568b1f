package dev.weft.mlflow;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * MLflow's store of files, mostly the folder {@code mlruns}: a folder for each experiment, in it one for each run with
 * {@code meta.yaml}, a file for each parameter, tag and metric, and artifacts.
 *
 * <p>Format: <a href="https://github.com/mlflow/mlflow/blob/master/mlflow/store/tracking/file_store.py">
 * file_store.py</a>.
 */
final class MlflowFiles implements MlflowStore {
  private static final String NAME = "name";
  private static final String ACTIVE = "active";
  private static final int LOCAL = 4; // a source that is a program on this machine

  private final Path root;

  MlflowFiles(Path root) {
    this.root = root;
  }

  @Override
  public String place() {
    return root.toString();
  }

  @Override
  public String experiment(String name) {
    for (Path folder : folders(root)) {
      Map<String, Object> meta = MetaFile.readIfThere(folder);
      if (name.equals(meta.get(NAME)) && ACTIVE.equals(meta.getOrDefault("lifecycle_stage", ACTIVE))) {
        return folder.getFileName().toString();
      }
    }
    if (!Files.exists(root)) {
      makeExperiment("0", "Default"); // MLflow makes it only with the folder
    }
    long number = UUID.randomUUID().getMostSignificantBits() & Long.MAX_VALUE;
    return makeExperiment(String.format(Locale.ROOT, "%018d", number % 1_000_000_000_000_000_000L), name);
  }

  private String makeExperiment(String id, String name) {
    long now = System.currentTimeMillis();
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("artifact_location", address(root.resolve(id)));
    meta.put("creation_time", now);
    meta.put("experiment_id", id);
    meta.put("last_update_time", now);
    meta.put("lifecycle_stage", ACTIVE);
    meta.put(NAME, name);
    MetaFile.write(made(root.resolve(id)), meta);
    return id;
  }

  private static String address(Path folder) {
    return "file://" + folder.toAbsolutePath().normalize().toUri().getRawPath().replaceFirst("/$", "");
  }

  @Override
  public Optional<MlflowRun> find(String experiment, String tag, String value) {
    for (Path folder : folders(root.resolve(experiment))) {
      Path file = folder.resolve("tags").resolve(MlflowNames.name(tag));
      if (Files.isRegularFile(file)
          && text(file).equals(value)
          && ACTIVE.equals(MetaFile.readIfThere(folder).get("lifecycle_stage"))) {
        String id = folder.getFileName().toString();
        return Optional.of(new MlflowRun(experiment, id, "", steps(folder), names(folder.resolve("params"))));
      }
    }
    return Optional.empty();
  }

  private static Map<String, Long> steps(Path run) {
    Map<String, Long> steps = new HashMap<>();
    Path folder = run.resolve("metrics");
    for (String name : names(folder)) {
      text(folder.resolve(name))
          .lines()
          .map(line -> line.split(" "))
          .filter(parts -> parts.length == 3 && parts[2].matches("-?\\d{1,18}"))
          .forEach(parts -> steps.merge(name, Long.parseLong(parts[2]), Math::max));
    }
    return steps;
  }

  @Override
  public MlflowRun create(String experiment, String name, String user, Instant begun, Map<String, String> tags) {
    String id = UUID.randomUUID().toString().replace("-", "");
    Path run = made(root.resolve(experiment).resolve(id));
    made(run.resolve("metrics"));
    made(run.resolve("params"));
    String artifacts = address(made(run.resolve("artifacts")));
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("artifact_uri", artifacts);
    meta.put("deleted_time", null);
    meta.put("end_time", null);
    meta.put("entry_point_name", "");
    meta.put("experiment_id", experiment);
    meta.put("lifecycle_stage", ACTIVE);
    meta.put("run_id", id);
    meta.put("run_name", name);
    meta.put("run_uuid", id);
    meta.put("source_name", "");
    meta.put("source_type", LOCAL);
    meta.put("source_version", "");
    meta.put("start_time", begun.toEpochMilli());
    meta.put("status", MlflowStatus.RUNNING.code());
    meta.put("tags", List.of());
    meta.put("user_id", user);
    writeAll(run.resolve("tags"), MlflowNames.tags(tags));
    MetaFile.write(run, meta); // last: it makes the folder a run
    return new MlflowRun(experiment, id, artifacts, Map.of(), Set.of());
  }

  @Override
  public void log(MlflowRun run, List<MlflowMetric> metrics, Map<String, String> parameters, Map<String, String> tags) {
    Path folder = folder(run);
    writeAll(folder.resolve("tags"), MlflowNames.tags(tags));
    writeAll(folder.resolve("params"), MlflowNames.parameters(parameters));
    for (MlflowMetric metric : metrics) {
      String line =
          String.format(
              Locale.ROOT, "%d %s %d\n", metric.moment().toEpochMilli(), number(metric.value()), metric.step());
      append(folder.resolve("metrics").resolve(metric.name()), line);
    }
  }

  /** As Python writes it. */
  private static String number(double value) {
    return Double.isNaN(value) ? "nan" : Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : value + "";
  }

  @Override
  public void update(MlflowRun run, MlflowStatus status, Optional<Instant> ended) {
    Path folder = folder(run);
    Map<String, Object> meta = new LinkedHashMap<>(MetaFile.read(folder));
    meta.put("status", status.code());
    meta.put("end_time", ended.map(Instant::toEpochMilli).orElse(null));
    MetaFile.write(folder, meta);
  }

  @Override
  public void artifact(MlflowRun run, String path, Path file) {
    Path into = folder(run).resolve("artifacts").resolve(path);
    made(into.getParent());
    WholeFile.write(into, out -> Files.copy(file, out));
  }

  private Path folder(MlflowRun run) {
    return root.resolve(run.experiment()).resolve(run.id());
  }

  // ---- files

  private static List<Path> folders(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Files.isDirectory(file) && !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw WeftException.unreadable(folder, e);
    }
  }

  /** The files of a folder and those below it, as paths with slashes. */
  private static Set<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw WeftException.unreadable(folder, e);
    }
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw WeftException.unwritable(folder, e);
    }
  }

  private static void writeAll(Path folder, Map<String, String> texts) {
    texts.forEach((name, text) -> {
      Path file = folder.resolve(name);
      made(file.getParent());
      WholeFile.write(file, text);
    });
  }

  private static void append(Path file, String line) {
    made(file.getParent());
    try {
      Files.writeString(file, line, CREATE, APPEND);
    } catch (IOException e) {
      throw WeftException.unwritable(file, e);
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }
}
