package dev.weft.cli.data;

import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.OwnImageOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.Shares;
import dev.weft.experiment.DataSource;
import dev.weft.source.DataPart;
import dev.weft.source.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft data split}: shares one's own images out among parts, once and for all. */
@Command(
    name = "split",
    header = "Writes a table of your own images with the part of each: path, label, split, group.",
    footer = {
      "",
      "  weft data split photos                          photos.csv, a fifth to test on",
      "  weft data split photos --test 0.1 --validation 0.1 --seed 7",
      "  weft data split scans --group 'patient\\d+'      a patient stands in one part",
      "  weft train mine.yaml --data photos.csv          what learns from it",
      "",
      "Each class keeps its share of each part. Parts that the images have stay as they",
      "are, but not with --anew."
    })
final class DataSplitCommand implements Callable<Integer> {
  private static final double USUAL_TEST = 0.2;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", description = "A folder of your own images.")
  private String path;

  @Mixin private DataOptions data;

  @Mixin private OwnImageOptions own;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "The share of the remaining images for validation; 0 by default.")
  private double validation;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Where chance begins; 1 by default.")
  private long seed;

  @Option(names = "--anew", description = "Pass over the parts that the images have.")
  private boolean anew;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write the table; by default NAME.csv beside the images.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace the file if it is there.")
  private boolean overwrite;

  DataSplitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    DataSource source = own.of(data.source(path));
    if (!source.isOwn()) {
      throw new WrongUse(spec, "weft data split takes images of your own; " + path + " is a data set with its parts.");
    }
    Path images = Path.of(source.path());
    Path file = out == null ? images.resolveSibling(source.dataset() + ".csv") : out;
    if (Files.exists(file) && !overwrite) {
      throw new WrongUse(spec, file + " is there already; say --overwrite, or --out with another file.");
    }
    Manifest manifest = shares(source).manifest(images, source.options(), file, terminal);
    manifest.write();
    for (Map.Entry<DataPart, Integer> part : manifest.counts().entrySet()) {
      terminal.note(DataCommand.count(part.getValue()) + " " + part.getKey().images());
    }
    terminal.out().println(StoreOption.near(file));
    return 0;
  }

  private Shares shares(DataSource source) {
    try {
      return new Shares(source.test() == null ? USUAL_TEST : source.test(), validation, seed, anew);
    } catch (IllegalArgumentException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }
}
