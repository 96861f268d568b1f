package dev.weft.cli.report;

import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.OutFile;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.ThreadsOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.explain.embedding.EmbeddingMap;
import dev.weft.page.explain.MapPage;
import dev.weft.run.FinishedRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft map}: test images as a network sees them. */
@Command(
    name = "map",
    header = "Writes a page with a map of test images: those that a network sees alike are near each other.",
    footer = {
      "",
      "  weft map latest                     runs/.../map.html",
      "  weft map digits --count 2000 --out digits.html",
      "",
      "All mistakes are on it while they fill no more than half. 'weft chart RUN map' draws the same as a file."
    })
public final class MapCommand implements Callable<Integer> {
  private static final int USUAL = 5_000;
  private static final int MOST = 20_000;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "A run: its folder, name or id, or 'latest'.")
  private String name;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many images, " + EmbeddingMap.LEAST + " to " + MOST + "; " + USUAL + " by default.")
  private int count = USUAL;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Where chance begins; 1 by default.")
  private long seed;

  @Option(names = "--out", paramLabel = "FILE", description = "Where to write the page.")
  private Path out;

  @Mixin private ThreadsOption threads;

  @Mixin private DataOptions dataOptions;

  @Mixin private StoreOption store;

  public MapCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (count < EmbeddingMap.LEAST || count > MOST) {
      throw new WrongUse(
          spec, "--count must be from %s to %s; received %s.".formatted(EmbeddingMap.LEAST, MOST, count));
    }
    if (out != null) {
      OutFile.requireFolder(spec, out);
    }
    FinishedRun run = Finished.runWithModel(name, store);
    ImageDataset data = Finished.testedOn(run, dataOptions, terminal);
    Path file = out == null ? run.folder().resolve("map.html") : out;
    MapPage.of(run, data.test(), count, seed, threads.count()).write(file);
    terminal.out().println(StoreOption.near(file));
    return 0;
  }
}
