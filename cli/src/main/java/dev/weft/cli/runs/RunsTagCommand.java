package dev.weft.cli.runs;

import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.store.RunStore;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft runs tag}: words that users put on a run. */
@Command(
    name = "tag",
    header = "Gives a run tags, or takes them away.",
    footer = {"", "  weft runs tag latest best cnn --remove draft", "  weft runs --filter tags=best"})
final class RunsTagCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final StoreOption store;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run's id, name or folder, or 'latest'.")
  private String run;

  @Parameters(index = "1..*", paramLabel = "TAG", description = "Tags to give: letters, digits, and any of . _ - /.")
  private List<String> more = List.of();

  @Option(names = "--remove", paramLabel = "TAG", split = ",", description = "Tags to take away.")
  private List<String> fewer = List.of();

  RunsTagCommand(Terminal terminal, StoreOption store) {
    this.terminal = terminal;
    this.store = store;
  }

  @Override
  public Integer call() {
    for (String tag : more) {
      if (!tag.matches("[\\p{L}\\p{N}._/-]{1,64}")) {
        throw new WrongUse(
            spec,
            "a tag is at most 64 letters, digits, dots, hyphens, underscores and slashes; received '" + tag + "'.");
      }
    }
    try (RunStore runs = store.open()) {
      String id = store.asked(() -> runs.find(run));
      runs.tag(id, more, fewer);
      terminal
          .out()
          .println(id + ": " + (runs.get(id).tags().isEmpty() ? "no tags" : String.join(", ", runs.get(id).tags())));
      return 0;
    }
  }
}
