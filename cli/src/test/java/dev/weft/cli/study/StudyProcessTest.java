package dev.weft.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.ProcessTest;
import dev.weft.cli.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Studies in processes of their own, which run at once and are killed. */
@Execution(ExecutionMode.CONCURRENT)
class StudyProcessTest {
  private static final int KILLS = Boolean.getBoolean("weft.thorough") ? 10 : 3;

  @TempDir private Path folder;

  private String file;

  @BeforeEach
  void write() throws IOException {
    file = SmallStudy.file(folder);
  }

  private Path out(String name) {
    return folder.resolve(name);
  }

  @Test
  void twoStudiesWriteToOneStoreAtOnce() throws Exception {
    String store = folder.resolve("weft.db").toString();
    Files.writeString(
        Path.of(file), SmallStudy.YAML.replace("epochs: 12", "epochs: 2").replace("repeats: 2", "repeats: 1"));
    Process other =
        ProcessTest.weft(List.of(), "study", file, "--out", out("there").toString(), "--store", store)
            .redirectErrorStream(true)
            .redirectOutput(out("there.txt").toFile())
            .start();
    Said here = Said.to("study", file, "--out", out("here").toString(), "--store", store);
    assertEquals(0, here.code(), here.err());
    assertEquals(0, other.waitFor(), Files.readString(out("there.txt")));
    JsonNode runs = new JsonMapper().readTree(Said.to("runs", "--json", "--limit", "0", "--store", store).out());
    assertEquals(8, runs.get("total").asInt());
    for (JsonNode run : runs.get("runs")) {
      assertEquals("finished", run.get("state").asString());
    }
    assertEquals(SmallStudy.results(out("here")), SmallStudy.results(out("there")));
  }

  @Test
  void killedAgainAndAgainAtAnyMomentItEndsTheSame() throws Exception {
    assertEquals(0, Said.to("study", file, "--out", out("alone").toString()).code());
    SplittableRandom random = new SplittableRandom(3);
    int killed = 0;
    while (killed < KILLS) {
      List<String> words = new ArrayList<>(List.of("study", file, "--out", out("killed").toString()));
      if (Files.exists(out("killed").resolve("study.yaml"))) {
        words.add("--resume");
      }
      Process process =
          ProcessTest.weft(List.of(), words.toArray(String[]::new))
              .redirectErrorStream(true)
              .redirectOutput(out("killed.txt").toFile())
              .start();
      if (process.waitFor(700 + random.nextInt(1_500), TimeUnit.MILLISECONDS)) {
        break; // it came to its end in spite of all
      }
      process.destroyForcibly().waitFor();
      killed++;
    }
    assertTrue(killed > 2, "killed only " + killed + " times: " + Files.readString(out("killed.txt")));
    Said said = Said.to("study", file, "--out", out("killed").toString(), "--resume");
    assertEquals(0, said.code(), said.err());
    assertEquals(SmallStudy.results(out("alone")), SmallStudy.results(out("killed")));
  }
}
