package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.Server.Manner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class DatasetCacheTest {
  @TempDir Path folder;
  private Path files;
  private Path programs;
  private DatasetCache cache;
  private final List<String> misses = new ArrayList<>();

  @BeforeEach
  void makeFolders() throws IOException {
    files = folder.resolve("files");
    programs = Files.createDirectory(folder.resolve("programs"));
    cache = cache(Duration.ofSeconds(20));
    Fixture.write(files, ".gz");
  }

  private DatasetCache cache(Duration patience) {
    return new DatasetCache(folder.resolve("cache"), List.of(programs), patience);
  }

  private Optional<String> fetch(Server... servers) {
    return cache.fetch(entry(servers), Progress.NONE, misses);
  }

  private static CatalogueEntry entry(Server... servers) {
    return Fixture.entry("pets", Stream.of(servers).map(Server::uri).toList(), null);
  }

  private void assertFetched() throws IOException {
    for (String file : Fixture.FILES) {
      assertArrayEquals(Fixture.content(files.resolve(file + ".gz")), Fixture.content(own(file + ".gz")));
    }
    try (Stream<Path> left = Files.list(own(""))) {
      assertEquals(5, left.count(), "four files and the lock");
    }
  }

  private Path own(String file) {
    return folder.resolve("cache/pets").resolve(file);
  }

  private void program(String name, String script) throws IOException {
    Path program = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertTrue(program.toFile().setExecutable(true));
  }

  @Test
  void fetchesASetFromItsMirror() throws IOException {
    try (Server server = new Server(files, Manner.GOOD)) {
      assertEquals(Optional.of(server.uri().toString()), fetch(server));
    }
    assertFetched();
  }

  @ParameterizedTest
  @EnumSource(names = {"CORRUPT", "NOT_FOUND", "ENDLESS", "BREAKS_OFF", "SILENT", "STALLS"})
  void goesToTheNextMirrorWhenOneFails(Manner manner) throws IOException {
    try (Server bad = new Server(files, manner);
        Server good = new Server(files, Manner.GOOD)) {
      if (manner == Manner.SILENT || manner == Manner.STALLS) {
        cache = cache(Duration.ofSeconds(3));
      }
      assertEquals(Optional.of(good.uri().toString()), fetch(bad, good));
      assertEquals(1, misses.size());
      assertTrue(misses.getFirst().startsWith(bad.uri() + ": "), misses.getFirst());
    }
    assertFetched();
  }

  @Test
  void saysWhyEachMirrorFailed() {
    URI nowhere = URI.create("http://mirror.invalid/");
    try (Server missing = new Server(files, Manner.NOT_FOUND);
        Server corrupt = new Server(files, Manner.CORRUPT)) {
      CatalogueEntry entry = Fixture.entry("pets", List.of(nowhere, missing.uri(), corrupt.uri()), null);
      assertEquals(Optional.empty(), cache.fetch(entry, Progress.NONE, misses));
      assertEquals(nowhere + ": no host mirror.invalid is known; is there a network?", misses.get(0));
      assertEquals(
          "%1$s: the server answers 404 to %1$strain-images-idx3-ubyte.gz".formatted(missing.uri()), misses.get(1));
      assertTrue(
          misses.get(2).startsWith(corrupt.uri() + ": " + own("train-images-idx3-ubyte.gz.part")), misses.get(2));
      assertEquals("Debian's packages: none holds it", misses.get(3));
    }
  }

  @Test
  void neverNamesAFileThatIsNotVerified() throws IOException {
    try (Server corrupt = new Server(files, Manner.CORRUPT)) {
      fetch(corrupt);
    }
    assertFalse(Files.exists(own("train-images-idx3-ubyte.gz")));
    assertFalse(Files.exists(own("train-images-idx3-ubyte.gz.part")));
  }

  @Test
  void keepsAnUnfinishedFileForTheNextTime() throws IOException {
    try (Server server = new Server(files, Manner.BREAKS_OFF)) {
      assertEquals(Optional.empty(), fetch(server));
    }
    long have = Files.size(own("train-images-idx3-ubyte.gz.part"));
    try (Server server = new Server(files, Manner.GOOD)) {
      fetch(server);
      assertEquals("train-images-idx3-ubyte.gz bytes=" + have + "-", server.requests.getFirst());
    }
    assertFetched();
  }

  @Test
  void beginsAnewWhenTheUnfinishedFileWasAnother() throws IOException {
    Files.createDirectories(own(""));
    Files.write(own("train-images-idx3-ubyte.gz.part"), new byte[100]);
    try (Server server = new Server(files, Manner.GOOD)) {
      assertTrue(fetch(server).isPresent());
      assertEquals("train-images-idx3-ubyte.gz bytes=100-", server.requests.get(0));
      assertEquals("train-images-idx3-ubyte.gz null", server.requests.get(1));
    }
    assertFetched();
  }

  @Test
  void fetchesOnlyWhatIsMissingOrDamaged() throws IOException {
    Fixture.write(own(""), ".gz");
    Files.delete(own("t10k-labels-idx1-ubyte.gz"));
    byte[] images = Fixture.content(own("train-images-idx3-ubyte.gz"));
    Files.write(own("train-images-idx3-ubyte.gz"), Arrays.copyOf(images, 1000));
    try (Server server = new Server(files, Manner.GOOD)) {
      fetch(server);
      assertEquals(List.of("train-images-idx3-ubyte.gz null", "t10k-labels-idx1-ubyte.gz null"), server.requests);
    }
    assertFetched();
  }

  @Test
  void manyAtOnceFetchASetOnce() throws Exception {
    try (Server server = new Server(files, Manner.GOOD);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CatalogueEntry entry = entry(server);
      List<Future<Optional<String>>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(threads.submit(() -> cache.fetch(entry, Progress.NONE, new ArrayList<>())));
      }
      for (Future<Optional<String>> one : all) {
        assertTrue(one.get().isPresent());
      }
      assertEquals(4, server.requests.size());
    }
    assertFetched();
  }

  @Test
  void fetchesDebiansPackageWhenNoMirrorHasIt() throws IOException {
    program(
        "apt-get",
        "test \"$*\" = '-o Acquire::http::Timeout=10 download dataset-pets' && touch dataset-pets_1_all.deb");
    program("dpkg-deb", "mkdir -p \"$3/usr/share/datasets\" && cp -r '" + files + "' \"$3/usr/share/datasets/pets\"");
    CatalogueEntry entry = Fixture.entry("pets", List.of(), "dataset-pets");
    assertEquals(Optional.of("apt-get download dataset-pets"), cache.fetch(entry, Progress.NONE, misses));
    assertFetched();
  }

  @Test
  void letsTheSystemLearnOfItsPackagesWhenItKnowsNone() throws IOException {
    program(
        "apt-get",
        """
        case "$*" in
          *Dir::State::lists=*update) touch learnt ;;
          *Dir::State::lists=*download*) test -e learnt && touch dataset-pets_1_all.deb ;;
          *) echo 'E: Unable to locate package dataset-pets'; exit 100 ;;
        esac\
        """);
    program("dpkg-deb", "mkdir -p \"$3/usr/share/datasets\" && cp -r '" + files + "' \"$3/usr/share/datasets/pets\"");
    CatalogueEntry entry = Fixture.entry("pets", List.of(), "dataset-pets");
    assertTrue(cache.fetch(entry, Progress.NONE, misses).isPresent(), misses::toString);
    assertFetched();
  }

  @Test
  void saysWhyDebiansPackageCannotBeHad() throws IOException {
    CatalogueEntry entry = Fixture.entry("pets", List.of(), "dataset-pets");
    cache.fetch(entry, Progress.NONE, misses);
    program("apt-get", "echo Reading...; echo 'E: Unable to locate package dataset-pets'; exit 100");
    cache.fetch(entry, Progress.NONE, misses);
    program("dpkg-deb", "exit 3");
    cache.fetch(entry, Progress.NONE, misses);
    program("apt-get", "touch dataset-pets_1_all.deb");
    cache.fetch(entry, Progress.NONE, misses);
    assertEquals(
        List.of(
            "apt-get download dataset-pets: this system has no apt-get",
            "apt-get download dataset-pets: this system has no dpkg-deb",
            "apt-get download dataset-pets: E: Unable to locate package dataset-pets",
            "apt-get download dataset-pets: it ended with status 3"),
        misses);
    try (Stream<Path> left = Files.list(own(""))) {
      assertEquals(1, left.count(), "only the lock");
    }
  }

  @Test
  void copiesASetInAndVerifiesIt() throws IOException {
    List<Path> paths = Fixture.FILES.stream().map(file -> files.resolve(file + ".gz")).toList();
    cache.copy(entry(), paths);
    assertFetched();
    Files.writeString(paths.get(2), "no images");
    assertThrows(WeftException.class, () -> cache.copy(entry(), paths));
    assertTrue(Files.exists(own("t10k-images-idx3-ubyte.gz")));
  }

  @Test
  void saysThatItCannotBeWritten() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file in the way");
    try (Server server = new Server(files, Manner.GOOD)) {
      assertEquals(Optional.empty(), fetch(server));
      assertTrue(server.requests.isEmpty());
    }
    assertTrue(
        misses
            .getFirst()
            .startsWith("the cache must be a folder that can be written; received " + folder.resolve("cache")),
        misses.getFirst());
    var e = assertThrows(WeftException.class, () -> cache.copy(entry(), List.of()));
    assertEquals(misses.getFirst(), e.getMessage());
  }
}
