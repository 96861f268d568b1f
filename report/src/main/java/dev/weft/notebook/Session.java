package dev.weft.notebook;

import dev.weft.WeftException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;

/** Java code that is run piece by piece in a process of its own, by the JDK's {@code jshell}. */
final class Session implements AutoCloseable {
  /** The type of an expression that is a chart, as code names it with and without an import. */
  private static final List<String> CHART = List.of("Chart", "dev.weft.chart.Chart");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final JShell shell;
  private final Path figures;
  private int charts;

  /**
   * @param figures the folder into which charts are written
   */
  Session(Path figures) {
    this.figures = figures;
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    shell =
        JShell.builder()
            .out(out)
            .err(out)
            .remoteVMOptions(
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Dstdout.encoding=UTF-8")
            .build();
    shell.addToClasspath(System.getProperty("java.class.path")); // each call waits for the other process
    run(new Cell(1, false, "import module java.base;"));
  }

  /**
   * Runs a piece of code.
   *
   * @return as Markdown what it printed, the values of its expressions, and its charts
   * @throws WeftException if it does not compile, or if it ends by an exception
   */
  String run(Cell cell) {
    printed.reset();
    StringBuilder shown = new StringBuilder();
    String rest = "";
    for (String line : cell.content().lines().toList()) {
      rest += line + "\n";
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      while (next.completeness().isComplete() && !next.source().isBlank()) {
        for (SnippetEvent event : shell.eval(next.source())) {
          if (event.causeSnippet() == null) {
            requireDone(cell, event);
            shown.append(shown(cell, event));
          }
        }
        rest = next.remaining();
        next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      }
    }
    if (!rest.isBlank()) {
      throw new WeftException("line %s: the code must be whole; it ends too early.".formatted(cell.line()));
    }
    return shown + lines(taken());
  }

  private void requireDone(Cell cell, SnippetEvent event) {
    if (event.exception() instanceof JShellException e) {
      throw new WeftException("line %s: the code ended by an exception: %s".formatted(cell.line(), e.getMessage()), e);
    }
    if (event.status() == Status.REJECTED || event.status() == Status.RECOVERABLE_NOT_DEFINED) {
      String why =
          shell
              .diagnostics(event.snippet())
              .map(each -> each.getMessage(Locale.ROOT))
              .collect(Collectors.joining("; "));
      throw new WeftException(
          "line %s: the code must compile; '%s' does not: %s"
              .formatted(cell.line(), event.snippet().source().strip(), why.replaceAll("\\s+", " ")));
    }
  }

  private String shown(Cell cell, SnippetEvent event) {
    String type =
        switch (event.snippet()) {
          case VarSnippet temporary when temporary.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND ->
              temporary.typeName();
          case ExpressionSnippet expression when !expression.source().matches("(?s)\\w+\\s*=[^=].*") ->
              expression.typeName();
          default -> "";
        };
    if (CHART.contains(type)) {
      return lines(taken()) + figure(cell, event.snippet());
    }
    if (!type.isEmpty()) {
      String value = event.value();
      boolean isText = type.equals("String") && value.startsWith("\"");
      return lines(taken()) + lines(isText ? value.substring(1, value.length() - 1).translateEscapes() : value);
    }
    return "";
  }

  private String figure(Cell cell, Snippet snippet) {
    String name = snippet instanceof VarSnippet variable ? variable.name() : ((ExpressionSnippet) snippet).name();
    charts++;
    String write =
        "dev.weft.chart.ChartFormat.SVG.write(%s, java.nio.file.Path.of(\"%s\"), \"%s\")"
            .formatted(name, figures.toAbsolutePath().toString().replace("\\", "\\\\"), charts);
    requireDone(cell, shell.eval(write + ";").getFirst());
    List<SnippetEvent> title = shell.eval(name + ".title()");
    requireDone(cell, title.getFirst());
    String words = title.getFirst().value();
    return "\n![%s](figures/%s.svg)\n".formatted(RunBlocks.escaped(words.substring(1, words.length() - 1)), charts);
  }

  /** What was printed since it was asked last. */
  private String taken() {
    String text = printed.toString(StandardCharsets.UTF_8);
    printed.reset();
    return text;
  }

  private static String lines(String text) {
    return text.isBlank() ? "" : "\n~~~~\n" + text.stripTrailing() + "\n~~~~\n";
  }

  @Override
  public void close() {
    shell.close();
  }
}
