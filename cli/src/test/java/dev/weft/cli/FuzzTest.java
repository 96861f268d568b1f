package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.weft.WeftException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mutants of every kind of file are read, or refused in one clean sentence: 100 of each, in the profile {@code
 * thorough} 500, by {@code -Dweft.fuzz=N} as many as one likes. Mutant {@code n} is the same in every run; {@code
 * -Dweft.fuzz.from=n -Dweft.fuzz=1} is that one alone.
 */
@Execution(ExecutionMode.CONCURRENT)
class FuzzTest {
  private static final int MUTANTS = Integer.getInteger("weft.fuzz", Boolean.getBoolean("weft.thorough") ? 500 : 100);
  private static final int FROM = Integer.getInteger("weft.fuzz.from", 0);
  private static final long MOST_SECONDS = 60;
  private static final long MOST_BYTES = 2L << 30;
  private static final int MOST_TOLD = 8;

  @TempDir private static Path good;
  private static List<FuzzKind> kinds;

  @TempDir private Path bad;

  @BeforeAll
  static void make() throws IOException {
    kinds = new FuzzKinds(good).all();
  }

  private static List<FuzzKind> kinds() {
    return kinds;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aMutantIsReadOrRefusedInOneSentence(FuzzKind kind) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (int n = FROM; n < FROM + MUTANTS && wrong.size() < MOST_TOLD; n++) {
      int i = n % kind.files().size();
      byte[] mutant = Mutation.of(kind.files().get(i), kind.files(), kind.text(), new Random(n));
      Path folder = Files.createDirectory(bad.resolve(String.valueOf(n)));
      String outcome = outcome(kind, mutant, i, folder);
      if (!outcome.isEmpty()) {
        wrong.add("mutant " + n + " (of file " + i + "): " + outcome);
      }
      delete(folder);
    }
    assertEquals("", String.join("\n", wrong));
  }

  /** What is wrong with what was thrown, or how long and how much it took; nothing if all is well. */
  private static String outcome(FuzzKind kind, byte[] mutant, int i, Path folder) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long begun = System.nanoTime();
    try {
      kind.reading().read(mutant, i, folder);
    } catch (WeftException e) {
      String message = e.getMessage();
      boolean isClean = message.matches("[\\P{C}\u200c\u200d]+[.?]") && !message.contains("Exception");
      if (!isClean) {
        return "no clean sentence: " + message;
      }
    } catch (Throwable e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return String.join("\n", trace.toString().lines().limit(12).toList());
    }
    long seconds = (System.nanoTime() - begun) / 1_000_000_000;
    long taken = threads.getCurrentThreadAllocatedBytes() - bytes;
    return seconds > MOST_SECONDS || taken > MOST_BYTES ? "took " + seconds + " s and " + taken + " bytes" : "";
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
