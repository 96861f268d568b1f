package dev.weft.cli;

import dev.weft.Quoted;
import dev.weft.data.Progress;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Scanner;

/** Where the command speaks to: results go to {@code out}, everything else goes to {@code err}. */
final class Terminal implements Progress {
  private static final long PAUSE_NANOS = 100_000_000;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean live;
  private final int columns;
  private int statusLines;
  private long statusTime;

  /**
   * @param live whether a person watches {@code err}, so that a line of it can be written over
   * @param columns the width of a line
   */
  Terminal(PrintStream out, PrintStream err, boolean live, int columns) {
    this.out = out;
    this.err = err;
    this.live = live;
    this.columns = columns;
  }

  /** The process's own. The launcher says by {@code weft.terminal} whether standard error is a terminal. */
  static Terminal ofProcess() {
    boolean live = Boolean.getBoolean("weft.terminal") && !"dumb".equals(System.getenv("TERM"));
    String columns = System.getenv().getOrDefault("COLUMNS", "");
    return new Terminal(
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        live,
        columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : 80);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new Pipe(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  int columns() {
    return columns;
  }

  /** Whether a {@link #status} would be shown now: a person watches, and had time to read the last. */
  synchronized boolean mayShow() {
    return live && (statusLines == 0 || System.nanoTime() - statusTime > PAUSE_NANOS);
  }

  /** A remark for the person, not a result. */
  @Override
  public void note(String sentence) {
    say("weft: " + Quoted.line(sentence));
  }

  /** A line (or several) for the person, not a result. */
  synchronized void say(String line) {
    clear();
    err.println(Quoted.lines(line));
  }

  /**
   * What is going on right now; the next status, note or {@link #clear} takes its place. Nothing where no person
   * watches.
   */
  synchronized void status(String... lines) {
    if (mayShow()) {
      clear();
      for (int i = 0; i < lines.length; i++) {
        String line = Quoted.text(lines[i], columns - 1);
        err.print("\r" + line + "\u001b[K" + (i < lines.length - 1 ? "\n" : ""));
      }
      err.flush();
      statusLines = lines.length;
      statusTime = System.nanoTime();
    }
  }

  /** Asks something that a person may answer by y; where nobody watches, nobody does. */
  boolean asks(String question) {
    if (!live) {
      return false;
    }
    clear();
    err.print("weft: " + Quoted.line(question) + " [y/N] ");
    err.flush();
    try (Scanner answer = new Scanner(System.in, StandardCharsets.UTF_8)) {
      return answer.hasNextLine() && answer.nextLine().strip().matches("(?i)y(es)?");
    }
  }

  synchronized void clear() {
    if (statusLines > 0) {
      err.print("\r\u001b[K" + "\u001b[1A\u001b[K".repeat(statusLines - 1));
      err.flush();
      statusLines = 0;
    }
  }

  @Override
  public void bytes(String file, long done, long total) {
    String of = total > 0 ? String.format(Locale.ROOT, " of %.1f", total / 1e6) : "";
    status(String.format(Locale.ROOT, "%s  %.1f%s MB", file, done / 1e6, of));
    if (done == total) {
      clear();
    }
  }
}
