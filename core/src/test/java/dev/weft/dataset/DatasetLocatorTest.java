package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.Server.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatasetLocatorTest {
  private final CatalogueEntry pets = Fixture.entry("pets", List.of(), null);
  private final List<String> notes = new ArrayList<>();
  private final Progress progress =
      new Progress() {
        @Override
        public void note(String sentence) {
          notes.add(sentence);
        }
      };

  @TempDir Path folder;
  private Path dataDir;
  private Path weftData;
  private Path cache;
  private Path system;
  private DatasetLocator places;

  /** Where no folder is named. */
  private void nameNoFolder() {
    places = new DatasetLocator(null, null, places.cache(), system);
  }

  private String notHeld(Path named, String how, String remedy) {
    return "there is no pets in %s (%s): train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte were looked for, also with a dot or with .gz, in it, in pets and in pets/raw below it; %s."
        .formatted(named, how, remedy);
  }

  private String notInDataDir() {
    return notHeld(dataDir, "--data-dir", "name the folder that holds them");
  }

  @BeforeEach
  void makeFolders() throws IOException {
    dataDir = Files.createDirectory(folder.resolve("data-dir"));
    weftData = Files.createDirectory(folder.resolve("weft-data"));
    cache = folder.resolve("cache");
    system = folder.resolve("system");
    places = new DatasetLocator(dataDir, weftData, new DatasetCache(cache, List.of(), Duration.ofSeconds(20)), system);
  }

  private String origin() {
    return places.load(pets, progress).origin();
  }

  private String failure() {
    return assertThrows(WeftException.class, () -> places.load(pets, progress)).getMessage();
  }

  private static void damage(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length - 1] ^= 1;
    Files.write(file, content);
  }

  @Test
  void looksIntoTheCacheAndThenTheSystemWhereNoFolderIsNamed() throws IOException {
    nameNoFolder();
    Fixture.write(system.resolve("pets"), ".gz");
    assertEquals("system's packages, " + system.resolve("pets"), origin());
    Fixture.write(cache.resolve("pets"), ".gz");
    assertEquals("cache, " + cache.resolve("pets"), origin());
  }

  @Test
  void looksIntoTheGivenFolderOrElseIntoWeftData() throws IOException {
    Fixture.write(dataDir.resolve("pets"), ".gz");
    Fixture.write(weftData.resolve("pets"), ".gz");
    assertEquals("--data-dir, " + dataDir.resolve("pets"), origin());
    places = new DatasetLocator(null, weftData, places.cache(), system);
    assertEquals("WEFT_DATA, " + weftData.resolve("pets"), origin());
  }

  @Test
  void triesNoOtherPlaceAfterTheGivenFolder() throws IOException {
    for (Path other : List.of(weftData, cache, system)) {
      Fixture.write(other.resolve("pets"), ".gz");
    }
    assertEquals(notInDataDir(), failure());
    assertEquals(
        notInDataDir(), assertThrows(WeftException.class, () -> places.loadOrStrokes(pets, progress)).getMessage());
    assertEquals(notInDataDir(), assertThrows(WeftException.class, () -> places.fetch(pets, progress)).getMessage());
    assertEquals(notInDataDir(), assertThrows(WeftException.class, () -> places.verify(pets)).getMessage());
    assertEquals(Optional.empty(), places.where(pets));
  }

  @Test
  void triesNoOtherPlaceAfterWeftData() throws IOException {
    places = new DatasetLocator(null, weftData, places.cache(), system);
    Fixture.write(cache.resolve("pets"), ".gz");
    assertEquals(
        notHeld(weftData, "WEFT_DATA", "name the folder that holds them, or unset WEFT_DATA to have them fetched"),
        failure());
    Files.delete(weftData);
    assertEquals("WEFT_DATA must be a folder; received " + weftData + "; check the path.", failure());
  }

  @Test
  void fetchesWhatNoFolderHolds() throws IOException {
    nameNoFolder();
    Fixture.write(folder.resolve("web"), ".gz");
    try (Server server = new Server(folder.resolve("web"), Manner.GOOD)) {
      ImageDataset set = places.load(Fixture.entry("pets", List.of(server.uri()), null), progress);
      assertEquals(300, set.train().size());
      assertEquals(server.uri() + ", now in " + cache.resolve("pets"), set.origin());
    }
    assertEquals("cache, " + cache.resolve("pets"), origin());
  }

  @Test
  void takesPlainFilesAndFilesDirectlyInTheFolder() throws IOException {
    Fixture.write(dataDir, "");
    assertEquals("--data-dir, " + dataDir, origin());
  }

  @Test
  void whatHappensToAFileAfterItWasReadChangesNothing() throws IOException {
    Fixture.write(dataDir, "");
    ImageSet train = places.load(pets, progress).train();
    byte[] last = train.image(299);
    Files.write(dataDir.resolve("train-images-idx3-ubyte"), new byte[10]);
    assertArrayEquals(last, train.image(299));
  }

  @Test
  void damageInANamedFolderIsAnErrorAtOnce() throws IOException {
    places = new DatasetLocator(null, weftData, places.cache(), system);
    Fixture.write(cache.resolve("pets"), ".gz");
    Fixture.write(weftData.resolve("pets"), "");
    Path images = weftData.resolve("pets/t10k-images-idx3-ubyte");
    damage(images);
    String expected =
        "%s is not t10k-images-idx3-ubyte of pets: its content must have the SHA-256 %s; received %s; it is damaged,"
            + " or of a set whose files have the same names, as KMNIST's; replace the file.";
    assertEquals(
        expected.formatted(images, pets.files().get(2).sha256(), Fixture.sha256(Files.readAllBytes(images))),
        failure());
  }

  @Test
  void aMissingFileInANamedFolderIsAnErrorAtOnce() throws IOException {
    Fixture.write(cache.resolve("pets"), ".gz");
    Fixture.write(dataDir.resolve("pets"), ".gz");
    Files.delete(dataDir.resolve("pets/train-labels-idx1-ubyte.gz"));
    assertEquals(
        "the data set pets consists of 4 files; %s has train-images-idx3-ubyte.gz but no train-labels-idx1-ubyte.gz; add it."
            .formatted(dataDir.resolve("pets")),
        failure());
  }

  @Test
  void aGivenFolderThatIsNoneIsAnErrorAtOnce() throws IOException {
    Files.delete(dataDir);
    assertEquals("--data-dir must be a folder; received " + dataDir + "; check the path.", failure());
  }

  @Test
  void damageInTheCacheIsMendedByFetchingAgain() throws IOException {
    nameNoFolder();
    Fixture.write(folder.resolve("web"), ".gz");
    Fixture.write(cache.resolve("pets"), ".gz");
    damage(cache.resolve("pets/train-images-idx3-ubyte.gz"));
    try (Server server = new Server(folder.resolve("web"), Manner.GOOD)) {
      places.load(Fixture.entry("pets", List.of(server.uri()), null), progress);
      assertEquals(List.of("train-images-idx3-ubyte.gz null"), server.requests);
    }
  }

  @Test
  void listsEveryPlaceTriedAndWhatToDo() throws IOException {
    Fixture.write(system.resolve("pets"), "");
    Path labels = Files.writeString(system.resolve("pets/train-labels-idx1-ubyte"), "oops");
    try (Server server = new Server(folder, Manner.NOT_FOUND)) {
      nameNoFolder();
      CatalogueEntry entry = Fixture.entry("pets", List.of(server.uri()), "dataset-pets");
      var e = assertThrows(WeftException.class, () -> places.load(entry, progress));
      assertEquals(
          """
          the data set pets is nowhere to be had; tried: cache: not in CACHE; \
          system's packages: LABELS is not as it must be: an IDX file begins with two zero bytes; received 6f 6f.; \
          SERVER: the server answers 404 to SERVERtrain-images-idx3-ubyte.gz; \
          apt-get download dataset-pets: this system has no apt-get. \
          Put train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz into \
          a folder DIR/pets and say --data-dir DIR (or set WEFT_DATA=DIR), or connect to a network, or choose the data set \
          strokes, which needs no file.\
          """
              .replace("CACHE", cache.toString())
              .replace("LABELS", labels.toString())
              .replace("SERVER", server.uri().toString()),
          e.getMessage());
    }
  }

  @Test
  void drawsStrokesInsteadAndSaysSo() {
    nameNoFolder();
    ImageDataset set = places.loadOrStrokes(pets, progress);
    assertEquals("strokes", set.name());
    assertTrue(notes.get(0).startsWith("the data set pets is nowhere to be had; tried: "), notes::toString);
    assertEquals("using the built-in data set strokes instead of pets.", notes.get(1));
  }

  @Test
  void drawsNoStrokesWhereANamedFolderIsDamaged() throws IOException {
    Fixture.write(dataDir.resolve("pets"), "");
    damage(dataDir.resolve("pets/t10k-labels-idx1-ubyte"));
    assertThrows(WeftException.class, () -> places.loadOrStrokes(pets, progress));
  }

  @Test
  void fetchCopiesWhatThisMachineHas() throws IOException {
    Fixture.write(dataDir, "");
    assertEquals(cache.resolve("pets"), places.fetch(pets, progress));
    nameNoFolder();
    assertEquals("cache, " + cache.resolve("pets"), origin());
  }

  @Test
  void fetchLeavesAWholeCacheAlone() throws IOException {
    nameNoFolder();
    Fixture.write(cache.resolve("pets"), ".gz");
    assertEquals(cache.resolve("pets"), places.fetch(pets, progress));
    assertTrue(notes.isEmpty());
  }

  @Test
  void fetchFailsWhereThereIsNothing() {
    nameNoFolder();
    var e = assertThrows(WeftException.class, () -> places.fetch(pets, progress));
    assertTrue(e.getMessage().startsWith("the data set pets is nowhere to be had"));
  }

  @Test
  void verifyChecksEveryFile() throws IOException {
    nameNoFolder();
    Fixture.write(cache.resolve("pets"), ".gz");
    Path labels = cache.resolve("pets/train-labels-idx1-ubyte.gz");
    damage(labels);
    List<FileCheck> checks = places.verify(pets);
    assertEquals(4, checks.size());
    assertEquals(
        List.of(labels.toString()), checks.stream().filter(c -> c.problem().isPresent()).map(FileCheck::file).toList());
  }

  @Test
  void verifyFetchesNothing() throws IOException {
    nameNoFolder();
    Fixture.write(folder.resolve("web"), ".gz");
    try (Server server = new Server(folder.resolve("web"), Manner.GOOD)) {
      CatalogueEntry entry = Fixture.entry("pets", List.of(server.uri()), null);
      assertThrows(WeftException.class, () -> places.verify(entry));
      assertTrue(server.requests.isEmpty());
    }
  }

  @Test
  void theCacheFollowsXdg() {
    Path home = Path.of("/home/ada");
    assertEquals(
        Path.of("/c/weft/datasets"), DatasetLocator.of(null, Map.of("XDG_CACHE_HOME", "/c"), home).cache().folder());
    Path usual = Path.of("/home/ada/.cache/weft/datasets");
    assertEquals(usual, DatasetLocator.of(null, Map.of(), home).cache().folder());
    assertEquals(usual, DatasetLocator.of(null, Map.of("HOME", "/home/ada"), Path.of("/root")).cache().folder());
    assertEquals(usual, DatasetLocator.of(null, Map.of("XDG_CACHE_HOME", ""), home).cache().folder());
    assertEquals(usual, DatasetLocator.of(null, Map.of("XDG_CACHE_HOME", "relative"), home).cache().folder());
  }

  @Test
  void weftDataAndProgramsComeFromTheEnvironment() {
    DatasetLocator places =
        DatasetLocator.of(null, Map.of("WEFT_DATA", "/data", "PATH", "/bin:/usr/bin"), Path.of("/home/ada"));
    assertEquals(Path.of("/data"), places.weftData());
    assertEquals(List.of(Path.of("/bin"), Path.of("/usr/bin")), places.cache().programs());
    assertEquals(Path.of("/usr/share/datasets"), places.system());
    assertNull(DatasetLocator.of(null, Map.of("WEFT_DATA", " "), Path.of("/home/ada")).weftData());
  }
}
