package dev.weft.cli.tune;

import dev.weft.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weft tune}: settings that a short look at the training suggests. */
@Command(
    name = "tune",
    header = "Suggests a learning rate or a batch size for an experiment.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {"", "  weft tune lr mine.yaml", "  weft tune batch mine.yaml", "", "Neither leaves a run behind."})
public final class TuneCommand implements Runnable {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  private TuneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The command with those below it. */
  public static CommandLine line(Terminal terminal) {
    return new CommandLine(new TuneCommand(terminal))
        .addSubcommand(new TuneRateCommand(terminal))
        .addSubcommand(new TuneBatchCommand(terminal));
  }

  @Override
  public void run() {
    spec.commandLine().usage(terminal.out());
  }
}
