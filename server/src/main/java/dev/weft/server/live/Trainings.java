package dev.weft.server.live;

import dev.weft.run.RunFolder;
import dev.weft.server.http.Refusal;
import dev.weft.store.RunRecord;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Stops trainings, wherever they are carried out, and lets them go on as processes of their own on this machine. */
final class Trainings {
  private static final int FIRST_SECONDS = 3;
  private static final int INTERRUPTED = 130;

  /** Starts a program in a session of its own, which Ctrl-C in the server's terminal does not reach. */
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final RunStore store;
  private final List<String> weft;
  private final String place;
  private final Path dataDir;

  /**
   * @param weft the command line that starts the command; empty where it is not known
   * @param place of the store, with a password if it has one
   * @param dataDir the folder that holds named data sets, or null
   */
  Trainings(RunStore store, List<String> weft, String place, Path dataDir) {
    this.store = store;
    this.weft = List.copyOf(weft);
    this.place = place;
    this.dataDir = dataDir;
  }

  /** Whether a run was interrupted and its folder is here. */
  boolean canGoOn(RunRecord run) {
    return !weft.isEmpty()
        && run.place().isEmpty()
        && (run.state() == RunState.KILLED || run.state() == RunState.FAILED)
        && run.folder().filter(RunFolder::holdsRun).isPresent();
  }

  /**
   * Asks a training to stop as Ctrl-C does.
   *
   * @throws Refusal if it does not run
   */
  String stop(RunRecord run) {
    if (!store.askToStop(run.id())) {
      throw new Refusal(409, "only a running training can be stopped; this one is %s.".formatted(run.state()));
    }
    return run.place().isPresent()
        ? "The study is asked to stop; each of its trainings keeps what it has."
        : "The training is asked to stop; it keeps what it has.";
  }

  /**
   * Starts {@code weft train --resume} as a process that goes on without this server, too; after Ctrl-C on the server
   * only where the machine has {@code setsid}.
   *
   * @throws Refusal if it cannot go on here, such as where another process holds its folder
   */
  String resume(RunRecord run) {
    if (run.state() == RunState.RUNNING) {
      throw new Refusal(
          409, "a training goes on once only; this one runs already, on %s.".formatted(run.owner().host()));
    }
    if (!canGoOn(run)) {
      throw new Refusal(
          409, "only an interrupted run of its own, whose folder is on the server's machine, can go on from here.");
    }
    try {
      return start(run.folder().orElseThrow());
    } catch (IOException e) {
      throw new Refusal(
          500, "weft train cannot be started here; start it in a terminal: weft train --resume " + run.id());
    }
  }

  private String start(Path folder) throws IOException {
    Path errors = Files.createTempFile("weft-resume", ".txt");
    try {
      List<String> command = new ArrayList<>(Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : List.of());
      command.addAll(weft);
      command.addAll(List.of("train", "--resume", folder.toString()));
      if (dataDir != null) {
        command.addAll(List.of("--data-dir", dataDir.toString()));
      }
      ProcessBuilder training =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(errors.toFile());
      training.environment().put("WEFT_STORE", place); // all users of the machine see arguments, and a URL's password
      Process process = training.start();
      if (process.waitFor(FIRST_SECONDS, TimeUnit.SECONDS)
          && process.exitValue() != 0
          && process.exitValue() != INTERRUPTED) {
        throw new Refusal(409, "it does not go on: " + lastLine(errors));
      }
      return "The training goes on.";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "The training goes on.";
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  private static String lastLine(Path errors) throws IOException {
    List<String> lines = Files.readAllLines(errors).stream().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "weft train ended at once." : lines.getLast().strip();
  }
}
