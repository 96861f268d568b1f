package dev.weft.cli.options;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the user said makes no sense; the message is one whole sentence. */
public final class WrongUse extends ParameterException {
  public WrongUse(CommandSpec spec, String sentence) {
    super(spec.commandLine(), sentence);
  }
}
