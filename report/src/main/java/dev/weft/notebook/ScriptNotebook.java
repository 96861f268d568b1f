package dev.weft.notebook;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.dataset.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A script of Java with texts between its lines, run step by step: a document with each text, each piece of code, and
 * what the code printed and drew. It is a folder as {@link Notebook} has it.
 */
public final class ScriptNotebook {
  /** How a script's file ends. */
  public static final String ENDING = ".jsh";

  private ScriptNotebook() {}

  /**
   * Runs a script, and writes its document over an older one.
   *
   * @throws WeftException if the script cannot be read, if its code does not compile or ends by an exception, if this
   *     Java is no JDK, or if a file cannot be written
   */
  public static void write(Path script, Path folder, Progress progress) {
    if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
      throw new WeftException("a script is run by a JDK's jshell, which this Java lacks; start Weft with a JDK 25.");
    }
    List<Cell> cells = cells(script);
    Path figures = folder.resolve("figures");
    try {
      Files.createDirectories(figures);
    } catch (IOException e) {
      throw WeftException.unwritable(figures, e);
    }
    StringBuilder document = new StringBuilder();
    try (Session session = new Session(figures)) {
      for (int i = 0; i < cells.size(); i++) {
        Cell cell = cells.get(i);
        progress.count("running " + script.getFileName(), i, cells.size(), "steps");
        document.append(
            cell.isText()
                ? cell.content() + "\n\n"
                : "~~~~java\n" + cell.content() + "\n~~~~\n" + session.run(cell) + "\n");
      }
      progress.count("running " + script.getFileName(), cells.size(), cells.size(), "steps");
    } catch (WeftException e) {
      throw new WeftException(script + ": " + e.getMessage(), e);
    }
    WholeFile.write(folder.resolve(Notebook.MARKDOWN), document.toString());
    WholeFile.write(folder.resolve(Notebook.HTML), NotebookPage.html(document.toString(), folder));
  }

  private static List<Cell> cells(Path script) {
    try {
      return Cell.of(Files.readString(script));
    } catch (IOException e) {
      throw WeftException.unreadable(script, e);
    }
  }
}
