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
    List<String> program = of(System.getProperty("sun.java.command", ""), System.getProperty("java.class.path"));
    if (java.isEmpty() || program.isEmpty()) {
      return List.of();
    }
    List<String> command = new ArrayList<>();
    command.add(java.get());
    command.addAll(forTraining(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    command.addAll(program);
    return command;
  }

  /**
   * The options of a training's JVM, as the launcher {@code weft} sets them, where no terminal is.
   *
   * @param own those of this process
   */
  static List<String> forTraining(List<String> own) {
    List<String> options = new ArrayList<>(own);
    options.removeIf(option -> option.startsWith("-Xmn") || option.startsWith("-Dweft.terminal"));
    options.addAll(List.of("-Xmn64m", "-Dweft.terminal=false", "-Dweft.terminal.out=false"));
    return options;
  }

  /**
   * What Java has to start.
   *
   * @param started the class or the jar that was started, and its arguments, with a blank between each
   * @param classPath the jar alone where one was started
   */
  static List<String> of(String started, String classPath) {
    if (classPath.endsWith(".jar") && (started + " ").startsWith(classPath + " ")) {
      return List.of("-jar", classPath);
    }
    String main = started.split(" ")[0];
    return main.startsWith(MAIN) ? List.of("-cp", classPath, main) : List.of();
  }
}
