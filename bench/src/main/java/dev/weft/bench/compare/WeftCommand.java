package dev.weft.bench.compare;

import dev.weft.cli.Weft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Weft at {@link Workload#W11}: the command {@code weft train}, as a user types it. */
public final class WeftCommand {
  private WeftCommand() {}

  /** Trains, and prints times, memory and accuracy as lines of JSON. */
  public static void main(String[] words) {
    Task task = Task.parse(words);
    Clock clock = new Clock(Long.getLong("bench.started"), task.seconds());
    Path run = task.folder().resolve("run");
    Clock.print("{\"version\": \"%s\"}", WeftSide.VERSION);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> print(clock, run)));
    Weft.main(
        new String[] {
          "train",
          task.folder().resolve("experiment.yaml").toString(),
          "--out=" + run,
          "--overwrite",
          "--threads=" + task.threads(),
          "--store=" + task.folder().resolve("runs.db")
        });
  }

  private static void print(Clock clock, Path run) {
    clock.whole();
    Memory.print();
    try {
      Map<?, ?> metrics = new JsonMapper().readValue(Files.readString(run.resolve("metrics.json")), Map.class);
      Clock.print("{\"accuracy\": %.4f}", ((Number) ((Map<?, ?>) metrics.get("test")).get("accuracy")).doubleValue());
    } catch (IOException e) {
      System.err.println("error: the training left no metrics: " + e.getMessage());
    }
  }
}
