package dev.weft.server.live;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line by which this process was started, up to the command's own arguments. */
public final class OwnProgram {
  private static final String MAIN = "dev.weft.cli.";

  private OwnProgram() {}

  /** Empty where another program than the weft command runs the server. */
  public static List<String> command() {
    Optional<String> java = ProcessHandle.current().info().command();
    String started = System.getProperty("sun.java.command", "").split(" ")[0];
    boolean isJar = started.endsWith(".jar");
    if (java.isEmpty() || !isJar && !started.startsWith(MAIN)) {
      return List.of();
    }
    List<String> command = new ArrayList<>();
    command.add(java.get());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(isJar ? List.of("-jar", started) : List.of("-cp", System.getProperty("java.class.path"), started));
    return command;
  }
}
