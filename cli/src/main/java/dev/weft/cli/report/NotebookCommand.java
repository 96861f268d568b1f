package dev.weft.cli.report;

import dev.weft.WeftException;
import dev.weft.cli.options.Again;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.notebook.Notebook;
import dev.weft.run.FinishedRun;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft notebook}: a document about a run, with text of one's own. */
@Command(
    name = "notebook",
    header = "Writes a document about a run to hand in: your text beside its figures and tables.",
    footer = {
      "",
      "  weft notebook latest                  notebooks/NAME/notebook.md and notebook.html",
      "  weft notebook b-cnn --out homework    into a folder of your choice",
      "",
      "Write your text into notebook.md, around what stands between the comments 'weft:...'.",
      "The same command again brings figures and tables up to date, and leaves your text alone."
    })
public final class NotebookCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "RUN", description = "A run: its folder, name or id, or 'latest'.")
  private String name;

  @Option(names = "--out", paramLabel = "DIR", description = "Where to write it, instead of notebooks/NAME.")
  private Path out;

  @Mixin private DataOptions dataOptions;

  @Mixin private StoreOption store;

  public NotebookCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FinishedRun run = Finished.runWithModel(name, store);
    Path folder = out == null ? Path.of("notebooks").resolve(run.folder().toAbsolutePath().getFileName()) : out;
    String into = out == null ? "" : Again.option("--out", out);
    String command =
        "weft notebook " + Again.word(run.folder().toString()) + into + dataOptions.again() + store.again();
    Notebook.write(folder, run, data(run), command);
    terminal.out().println(StoreOption.near(folder.resolve(Notebook.MARKDOWN)));
    terminal.out().println(StoreOption.near(folder.resolve(Notebook.HTML)));
    return 0;
  }

  /** Where the images cannot be had any more, there are no figures, if the user did not name their folder. */
  private Optional<ImageDataset> data(FinishedRun run) {
    try {
      return Optional.of(Finished.testedOn(run, dataOptions, terminal));
    } catch (WeftException e) {
      if (dataOptions.isNamed()) {
        throw e;
      }
      terminal.note("the notebook has no figures: " + e.getMessage());
      return Optional.empty();
    }
  }
}
