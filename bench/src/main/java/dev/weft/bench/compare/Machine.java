package dev.weft.bench.compare;

import dev.weft.kernel.Simd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a reader must know of the machine that measured. */
final class Machine {
  private Machine() {}

  static List<String> describe() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("processor: " + field(Path.of("/proc/cpuinfo"), "model name"));
    lines.add("cores: " + Runtime.getRuntime().availableProcessors());
    lines.add("SIMD: " + Simd.REASON);
    lines.add("caches of a core: " + String.join(", ", caches()));
    lines.add("memory: " + field(Path.of("/proc/meminfo"), "MemTotal"));
    lines.add("system: " + System.getProperty("os.name") + " " + System.getProperty("os.version"));
    lines.add("Java: " + System.getProperty("java.vm.name") + " " + Runtime.version());
    return lines;
  }

  private static String field(Path file, String name) throws IOException {
    if (!Files.exists(file)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("unknown");
  }

  private static List<String> caches() throws IOException {
    Path folder = Path.of("/sys/devices/system/cpu/cpu0/cache");
    if (!Files.isDirectory(folder)) {
      return List.of("unknown");
    }
    List<String> caches = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path cache : entries.filter(path -> path.getFileName().toString().startsWith("index")).sorted().toList()) {
        String level = Files.readString(cache.resolve("level")).strip();
        String type = Files.readString(cache.resolve("type")).strip();
        caches.add("L" + level + " " + type + " " + Files.readString(cache.resolve("size")).strip());
      }
    }
    return caches;
  }
}
