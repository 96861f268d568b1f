package dev.weft.cli.options;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A wrong use of the command; the message is one whole sentence. */
public final class WrongUse extends ParameterException {
  public WrongUse(CommandSpec spec, String sentence) {
    super(spec.commandLine(), sentence);
  }
}
