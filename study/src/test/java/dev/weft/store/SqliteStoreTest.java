package dev.weft.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store in a file. */
class SqliteStoreTest extends StoreContract {
  @TempDir private Path folder;

  @Override
  String place() {
    return folder.resolve("runs/weft.db").toString();
  }

  private static String refused(Path file) {
    return assertThrows(WeftException.class, () -> RunStore.open(file.toString()).close()).getMessage();
  }

  @Test
  void runFoldersMoveTogetherWithTheStore() throws IOException {
    NewRun run = run("a");
    Path below = folder.resolve("runs/a");
    store.begin(new NewRun("a", "e", "d", Optional.of(below), Optional.empty(), run.parameters(), Map.of()));
    store.close();
    Files.move(folder.resolve("runs"), folder.resolve("moved"));
    try (RunStore moved = RunStore.open(folder.resolve("moved/weft.db").toString())) {
      assertEquals(Optional.of(folder.resolve("moved/a")), moved.get(moved.find("a")).folder());
      assertEquals(moved.find("a"), moved.find(folder.resolve("moved/a").toString()));
    }
  }

  @Test
  void whatIsNoDatabaseIsRefusedAndStays() throws IOException {
    Path file = folder.resolve("notes.txt");
    byte[] bytes = "my notes, which nobody may write over, ".repeat(100).getBytes(StandardCharsets.UTF_8);
    Files.write(file, bytes);
    assertEquals(
        "the store %s cannot be used: it is no SQLite database; move it away, or choose another with --store."
            .formatted(file),
        refused(file));
    assertArrayEquals(bytes, Files.readAllBytes(file));
  }

  @Test
  void aDatabaseOfSomethingElseIsRefused() {
    Path file = folder.resolve("other.db");
    try (Database other = Database.open(file.toString())) {
      other.update("CREATE TABLE bookmarks (url TEXT)");
    }
    assertTrue(refused(file).contains("this one has a table 'bookmarks' of something else"), refused(file));
  }

  @Test
  void aDamagedStoreSaysSo() throws IOException {
    Elsewhere.write(store, "run", 50);
    store.close();
    Path file = Path.of(place());
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 4_096; i < bytes.length; i++) {
      bytes[i] = (byte) (31 * i);
    }
    Files.write(file, bytes);
    String message = refused(file);
    assertTrue(message.startsWith("the store %s cannot be used: it is damaged (".formatted(file)), message);
    assertTrue(message.endsWith("); keep a copy, and save what can be read with sqlite3's .recover."), message);
    assertArrayEquals(bytes, Files.readAllBytes(file));
  }

  @Test
  void aFullDiskIsOneSentenceAndWhatWasThereStays() {
    String id = store.begin(run("a"));
    try (Database full = Database.open(place())) {
      full.query("PRAGMA max_page_count = 1", row -> row.getInt(1));
      WeftException e =
          assertThrows(
              WeftException.class,
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  full.update(
                      "INSERT INTO tag (run, name) VALUES (?, ?)", id, "a tag, and a long one, too, number " + i);
                }
              });
      String sentence =
          "the store %s cannot be used: its disk is full; free some space: all that was recorded before is still there."
              .formatted(place());
      assertEquals(sentence, e.getMessage());
      WeftException whole =
          assertThrows(
              WeftException.class,
              () ->
                  full.transaction(() -> {
                    for (int i = 0; i < 10_000; i++) {
                      full.update("INSERT INTO tag (run, name) VALUES (?, ?)", id, "another, and a longer tag " + i);
                    }
                  }));
      assertEquals(sentence, whole.getMessage());
      assertEquals(1, full.update("UPDATE run SET note = 'x' WHERE id = ?", id), "the connection can be used again");
    }
    assertEquals("a", store.get(id).name());
  }

  @Test
  void aPlaceThatCannotBeWrittenIsOneSentence() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals(
        "the store %s/weft.db cannot be made: %s is a file; choose another with --store.".formatted(file, file),
        refused(file.resolve("weft.db")));
    Path directory = Files.createDirectory(folder.resolve("directory"));
    assertEquals(
        "the store %s cannot be used: the file cannot be opened; check its folder's permissions, or choose another with --store."
            .formatted(directory),
        refused(directory));
  }

  @Test
  void whatIsWrittenWhileItIsReadOnlyIsRefused() {
    String id = store.begin(run("a"));
    try (Database readOnly = Database.open(place())) {
      readOnly.update("PRAGMA query_only = TRUE");
      String message = assertThrows(WeftException.class, () -> readOnly.update("DELETE FROM run")).getMessage();
      assertTrue(message.contains(" it is read-only; change its permissions"), message);
    }
    assertEquals("a", store.get(id).name());
  }

  @Test
  void processesThatMakeTheStoreAtOnceMakeOne() throws Exception {
    String place = folder.resolve("new/weft.db").toString();
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      started.add(Elsewhere.start("write", place, "p" + i, "1"));
    }
    for (Process process : started) {
      assertEquals(0, process.waitFor(), process.errorReader().readAllAsString());
    }
    try (RunStore made = RunStore.open(place)) {
      assertEquals(4, made.list(Query.of(List.of("id"))).total());
    }
  }

  @Test
  void anotherKindOfDatabaseIsRefused() {
    assertEquals(
        "a store is a file or a URL that begins with jdbc:postgresql://; received 'jdbc:mysql://host/db'.",
        assertThrows(WeftException.class, () -> RunStore.open("jdbc:mysql://host/db")).getMessage());
  }
}
