package dev.weft.run;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder in which nothing of a person's own can be lost. */
public final class FreeFolder {
  /** Locks, and what a process that was killed had not yet renamed. */
  private static final String HIDDEN = "\\.lock|\\..+\\.tmp";

  private static final int FEW = 3;

  private FreeFolder() {}

  /** The names of all that lies in a folder, without Weft's hidden files; none if there is no folder. */
  public static List<String> content(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).filter(name -> !name.matches(HIDDEN)).sorted().toList();
    } catch (IOException e) {
      throw FolderLock.unwritable(folder, e);
    }
  }

  /**
   * Refuses a folder in which something lies.
   *
   * @param content what lies in it, apart from what is to be replaced
   * @param written the names of the files that are to be written into it
   * @param beside whether to write them beside what lies there; no file is ever replaced
   * @throws WeftException if it is not empty, or if a file in it has the name of one that is to be written
   */
  public static void require(Path folder, List<String> content, Collection<String> written, boolean beside) {
    if (content.isEmpty()) {
      return;
    }
    if (!beside) {
      String few = content.stream().limit(FEW).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
      String more = content.size() > FEW ? String.format(Locale.ROOT, " and %d more", content.size() - FEW) : "";
      throw new WeftException(
          "the folder %s must be empty; it holds %s%s; choose another with --out, or say --overwrite to write beside it."
              .formatted(folder, few, more));
    }
    for (String name : content) {
      if (written.contains(name)) {
        throw new WeftException(
            "%s is not known to be written by weft, so it is not replaced; move it away, or choose another folder with --out."
                .formatted(folder.resolve(name)));
      }
    }
  }
}
