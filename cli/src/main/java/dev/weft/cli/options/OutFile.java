package dev.weft.cli.options;

import dev.weft.Quoted;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** A file that {@code --out} names. */
public final class OutFile {
  private OutFile() {}

  /**
   * Checks that a file can be written where it is wanted, before anything is computed for it.
   *
   * @throws WrongUse if its folder is not there
   */
  public static void requireFolder(CommandSpec spec, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new WrongUse(
          spec, "--out: there is no folder %s; make it first.".formatted(Quoted.text(String.valueOf(folder))));
    }
  }
}
