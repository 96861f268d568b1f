package dev.weft.notebook;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.chart.ChartFormat;
import dev.weft.dataset.ImageDataset;
import dev.weft.run.FinishedRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A document about a run that a person hands in: text of one's own beside the figures, tables and provenance that Weft
 * writes. It is a folder with {@code notebook.md}, which one edits, the figures as SVG, and {@code notebook.html},
 * which is all of it in one file. Written again, what Weft writes is new, and every other word stays.
 */
public final class Notebook {
  public static final String MARKDOWN = "notebook.md";
  public static final String HTML = "notebook.html";

  private Notebook() {}

  /**
   * Writes the document, or what Weft writes of one that is there.
   *
   * @param data the images of the run; empty where they cannot be had, and then there are no figures
   * @param command what a person types to have it made again
   * @throws WeftException if the run has no model, if the document is of another run, if a block of it is not as Weft
   *     wrote it, or if a file cannot be written
   */
  public static void write(Path folder, FinishedRun run, Optional<ImageDataset> data, String command) {
    Path file = folder.resolve(MARKDOWN);
    RunBlocks blocks = new RunBlocks(run, data, command);
    String document;
    try {
      document = Files.exists(file) ? Files.readString(file) : template(run.name());
      requireOf(run, document);
      document = Blocks.renewed(document, blocks.markdown());
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    } catch (WeftException e) {
      throw new WeftException(file + ": " + e.getMessage(), e);
    }
    Path figures = folder.resolve("figures");
    try {
      Files.createDirectories(figures);
    } catch (IOException e) {
      throw WeftException.unwritable(figures, e);
    }
    blocks.figures().forEach((name, chart) -> ChartFormat.SVG.write(chart, figures, name));
    WholeFile.write(file, document);
    WholeFile.write(folder.resolve(HTML), NotebookPage.html(document, folder));
  }

  /** A run that was trained anew has another id, and lies where it lay. */
  private static void requireOf(FinishedRun run, String document) {
    String folder = RunBlocks.row("Folder", run.folder().toString());
    String id = RunBlocks.row("Run", run.provenance().text("id"));
    if (document.contains("\n| Run | ") && !document.contains(folder) && !document.contains(id)) {
      throw new WeftException(
          "a notebook is of one run; this one is of another than "
              + run.folder()
              + "; give it a folder of its own by --out.");
    }
  }

  private static String template(String name) {
    try (InputStream in = Notebook.class.getResourceAsStream("template.md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("# NAME", "# " + RunBlocks.escaped(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
