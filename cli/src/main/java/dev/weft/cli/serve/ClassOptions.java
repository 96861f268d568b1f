package dev.weft.cli.serve;

import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.WrongUse;
import dev.weft.experiment.DataSource;
import dev.weft.server.classroom.ClassSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of a class that hands in networks. */
final class ClassOptions {
  private static final int LEAST_SECONDS = 1;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--class",
      paramLabel = "NAME|PATH",
      description = "The data set that a class of students learns; their best runs of it are compared at /class.")
  private String task;

  @Option(
      names = "--class-test",
      paramLabel = "PATH",
      description = "Labelled images that only this server has: a folder, an archive, IDX files, ...")
  private Path test;

  @Option(
      names = "--class-code",
      paramLabel = "TEXT",
      description = "What students must say to hand in a network; by default nothing.")
  private String code;

  @Option(
      names = "--class-folder",
      paramLabel = "DIR",
      description = "Where hand-ins and judgements are kept, by default classes/NAME beside the store.")
  private Path folder;

  @Option(
      names = "--class-limit",
      paramLabel = "SECONDS",
      description = "How long a network may take for all test images, by default 300.")
  private long limit = ClassSettings.LIMIT.toSeconds();

  boolean isAsked() {
    return task != null;
  }

  /**
   * The class that is asked for.
   *
   * @param store its place
   * @param data where data sets are
   * @throws WrongUse if an option is missing or cannot be
   */
  Optional<ClassSettings> settings(String store, DataOptions data) {
    if (task == null) {
      if (test != null || code != null || folder != null) {
        throw new WrongUse(
            spec, "--class-test, --class-code and --class-folder are for a class; say --class NAME, too.");
      }
      return Optional.empty();
    }
    if (test == null || !Files.exists(test)) {
      throw new WrongUse(
          spec,
          "a class is judged by images of its own: --class-test must be a path to them; received %s."
              .formatted(test == null ? "nothing" : test));
    }
    if (limit < LEAST_SECONDS) {
      throw new WrongUse(spec, "--class-limit must be 1 second or more; received %s.".formatted(limit));
    }
    DataSource source = data.source(task);
    Path kept = folder != null ? folder : beside(store).resolve("classes").resolve(source.dataset());
    return Optional.of(
        new ClassSettings(source, test, kept, Optional.ofNullable(code), Duration.ofSeconds(limit), data.folder()));
  }

  private static Path beside(String store) {
    Path here = Path.of("");
    return store.startsWith("jdbc:") ? here : Optional.ofNullable(Path.of(store).getParent()).orElse(here);
  }
}
