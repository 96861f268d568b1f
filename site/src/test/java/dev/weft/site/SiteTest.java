package dev.weft.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Weft;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The website that is made of the documents. */
class SiteTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private static Path out;

  private static final Map<String, Document> PAGES = new TreeMap<>();

  @BeforeAll
  static void writeIt() throws IOException {
    Site.write(ROOT, out);
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".html")).toList()) {
        PAGES.put(file.getFileName().toString(), Jsoup.parse(file.toFile(), "UTF-8"));
      }
    }
  }

  @Test
  void eachDocumentHasAPlace() throws IOException {
    List<String> placed = new ArrayList<>();
    Chapter.ALL.forEach(chapter -> placed.addAll(chapter.documents()));
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      TreeSet<String> all = new TreeSet<>(List.of(Chapter.SETTINGS, Chapter.COMMANDS));
      Stream.concat(top, docs)
          .map(file -> ROOT.relativize(file).toString())
          .filter(name -> name.endsWith(".md"))
          .forEach(all::add);
      assertEquals(all, new TreeSet<>(placed));
    }
    assertEquals(placed.size(), PAGES.size());
  }

  @Test
  void eachLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    PAGES.forEach((name, page) -> {
      for (Element link : page.select("a[href], img[src]")) {
        String address = link.hasAttr("href") ? link.attr("href") : link.attr("src");
        if (!address.matches("https?:.*") && !address.equals(Site.JAVADOC) && !leads(name, address)) {
          broken.add(name + ": " + address);
        }
      }
    });
    assertEquals(List.of(), broken);
  }

  private static boolean leads(String from, String address) {
    String[] parts = address.split("#", 2);
    String file = parts[0].isEmpty() ? from : URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
    if (!Files.isRegularFile(out.resolve(file))) {
      return false;
    }
    return parts.length == 1 || !PAGES.containsKey(file) || PAGES.get(file).getElementById(parts[1]) != null;
  }

  @Test
  void noPageAsksAnotherServerForAnything() {
    PAGES.forEach((name, page) -> {
      assertTrue(page.select("script, iframe, link[rel=stylesheet]").isEmpty(), name);
      assertFalse(page.select("img").stream().anyMatch(image -> image.attr("src").contains("//")), name);
    });
  }

  @Test
  void aPageHasOneTitleAndMarksItsPlaceInTheContents() {
    PAGES.forEach((name, page) -> {
      assertEquals(1, page.select("h1").size(), name);
      assertEquals(List.of(name), page.select("nav [aria-current=page]").eachAttr("href"));
    });
  }

  @Test
  void theAddressesOnAPageAreUnique() {
    PAGES.forEach((name, page) -> {
      List<String> all = page.select("[id]").eachAttr("id");
      assertEquals(new TreeSet<>(all).size(), all.size(), name);
    });
  }

  @Test
  void theReferencesHaveEverySettingAndEveryCommand() throws IOException {
    Document settings = PAGES.get("settings.html");
    JsonNode schema = JsonMapper.shared().readTree(ROOT.resolve("docs/schema/experiment.schema.json").toFile());
    schema
        .get("definitions")
        .forEachEntry((name, definition) -> {
          assertTrue(settings.getElementById(Markdown.address(name)) != null, name);
          definition
              .path("properties")
              .forEachEntry((setting, value) -> assertTrue(settings.text().contains(setting), name + "." + setting));
        });
    requireCommands(Weft.specification());
  }

  private static void requireCommands(CommandSpec command) {
    Document commands = PAGES.get("commands.html");
    for (CommandLine below : command.subcommands().values()) {
      CommandSpec spec = below.getCommandSpec();
      assertTrue(commands.getElementById(Markdown.address(spec.qualifiedName())) != null, spec.qualifiedName());
      spec.options().stream()
          .filter(option -> !option.hidden() && !option.usageHelp())
          .forEach(option -> assertTrue(commands.text().contains(option.longestName()), option.longestName()));
      requireCommands(spec);
    }
  }
}
