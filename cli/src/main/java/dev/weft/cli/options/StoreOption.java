package dev.weft.cli.options;

import dev.weft.WeftException;
import dev.weft.run.FinishedRun;
import dev.weft.run.PastRuns;
import dev.weft.run.RunFolder;
import dev.weft.run.StoredRun;
import dev.weft.store.RunRecord;
import dev.weft.store.RunStore;
import dev.weft.study.FinishedStudy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The option that says where runs are recorded. */
public final class StoreOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--store",
      paramLabel = "FILE|URL",
      scope = ScopeType.INHERIT,
      description =
          "Where runs are recorded: a file, or jdbc:postgresql://HOST/DATABASE?user=NAME;"
              + " by default what the environment variable WEFT_STORE says, else runs/weft.db.")
  private String store;

  /**
   * The store's place.
   *
   * @throws WrongUse if it can be none
   */
  public String place() {
    String place = store != null ? store : usual();
    try {
      RunStore.check(place);
      return place;
    } catch (WeftException e) {
      throw new WrongUse(spec, (store != null ? "--store: " : "WEFT_STORE: ") + e.getMessage());
    }
  }

  /** Where runs are recorded if no option says it. */
  private static String usual() {
    return System.getenv().getOrDefault("WEFT_STORE", RunStore.DEFAULT);
  }

  /** As it has to be typed again. */
  public String again() {
    return store == null ? "" : Again.option("--store", store);
  }

  /** Whether there may be runs in it. */
  public boolean isThere() {
    return isThere(place());
  }

  private static boolean isThere(String place) {
    return place.startsWith("jdbc:") || Files.exists(Path.of(place));
  }

  /**
   * Opens a store that must be there.
   *
   * @throws WrongUse if there is none
   */
  public RunStore open() {
    if (!isThere()) {
      throw new WrongUse(
          spec, "there is no store %s yet; 'weft train' makes one; say --store where another is.".formatted(place()));
    }
    return healed(place());
  }

  /** The store, which has taken in the end of each run that it lacked. */
  private static RunStore healed(String place) {
    RunStore runs = RunStore.open(place);
    try {
      PastRuns.heal(runs);
      return runs;
    } catch (RuntimeException e) {
      runs.close();
      throw e;
    }
  }

  /**
   * What a store answers to something that the user typed.
   *
   * @throws WrongUse if the user named a run or a column that there is not
   */
  public <T> T asked(Supplier<T> answer) {
    try {
      return answer.get();
    } catch (WeftException e) {
      if (e.getCause() != null) {
        throw e; // the store's trouble, not the user's
      }
      throw new WrongUse(spec, e.getMessage());
    }
  }

  /** Whether the user may mean a run of the store by this. */
  public boolean knows(String run) {
    if (!isThere()) {
      return false;
    }
    try (RunStore runs = healed(place())) {
      return runs.knows(run);
    }
  }

  /**
   * The folder of a run as users name it: a path, or what the store knows by this name, this beginning of an id, or as
   * {@code latest}.
   *
   * @throws WrongUse if the store knows no such run, or if it has no folder here
   */
  public Path runFolder(String run) {
    if (isPath(run) || !isThere()) {
      return Path.of(run);
    }
    return near(asked(() -> folderIn(place(), run)));
  }

  /**
   * The folder of a run that a store knows by this name; empty where there is no store.
   *
   * @param store null for the usual one
   * @throws WeftException if the store knows no such run, or if it has no folder here
   */
  public static Optional<Path> folder(String store, String run) {
    String place = store == null ? usual() : store;
    return isThere(place) ? Optional.of(folderIn(place, run)) : Optional.empty();
  }

  private static Path folderIn(String place, String run) {
    try (RunStore runs = healed(place)) {
      RunRecord found = runs.get(runs.find(run));
      return found
          .folder()
          .filter(Files::isDirectory)
          .orElseThrow(
              () -> new WeftException("the run %s (%s) has no folder here.".formatted(found.id(), found.name())));
    }
  }

  /**
   * The run that users name, as the store has it, if its folder is not here.
   *
   * @throws WrongUse if the store knows no such run
   */
  public Optional<FinishedRun> withoutFolder(String run) {
    if (isPath(run) || !isThere()) {
      return Optional.empty();
    }
    try (RunStore runs = healed(place())) {
      RunRecord found = asked(() -> runs.get(runs.find(run)));
      boolean here = found.folder().filter(Files::isDirectory).isPresent();
      return here ? Optional.empty() : Optional.of(StoredRun.of(runs, found));
    }
  }

  /** Whether it names a folder, also where a run has that name; a folder of other things goes behind such a run. */
  private boolean isPath(String run) {
    Path path = Path.of(run);
    boolean isOurs = RunFolder.holdsRun(path) || FinishedStudy.isStudy(path);
    return run.contains("/") || isOurs || Files.isDirectory(path) && !knows(run);
  }

  /** Seen from the folder where the user is, if it is below that. */
  public static Path near(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path) : path;
  }
}
