package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.cli.LauncherCheckout.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher on a machine without a JDK and without Maven, beside servers that have them. */
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT)
class LauncherFetchTest {
  private static final String JDK = "jdk-25.0.9+9";
  private static final String MAVEN = "apache-maven-3.9.11";
  private static final String MAVEN_FILE = "/3.9.11/binaries/" + MAVEN + "-bin.tar.gz";
  private static final String RELEASE = "JAVA_VERSION=\"25.0.9\"\nMODULES=\"java.base jdk.incubator.vector\"\n";
  private static final String JAVA = "#!/bin/sh\necho started: \"$@\"\n";

  /** As the launcher calls Maven, with the project's file as the third word. */
  private static final String MVN =
      """
      #!/bin/sh
      lib=${3%/pom.xml}/cli/target/weft/lib
      mkdir -p "$lib"
      echo jar >"$lib/weft.jar"
      """;

  @TempDir private Path folder;
  private LauncherCheckout checkout;
  private Path cache;
  private HttpServer server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @BeforeEach
  void serve() throws Exception {
    checkout = new LauncherCheckout(folder).fresh("curl", "wget");
    cache = folder.resolve("home/.cache/weft");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    byte[] jdk = tar(Map.of(JDK + "/release", RELEASE, JDK + "/bin/java", JAVA, JDK + "/bin/javac", JAVA));
    offerJdk(jdk, sha("SHA-256", jdk));
    byte[] maven = tar(Map.of(MAVEN + "/bin/mvn", MVN));
    files.put(MAVEN_FILE, maven);
    files.put(MAVEN_FILE + ".sha512", sha("SHA-512", maven).getBytes(StandardCharsets.US_ASCII));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().toString());
    byte[] body = files.get(exchange.getRequestURI().getPath());
    try (exchange) {
      exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
      if (body != null) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  /** As the API of Adoptium answers. */
  private void offerJdk(byte[] jdk, String sha256) {
    files.put("/jdk.tar.gz", jdk);
    String list =
        """
        [
            {
                "binary": {
                    "architecture": "x64",
                    "os": "linux",
                    "package": {
                        "checksum": "%s",
                        "checksum_link": "%s/jdk.tar.gz.sha256.txt",
                        "download_count": 7,
                        "link": "%s/jdk.tar.gz",
                        "name": "OpenJDK25U-jdk_x64_linux_hotspot_25.0.9_9.tar.gz",
                        "size": %s
                    },
                    "project": "jdk"
                },
                "release_name": "jdk-25.0.9+9",
                "version": { "major": 25 }
            }
        ]
        """
            .formatted(sha256, url(), url(), jdk.length);
    files.put("/v3/assets/latest/25/hotspot", list.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] tar(Map<String, String> contents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
      for (Map.Entry<String, String> file : contents.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setMode(0755);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static String sha(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private Map<String, String> environment() {
    return Map.of("HOME", folder.resolve("home").toString(), "WEFT_JDK_URL", url(), "WEFT_MAVEN_URL", url());
  }

  private Answer start(String... args) throws Exception {
    return checkout.start(environment(), args);
  }

  private void assertRefused(Answer answer, String sentence) throws IOException {
    assertEquals(1, answer.code(), answer.text());
    assertTrue(answer.has(sentence), answer.text());
    List<String> lines = answer.text().lines().filter(line -> !line.endsWith(" MB ...")).toList();
    assertEquals(1, lines.size(), answer.text());
    assertNothingIsKept();
  }

  private void assertNothingIsKept() throws IOException {
    if (Files.exists(cache)) {
      try (Stream<Path> kept = Files.walk(cache)) {
        assertEquals(List.of(), kept.filter(file -> !file.equals(cache) && !file.getParent().equals(cache)).toList());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"curl", "wget"})
  void withAYesItFetchesBothBuildsAndStarts(String tool) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin", tool)), tool + " is not installed");
    checkout.without(tool.equals("curl") ? "wget" : "curl");
    Answer first = start("--yes", "train", "fashion-mlp");
    assertEquals(0, first.code(), first.text());
    assertTrue(first.has("weft: fetching OpenJDK25U-jdk_x64_linux_hotspot_25.0.9_9.tar.gz"), first.text());
    assertTrue(first.has("weft: fetching Maven 3.9.11"), first.text());
    assertTrue(first.text().matches("(?s).*started: .*/lib/weft.jar train fashion-mlp\n"), first.text());
    assertTrue(Files.exists(cache.resolve("jdk").resolve(JDK).resolve("release")));
    int requests = asked.size();
    Answer second = start("--version");
    assertTrue(second.text().matches("started: .*/lib/weft.jar --version\n"), second.text());
    assertEquals(requests, asked.size(), "what is in the cache is found there");
  }

  @Test
  void withoutAYesItOnlyNamesWhatIsMissing() throws Exception {
    assertRefused(
        start("--version"),
        """
        weft: a JDK 25 or newer is needed, and none is in JAVA_HOME, on the PATH or in the usual places; \
        building needs Maven, and no mvn is on the PATH; with --yes as its first word, weft fetches a JDK and Maven; \
        or install it, for instance with "sudo apt install openjdk-25-jdk maven".\
        """);
    assertEquals(List.of(), asked);
  }

  @ParameterizedTest
  @CsvSource({"y, true", "n, false"})
  void atATerminalItAsks(String typed, boolean fetches) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/script")), "no program 'script' makes a terminal");
    ProcessBuilder builder = checkout.command(environment(), "--version");
    builder.command("/usr/bin/script", "-qec", "sh " + checkout.root().resolve("weft") + " --version", "/dev/null");
    Process process = builder.start();
    process.getOutputStream().write((typed + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(fetches ? 0 : 1, process.waitFor(), text);
    assertTrue(text.contains("Fetch a JDK and Maven into " + cache + "? [y/N]"), text);
    assertEquals(fetches, text.contains("started: "), text);
    assertEquals(fetches, !asked.isEmpty());
  }

  @Test
  void aWrongChecksumIsRefused() throws Exception {
    offerJdk(files.get("/jdk.tar.gz"), "0".repeat(64));
    assertRefused(
        start("--yes", "--version"),
        "weft: what was fetched is damaged or not what it must be: its SHA-256 must be 0000000000");
  }

  @Test
  void aWrongChecksumOfMavenIsRefusedToo() throws Exception {
    files.put(MAVEN_FILE + ".sha512", "12".repeat(64).getBytes(StandardCharsets.US_ASCII));
    Answer answer = start("--yes", "--version");
    assertEquals(1, answer.code());
    assertTrue(answer.has("its SHA-512 must be 121212"), answer.text());
    assertFalse(Files.exists(cache.resolve("maven").resolve(MAVEN)));
    assertTrue(Files.exists(cache.resolve("jdk").resolve(JDK)), "the JDK was good");
  }

  @ParameterizedTest
  @ValueSource(strings = {"curl", "wget"})
  void aDownloadThatBreaksOffIsRefused(String tool) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin", tool)), tool + " is not installed");
    checkout.without(tool.equals("curl") ? "wget" : "curl");
    server.createContext(
        "/jdk.tar.gz",
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write(new byte[10]);
          throw new IOException("the server dies");
        });
    if (tool.equals("wget")) {
      checkout.program("wget", "exec /usr/bin/wget -t 1 \"$@\"\n"); // it would try twenty times
    }
    assertRefused(start("--yes", "--version"), "weft: " + url() + "/jdk.tar.gz could not be fetched");
  }

  @Test
  void withoutANetworkItIsOneSentence() throws Exception {
    Map<String, String> away = new HashMap<>(environment());
    away.put("WEFT_JDK_URL", "http://127.0.0.1:9");
    assertRefused(
        checkout.start(away, "--yes", "--version"),
        "; connect to a network, or set https_proxy, or install a JDK and Maven.");
  }

  @Test
  void aServerWithoutSuchAJdkIsOneSentence() throws Exception {
    files.put("/v3/assets/latest/25/hotspot", "[]".getBytes(StandardCharsets.US_ASCII));
    assertRefused(start("--yes", "--version"), "/v3/assets/latest/25/hotspot names no JDK for linux on ");
  }

  @Test
  void neitherCurlNorWget() throws Exception {
    checkout.without("curl").without("wget");
    assertRefused(
        start("--yes", "--version"),
        "weft: fetching a JDK and Maven needs curl or wget, and neither is on the PATH; install one, or a JDK and"
            + " Maven.");
  }

  @Test
  void whatIsNoArchiveIsRefused() throws Exception {
    byte[] rubbish = "<html>".getBytes(StandardCharsets.US_ASCII);
    offerJdk(rubbish, sha("SHA-256", rubbish));
    assertRefused(start("--yes", "--version"), "weft: what was fetched cannot be unpacked");
  }

  @Test
  void aJdkThatDoesNotRunHereIsRefused() throws Exception {
    byte[] jdk = tar(Map.of(JDK + "/release", RELEASE, JDK + "/bin/java", "#!/nowhere/sh\n", JDK + "/bin/javac", JAVA));
    offerJdk(jdk, sha("SHA-256", jdk));
    assertRefused(start("--yes", "--version"), "weft: the JDK that was fetched does not run on this machine");
  }

  @Test
  void aFullDiskIsFoundBefore() throws Exception {
    checkout.program("df", "echo Filesystem; echo x 1 1 3000 1 /\n");
    byte[] jdk = files.get("/jdk.tar.gz");
    String list = new String(files.get("/v3/assets/latest/25/hotspot"), StandardCharsets.UTF_8);
    files.put(
        "/v3/assets/latest/25/hotspot",
        list.replace("\"size\": " + jdk.length, "\"size\": 140123456").getBytes(StandardCharsets.UTF_8));
    assertRefused(
        start("--yes", "--version"), "weft: a JDK and Maven needs 561 MB in " + cache + ", and 3 MB are free there");
  }

  @Test
  void aDiskThatFillsUpIsOneSentence() throws Exception {
    checkout.program("curl", "exit 23\n");
    assertRefused(start("--yes", "--version"), "weft: the disk of " + cache + " is full; free some, or set");
  }

  @Test
  void aCacheThatCannotBeWrittenIsOneSentence() throws Exception {
    Files.createDirectories(cache.getParent());
    Files.createFile(cache); // a file where the folder is to be
    Answer answer = start("--yes", "--version");
    assertTrue(answer.has("weft: " + cache + "/jdk cannot be written to; set XDG_CACHE_HOME"), answer.text());
    assertEquals(1, answer.text().lines().count(), answer.text());
  }

  @Test
  void interruptedItLeavesNothing() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/setsid")), "no program 'setsid' makes a group of processes");
    CountDownLatch isDownloading = new CountDownLatch(1);
    server.createContext(
        "/jdk.tar.gz",
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
          isDownloading.countDown();
        });
    ProcessBuilder builder = checkout.command(environment(), "--yes", "--version");
    builder.command().addFirst("/usr/bin/setsid");
    Process process = builder.start();
    assertTrue(isDownloading.await(20, TimeUnit.SECONDS));
    new ProcessBuilder("kill", "-TERM", "--", "-" + process.pid()).start().waitFor();
    Answer answer = LauncherCheckout.ended(process);
    assertTrue(answer.has("weft: interrupted; nothing of the download is kept.\n"), answer.text());
    assertEquals(130, answer.code());
    assertNothingIsKept();
  }

  @Test
  void aProxyIsHonoured() throws Exception {
    Map<String, String> behind = new HashMap<>(environment());
    behind.put("WEFT_JDK_URL", "http://adoptium.invalid");
    behind.put("WEFT_MAVEN_URL", "http://archive.invalid");
    behind.put("http_proxy", url());
    offerJdk(files.get("/jdk.tar.gz"), sha("SHA-256", files.get("/jdk.tar.gz")));
    Answer answer = checkout.start(behind, "--yes", "--version");
    assertEquals(0, answer.code(), answer.text());
    assertTrue(asked.getFirst().startsWith("http://adoptium.invalid/v3/"), asked.toString());
  }

  /** The names of Adoptium's API for what {@code uname} prints. */
  @ParameterizedTest
  @CsvSource({
    "Linux, x86_64, linux, x64",
    "Linux, aarch64, linux, aarch64",
    "Linux, riscv64, linux, riscv64",
    "Darwin, arm64, mac, aarch64",
    "Darwin, x86_64, mac, x64",
    "MINGW64_NT-10.0-19045, x86_64, windows, x64"
  })
  void theServerIsAskedForThisMachine(String system, String machine, String os, String architecture) throws Exception {
    checkout.program("uname", "case $1 in -s) echo %s ;; *) echo %s ;; esac\n".formatted(system, machine));
    start("--yes", "--version");
    assertEquals(
        "/v3/assets/latest/25/hotspot?architecture=" + architecture + "&image_type=jdk&os=" + os + "&vendor=eclipse",
        asked.getFirst());
  }

  @Test
  void onMuslTheServerIsAskedForAlpine() throws Exception {
    Path fetch = checkout.root().resolve("etc/launcher/fetch.sh");
    Files.createFile(folder.resolve("ld-musl-x86_64.so.1"));
    Files.writeString(fetch, Files.readString(fetch).replace("/lib/ld-musl-", folder + "/ld-musl-"));
    start("--yes", "--version");
    assertTrue(asked.getFirst().contains("&os=alpine-linux&"), asked.toString());
  }

  @Test
  void anUnknownMachineIsOneSentence() throws Exception {
    checkout.program("uname", "echo Plan9\n");
    assertRefused(start("--yes", "--version"), "weft: no JDK can be fetched for Plan9; install a JDK 25 or newer");
  }
}
