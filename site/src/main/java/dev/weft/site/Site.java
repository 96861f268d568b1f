package dev.weft.site;

import dev.weft.WholeFile;
import dev.weft.cli.Weft;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Weft's documents as a website of plain files: no script, no foreign request. It is made of the same Markdown that the
 * repository shows; the references of settings and of commands come from the schema and from the commands themselves.
 */
public final class Site {
  /** Where Javadoc begins. */
  static final String JAVADOC = "javadoc/index.html";

  /** Modules whose Javadoc is part of the site. */
  private static final List<String> PUBLISHED =
      List.of("core", "interop", "study", "explain", "report", "server", "cli");

  private final Path root;
  private final Path out;
  private final Map<String, Markdown> documents = new LinkedHashMap<>();

  private Site(Path root, Path out) {
    this.root = root.toAbsolutePath().normalize();
    this.out = out.toAbsolutePath().normalize();
  }

  /** Writes the site of a checkout; the arguments are its folder, and the folder of the site. */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    Path out = Path.of(args[1]);
    write(root, out);
    writeJavadoc(root, out.resolve(JAVADOC).getParent());
  }

  /**
   * Writes all pages.
   *
   * @throws IllegalArgumentException if a link leads to no file of the checkout
   */
  static void write(Path root, Path out) throws IOException {
    new Site(root, out).write();
  }

  private void write() throws IOException {
    Files.createDirectories(out);
    for (Chapter chapter : Chapter.ALL) {
      for (String document : chapter.documents()) {
        documents.put(document, new Markdown(text(document)));
      }
    }
    Map<String, String> titles = titles();
    for (Map.Entry<String, Markdown> document : documents.entrySet()) {
      String html = document.getValue().html(address -> link(document.getKey(), address));
      WholeFile.write(out.resolve(page(document.getKey())), Layout.page(document.getKey(), titles, html));
    }
  }

  private String text(String document) throws IOException {
    return switch (document) {
      case Chapter.SETTINGS ->
          SettingsReference.of(Files.readString(root.resolve("docs/schema/experiment.schema.json")));
      case Chapter.COMMANDS -> CommandReference.of(Weft.specification());
      default -> Files.readString(root.resolve(document));
    };
  }

  private Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    documents.forEach((document, markdown) -> titles.put(document, markdown.title()));
    return titles;
  }

  /** The file of a document's page. */
  static String page(String document) {
    String name = document.substring(document.lastIndexOf('/') + 1).replaceFirst("\\.md$", "");
    return (name.equals("README") ? "index" : name.toLowerCase(Locale.ROOT)) + ".html";
  }

  /** Where a link of a document leads: to a page of the site, or to a copy of the file. */
  private String link(String document, String address) {
    if (address.matches("[a-z]+:.*")) {
      return address;
    }
    String[] parts = address.split("#", 2);
    String place = parts.length == 2 ? "#" + parts[1] : "";
    if (parts[0].isEmpty()) {
      return place;
    }
    Path file = root.resolve(document).resolveSibling(parts[0]).normalize();
    String name = root.relativize(file).toString().replace('\\', '/');
    return documents.containsKey(name) ? page(name) + place : copy(document, file, name) + place;
  }

  private String copy(String document, Path file, String name) {
    if (!file.startsWith(root) || !Files.exists(file)) {
      throw new IllegalArgumentException(
          "a link leads to a file of Weft; '%s' in %s does not.".formatted(name, document));
    }
    try (Stream<Path> below = Files.walk(file)) {
      List<Path> files = below.filter(Files::isRegularFile).sorted().toList();
      for (Path one : files) {
        Path to = out.resolve("files").resolve(root.relativize(one).toString());
        Files.createDirectories(to.getParent());
        Files.copy(one, to, StandardCopyOption.REPLACE_EXISTING);
      }
      // A folder is shown by its first file.
      return "files/" + root.relativize(files.getFirst()).toString().replace('\\', '/');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeJavadoc(Path root, Path out) throws IOException {
    List<String> options = new ArrayList<>(List.of("-quiet", "-Xdoclint:none", "-notimestamp", "-d", out.toString()));
    options.addAll(
        List.of("--add-modules", "jdk.incubator.vector", "-windowtitle", "Weft", "-subpackages", "dev.weft"));
    options.addAll(List.of("-cp", System.getProperty("java.class.path"), "-sourcepath", sources(root)));
    PrintWriter log = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = ToolProvider.findFirst("javadoc").orElseThrow().run(log, log, options.toArray(String[]::new));
    if (code != 0) {
      throw new IOException("javadoc ended with " + code + ".");
    }
  }

  private static String sources(Path root) {
    return PUBLISHED.stream()
        .map(module -> root.resolve(module).resolve("src/main/java").toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  static String resource(String name) {
    try (InputStream in = Site.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
