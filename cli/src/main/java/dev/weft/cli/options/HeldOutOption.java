package dev.weft.cli.options;

import dev.weft.experiment.DataSource;
import dev.weft.experiment.ExperimentFile.Change;
import dev.weft.experiment.TestFold;
import java.util.List;
import picocli.CommandLine.Option;

/** The option of those who choose recipes, and leave the test images for the end. */
public final class HeldOutOption {
  private static final String NAME = "--no-test";

  @Option(
      names = NAME,
      description = "Do not look at the test images: a tenth of the training images is held out in their place.")
  private boolean given;

  /** What it changes of an experiment. */
  public List<Change> changes() {
    return given ? List.of(new Change(NAME, "data.test_fold", "{ fold: 0, of: 10 }")) : List.of();
  }

  /** As it has to be typed again. */
  public String again() {
    return given ? " " + NAME : "";
  }

  /** What a network was tested on, for a person to read. */
  public static String tested(DataSource source, String dataset) {
    TestFold fold = source.testFold();
    return fold == null
        ? "Test set of " + dataset
        : "Held out, %s of %s (its test images were not looked at)".formatted(fold.words(), dataset);
  }
}
