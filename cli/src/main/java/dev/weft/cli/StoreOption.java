package dev.weft.cli;

import dev.weft.WeftException;
import dev.weft.store.RunStore;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The option that says where runs are recorded. */
final class StoreOption {
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
  String place() {
    String place = store != null ? store : System.getenv().getOrDefault("WEFT_STORE", RunStore.DEFAULT);
    try {
      RunStore.check(place);
      return place;
    } catch (WeftException e) {
      throw new WrongUse(spec, (store != null ? "--store: " : "WEFT_STORE: ") + e.getMessage());
    }
  }

  /** Whether there may be runs in it. */
  boolean isThere() {
    String place = place();
    return place.startsWith("jdbc:") || Files.exists(Path.of(place));
  }

  /**
   * Opens a store that must be there.
   *
   * @throws WrongUse if there is none
   */
  RunStore open() {
    if (!isThere()) {
      throw new WrongUse(
          spec, "there is no store %s yet; 'weft train' makes one; say --store where another is.".formatted(place()));
    }
    return RunStore.open(place());
  }
}
