package dev.weft.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.ProcessTest;
import dev.weft.cli.Said;
import dev.weft.keras.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir private Path folder;

  /** The command in a process with these variables; what it wrote, after its exit code. */
  private String doctor(Map<String, String> environment, String... more) throws Exception {
    String[] args = Stream.concat(Stream.of("doctor"), Stream.of(more)).toArray(String[]::new);
    ProcessBuilder builder = ProcessTest.weft(List.of(), args).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("WEFT_DATA", "JAVA_TOOL_OPTIONS"));
    builder.environment().put("WEFT_STORE", folder.resolve("weft.db").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(text.lines().allMatch(line -> line.length() <= 80 || line.indexOf('/') > 0), text);
    return process.waitFor() + "\n" + text;
  }

  @Test
  void whereAllIsInOrderItSaysWhatThereIs() throws Exception {
    String text = doctor(Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()));
    assertTrue(text.startsWith("0\n"), text);
    for (String subject : List.of("Weft", "Java", "vectors", "cores", "memory", "disk", "cache", "store", "mnist")) {
      assertTrue(text.matches("(?s).*\n  (good|note )  +" + subject + " .*"), subject + " in " + text);
    }
    assertTrue(text.endsWith("Weft can work here.\n"), text);
    assertTrue(Files.notExists(folder.resolve("weft.db")), "it makes nothing");
    assertTrue(Files.notExists(folder.resolve("cache")), "it makes nothing");
  }

  @Test
  void eachBrokenThingIsASentenceAndTheOthersAreLookedAt() throws Exception {
    Path store = Files.writeString(folder.resolve("bad.db"), "no database, but a text of some length");
    Path file = Files.createFile(folder.resolve("file"));
    String text =
        doctor(
            Map.of("WEFT_STORE", store.toString(), "WEFT_DATA", "/nowhere/at/all", "XDG_CACHE_HOME", file.toString()));
    assertTrue(text.startsWith("1\n"), text);
    String oneLine = text.replaceAll("\\s+", " ");
    assertTrue(oneLine.contains("cannot be written to: Not a directory. Set XDG_CACHE_HOME to a folder"), text);
    assertTrue(oneLine.contains("it is no SQLite database; move it away, or choose another with --store."), text);
    assertTrue(oneLine.contains("WRONG mnist WEFT_DATA must be a folder; received /nowhere/at/all; check the"), text);
    assertTrue(text.endsWith("4 things are wrong.\n"), text);
  }

  @Test
  void aSetOfWhichFilesAreMissingIsWrong() throws Exception {
    Path mnist = Files.createDirectories(folder.resolve("data/mnist"));
    Files.createFile(mnist.resolve("train-images-idx3-ubyte"));
    String text = doctor(Map.of("WEFT_DATA", folder.resolve("data").toString()));
    assertTrue(text.replaceAll("\\s+", " ").contains("but no train-labels-idx1-ubyte.gz; add it."), text);
    assertTrue(text.startsWith("1\n"), text);
  }

  @Test
  void aPasswordIsNotShown() throws Exception {
    String text = doctor(Map.of("WEFT_STORE", "jdbc:postgresql://127.0.0.1:9/runs?user=a&password=secret"));
    assertTrue(text.startsWith("1\n") && !text.contains("secret"), text);
  }

  @Test
  void anAbsurdStoreIsASentence() throws Exception {
    for (String store : List.of("mysql://x", folder.toString())) {
      String text = doctor(Map.of("WEFT_STORE", store)).replaceAll("\\s+", " ");
      assertTrue(text.startsWith("1 "), text);
      assertTrue(text.matches(".*(a store is a file or a URL|is a folder, and the store is a file).*"), text);
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void asJsonItHasTheSame() {
    Said said = Said.to("doctor", "--store", folder.resolve("weft.db").toString(), "--json");
    Map<String, Object> found = Json.read(said.out().getBytes(StandardCharsets.UTF_8), "the answer");
    List<Map<String, String>> checks = (List<Map<String, String>>) found.get("checks");
    assertEquals("Weft", checks.getFirst().get("subject"));
    assertTrue(checks.stream().allMatch(check -> check.keySet().containsAll(List.of("state", "found", "todo"))));
  }
}
