package dev.weft.cli.options;

import dev.weft.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** A file that a command is to write. */
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

  /**
   * Checks that a model's file can be written: into a folder that is there, and over no other file that is dear.
   *
   * @param from the file or folder that is read
   * @throws WrongUse if its folder is not there, if it is a folder or {@code from}, or if it is there already
   */
  public static void requireWritable(CommandSpec spec, Path file, Path from, boolean overwrite) {
    String name = Quoted.text(file.toString());
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new WrongUse(
          spec, "%s: there is no folder %s; make it first.".formatted(name, Quoted.text(String.valueOf(folder))));
    }
    if (Files.isDirectory(file)) {
      throw new WrongUse(spec, name + " is a folder; name a file.");
    }
    if (isSame(file, from)) {
      throw new WrongUse(spec, name + " is what is read; name another file to write.");
    }
    if (Files.exists(file) && !overwrite) {
      throw new WrongUse(spec, name + " is there already; say --overwrite, or name another file.");
    }
  }

  private static boolean isSame(Path file, Path other) {
    try {
      return Files.exists(file) && Files.exists(other) && Files.isSameFile(file, other);
    } catch (IOException e) {
      return false;
    }
  }
}
