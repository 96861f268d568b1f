package dev.weft.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where the command speaks to: results on {@code out}, everything else on {@code err}.
 *
 * @param live whether a line on {@code err} can be written over: a person watches a terminal
 * @param columns the width of the terminal
 */
record Terminal(PrintStream out, PrintStream err, boolean live, int columns) {
  /** The process's own. The launcher says by {@code weft.terminal} whether standard error is a terminal. */
  static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    boolean live = Boolean.getBoolean("weft.terminal") && !"dumb".equals(environment.get("TERM"));
    String columns = environment.getOrDefault("COLUMNS", "");
    return new Terminal(
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        live,
        columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : 80);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** A remark for the person, not a result. */
  void note(String sentence) {
    err.println("weft: " + sentence);
  }
}
