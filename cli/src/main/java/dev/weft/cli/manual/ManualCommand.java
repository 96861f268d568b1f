package dev.weft.cli.manual;

import dev.weft.WholeFile;
import dev.weft.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft manual}: a page for {@code man} about every command. */
@Command(
    name = "manual",
    header = "Writes manual pages, one for each command.",
    footer = {
      "",
      "  weft manual ~/.local/share/man/man1",
      "  man weft-train",
      "",
      "The packages have these pages already."
    })
public final class ManualCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "Where to write them; pages of the same names are replaced.")
  private Path folder;

  public ManualCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(folder);
    String version =
        Optional.ofNullable(ManualCommand.class.getPackage().getImplementationVersion()).orElse("(not packaged)");
    int pages = write(spec.root(), version);
    terminal.out().println(pages + " pages are in " + folder);
    return 0;
  }

  private int write(CommandSpec command, String version) {
    WholeFile.write(folder.resolve(ManualPage.name(command) + ".1"), ManualPage.text(command, version));
    int pages = 1;
    for (CommandLine below : command.subcommands().values()) {
      pages += write(below.getCommandSpec(), version);
    }
    return pages;
  }
}
