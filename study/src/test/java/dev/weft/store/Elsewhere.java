package dev.weft.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process that uses a store, too. */
final class Elsewhere {
  static final long EPOCHS = 5;

  private Elsewhere() {}

  static Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // it lives for a moment
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
    command.add(Elsewhere.class.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command).start();
  }

  public static void main(String[] args) throws Exception {
    try (RunStore store = RunStore.open(args[1])) {
      if (args[0].equals("write")) {
        write(store, args[2], Integer.parseInt(args[3]));
      } else {
        System.out.println(store.begin(StoreContract.run(args[2])));
        Thread.sleep(60_000);
      }
    }
  }

  /** Whole runs, as many as asked for. */
  static void write(RunStore store, String name, int runs) {
    for (int i = 0; i < runs; i++) {
      String id = store.begin(StoreContract.run(name + "-" + i));
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        store.epoch(id, epoch, Map.of("loss", 1.0 / epoch, "seconds", 0.1));
      }
      store.tag(id, List.of("done"), List.of());
      store.finish(id, Map.of("test.accuracy", 0.5), Map.of());
    }
  }
}
