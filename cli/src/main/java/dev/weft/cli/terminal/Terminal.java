package dev.weft.cli.terminal;

import dev.weft.Quoted;
import dev.weft.Seconds;
import dev.weft.dataset.Progress;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Scanner;
import java.util.stream.Collectors;

/** Where the command speaks to: results go to {@code out}, everything else goes to {@code err}. */
public final class Terminal implements Progress {
  private static final long PAUSE_NANOS = 100_000_000;
  private static final long FIRST_GUESS_NANOS = 1_000_000_000;
  private static final String WARNING = "warning:";
  private static final String RED = "31";
  private static final String YELLOW = "33";
  private static final String DIM = "2";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean live;
  private final Screen screen;
  private String counted = "";
  private long countedSince;
  private int statusLines;
  private long statusTime;

  /**
   * What the two streams go to.
   *
   * @param watchesOut whether a person reads {@code out} as it comes
   * @param watchesErr whether a person watches {@code err}, so that a line of it can be written over
   * @param colours whether that person sees colours
   * @param columns the width of a line
   */
  public record Screen(boolean watchesOut, boolean watchesErr, boolean colours, int columns) {}

  public Terminal(PrintStream out, PrintStream err, Screen screen) {
    this.out = out;
    this.err = err;
    this.live = screen.watchesErr;
    this.screen = screen;
  }

  /**
   * The process's own. The launcher says by {@code weft.terminal} whether standard error is a terminal, by {@code
   * weft.terminal.out} whether standard output is one.
   */
  public static Terminal ofProcess() {
    boolean isAble = !"dumb".equals(System.getenv("TERM"));
    boolean isPlain = !System.getenv().getOrDefault("NO_COLOR", "").isEmpty(); // https://no-color.org
    String columns = System.getenv().getOrDefault("COLUMNS", "");
    return new Terminal(
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        new Screen(
            Boolean.getBoolean("weft.terminal.out"),
            Boolean.getBoolean("weft.terminal") && isAble,
            isAble && !isPlain,
            columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : 80));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new Pipe(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
  }

  public PrintStream out() {
    return out;
  }

  public PrintStream err() {
    return err;
  }

  public int columns() {
    return screen.columns;
  }

  /** How wide a table of {@code out} may be: as wide as the terminal, or as it needs where it goes elsewhere. */
  public int width() {
    return screen.watchesOut ? screen.columns : Integer.MAX_VALUE;
  }

  private String coloured(String code, String text) {
    return live && screen.colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** Whether a {@link #status} would be shown now: a person watches, and had time to read the last. */
  public synchronized boolean mayShow() {
    return live && (statusLines == 0 || System.nanoTime() - statusTime > PAUSE_NANOS);
  }

  /** A remark for the person, not a result; a terminal breaks it at spaces. */
  @Override
  public void note(String sentence) {
    String line = folded("weft: " + Quoted.line(sentence));
    print(sentence.startsWith(WARNING) ? line.replaceFirst(WARNING, coloured(YELLOW, WARNING)) : line);
  }

  private String folded(String line) {
    return live ? Lines.folded(line, screen.columns) : line;
  }

  /** Why the command ends without what was asked of it. */
  public void error(String sentence) {
    print(coloured(RED, "weft:") + " " + Quoted.line(sentence));
  }

  /** What is done now, in one sentence. */
  public void progress(String sentence) {
    say("weft: " + Quoted.line(sentence));
  }

  /**
   * A line (or several) for the person, not a result; a terminal breaks it at spaces.
   *
   * @param more is added to it as long as it fits the terminal
   */
  public synchronized void say(String line, String... more) {
    String said = Quoted.lines(line);
    int most = live ? screen.columns : Integer.MAX_VALUE;
    StringBuilder added = new StringBuilder();
    for (String piece : more) {
      if (said.length() + added.length() + 2 + piece.length() <= most) {
        added.append("  ").append(piece);
      }
    }
    String whole = said.lines().map(one -> Lines.folded(one, most)).collect(Collectors.joining("\n"));
    print(whole + coloured(DIM, added.toString()));
  }

  private synchronized void print(String text) {
    clear();
    err.println(text);
  }

  /**
   * What is going on right now; the next status, note or {@link #clear} takes its place. Nothing where no person
   * watches.
   */
  public synchronized void status(String... lines) {
    if (mayShow()) {
      clear();
      for (int i = 0; i < lines.length; i++) {
        String line = Lines.cut(Quoted.line(lines[i]), screen.columns - 1);
        err.print("\r" + line + "\u001b[K" + (i < lines.length - 1 ? "\n" : ""));
      }
      err.flush();
      statusLines = lines.length;
      statusTime = System.nanoTime();
    }
  }

  /** Asks something that a person may answer by y; where nobody watches, nobody does. */
  public boolean asks(String question) {
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

  public synchronized void clear() {
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

  @Override
  public synchronized void count(String doing, long done, long total, String things) {
    long now = System.nanoTime();
    if (!doing.equals(counted) || done == 0) {
      counted = doing;
      countedSince = now;
    }
    if (mayShow() && now - countedSince > PAUSE_NANOS) {
      double left = (now - countedSince) / 1e9 / Math.max(1, done) * (total - done);
      String time = now - countedSince > FIRST_GUESS_NANOS ? ", " + Seconds.text(left) + " left" : "";
      status(String.format(Locale.ROOT, "%s: %,d of %,d %s%s", doing, done, total, things, time));
    }
    if (done == total) {
      clear();
    }
  }
}
