package dev.weft.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  private static final int ENTRIES = 300;

  @TempDir private Path folder;

  @Test
  void oneHolderAtATime() {
    try (FolderLock held = FolderLock.hold(folder)) {
      assertEquals(
          "another weft is at work in %s; wait for it, or choose another folder with --out.".formatted(folder),
          assertThrows(WeftException.class, () -> FolderLock.hold(folder)).getMessage());
    }
    FolderLock.hold(folder).close();
  }

  @Test
  void whoIsRefusedInTheSameProcessDoesNotFreeItForAnother() throws Exception {
    try (FolderLock held = FolderLock.hold(folder)) {
      assertThrows(WeftException.class, () -> FolderLock.hold(folder.resolve("../" + folder.getFileName())));
      assertEquals("0 entered\n", elsewhere(1).inputReader().readAllAsString());
    }
  }

  @Test
  void processesThatContendForAFolderAreNeverInItTogether() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(elsewhere(ENTRIES));
    }
    for (Process process : processes) {
      assertEquals(0, process.waitFor(), process.errorReader().readAllAsString());
      assertTrue(process.inputReader().readLine().matches("[1-9]\\d* entered"));
    }
  }

  @Test
  void thoseWhoShareAFolderAreInItTogetherAndNoneHoldsItForItself() throws Exception {
    try (FolderLock shared = FolderLock.share(folder)) {
      Process other = start(Sharer.class, folder.toString());
      assertEquals("shares it", other.inputReader().readLine(), () -> other.errorReader().lines().toList().toString());
      assertEquals("0 entered\n", elsewhere(1).inputReader().readAllAsString());
      other.outputWriter().close();
      assertEquals(0, other.waitFor());
    }
    try (FolderLock held = FolderLock.hold(folder)) {
      assertEquals("refused", start(Sharer.class, folder.toString()).inputReader().readLine());
    }
  }

  @Test
  void oneAtATimeOfThoseWhoShareAFolderDoesWhatIsForOneAlone() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(start(Alone.class, folder.toString(), String.valueOf(ENTRIES)));
    }
    for (Process process : processes) {
      assertEquals(0, process.waitFor(), process.errorReader().readAllAsString());
    }
  }

  private Process elsewhere(int entries) throws IOException {
    return start(Contender.class, folder.toString(), String.valueOf(entries));
  }

  private static Process start(Class<?> program, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).start();
  }

  /** Shares a folder until its input ends. */
  static final class Sharer {
    private Sharer() {}

    public static void main(String[] args) throws IOException {
      try (FolderLock shared = FolderLock.share(Path.of(args[0]))) {
        System.out.println("shares it");
        System.in.readAllBytes();
      } catch (WeftException e) {
        System.out.println("refused");
      }
    }
  }

  /** Makes a file again and again that may not be there yet, alone among those who share the folder. */
  static final class Alone {
    private Alone() {}

    public static void main(String[] args) {
      Path folder = Path.of(args[0]);
      try (FolderLock shared = FolderLock.share(folder)) {
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
          shared.alone(() -> {
            try {
              Files.createFile(folder.resolve("inside"));
              Files.delete(folder.resolve("inside"));
            } catch (IOException e) {
              throw new IllegalStateException("two were in the folder", e);
            }
          });
        }
      }
    }
  }

  /** Enters a folder again and again, and makes a file there that may not be there yet. */
  static final class Contender {
    private Contender() {}

    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      int entered = 0;
      int attempts = Integer.parseInt(args[1]);
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      for (int i = 0; i < attempts || attempts > 1 && entered == 0 && System.nanoTime() < end; i++) {
        try (FolderLock held = FolderLock.hold(folder)) {
          Files.createFile(folder.resolve("inside"));
          Files.delete(folder.resolve("inside"));
          entered++;
        } catch (FileAlreadyExistsException e) {
          throw new IllegalStateException("two were in the folder", e);
        } catch (WeftException e) {
          // another one is in it
        }
      }
      System.out.println(entered + " entered");
    }
  }
}
