package dev.weft.bench.compare;

import java.io.File;
import java.io.IOException;
import java.util.List;

/**
 * Where Python's libraries are: {@code PEER_PYTHON} names one interpreter or several, as {@code PATH} names folders.
 */
final class Interpreters {
  private static final String PROBE =
      "import importlib.util as u, sys; sys.exit(sum(u.find_spec(m) is None for m in sys.argv[1:]))";

  private final List<String> commands;

  Interpreters(String commands) {
    this.commands = List.of(commands.split(File.pathSeparator));
  }

  static Interpreters ofUser() {
    return new Interpreters(System.getenv().getOrDefault("PEER_PYTHON", "python3"));
  }

  /** The first that has all these modules; null if none has. */
  String with(List<String> modules) throws InterruptedException {
    for (String command : commands) {
      if (has(command, modules)) {
        return command;
      }
    }
    return null;
  }

  private static boolean has(String command, List<String> modules) throws InterruptedException {
    try {
      ProcessBuilder builder = new ProcessBuilder(command, "-c", PROBE);
      builder.command().addAll(modules);
      builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      return builder.start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Why a library is absent. */
  String absent(List<String> modules) {
    return "absent: no interpreter of PEER_PYTHON (%s) has %s"
        .formatted(String.join(", ", commands), String.join(" and ", modules));
  }
}
