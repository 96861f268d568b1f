package dev.weft.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the user said makes no sense; the message is one whole sentence. */
final class WrongUse extends ParameterException {
  WrongUse(CommandSpec spec, String sentence) {
    super(spec.commandLine(), sentence);
  }
}
