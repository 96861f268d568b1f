package dev.weft.cli.report;

import dev.weft.WeftException;
import dev.weft.cli.options.Again;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.notebook.Notebook;
import dev.weft.notebook.ScriptNotebook;
import dev.weft.run.FinishedRun;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft notebook}: a document about a run, with text of one's own, or of a script that is run. */
@Command(
    name = "notebook",
    header = "Writes a document about a run to hand in, or of a script of Java that it runs.",
    footer = {
      "",
      "  weft notebook latest                  notebooks/NAME/notebook.md and notebook.html",
      "  weft notebook b-cnn --out homework    into a folder of your choice",
      "  weft notebook steps.jsh               each step with what it prints and draws",
      "",
      "Write your text into notebook.md, around what stands between the comments 'weft:...'.",
      "The same command again brings figures and tables up to date, and leaves your text alone."
    })
public final class NotebookCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "RUN|FILE.jsh",
      description = "A run: its folder, name or id, or 'latest'; or a script of Java.")
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
    return name.endsWith(ScriptNotebook.ENDING) ? runScript(Path.of(name)) : write();
  }

  private int runScript(Path script) {
    String of = script.getFileName().toString().replace(ScriptNotebook.ENDING, "");
    Path folder = out == null ? Path.of("notebooks").resolve(of) : out;
    ScriptNotebook.write(script, folder, terminal);
    return written(folder);
  }

  private int write() {
    FinishedRun run = Finished.runWithModel(name, store);
    Path folder = out == null ? Path.of("notebooks").resolve(run.folder().toAbsolutePath().getFileName()) : out;
    String into = out == null ? "" : Again.option("--out", out);
    String command =
        "weft notebook " + Again.word(run.folder().toString()) + into + dataOptions.again() + store.again();
    Notebook.write(folder, run, data(run), command);
    return written(folder);
  }

  private int written(Path folder) {
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
