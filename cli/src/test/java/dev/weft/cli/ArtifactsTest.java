package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is published belongs together: modules, their list of versions, and the project that shows their use. */
class ArtifactsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern MODULE = Pattern.compile("<module>([a-z]+)</module>");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>weft-([a-z]+)</artifactId>\\s*<version>");
  private static final Pattern NAME = Pattern.compile("<module\\.name>(.*)</module\\.name>");
  private static final Pattern VERSION = Pattern.compile("<artifactId>weft[a-z-]*</artifactId>\\s*<version>([^$<]+)<");

  private static List<String> found(Pattern pattern, String file) throws IOException {
    return pattern.matcher(Files.readString(ROOT.resolve(file))).results().map(one -> one.group(1)).toList();
  }

  /** The modules that are published: the site is not, and of those of profiles Spark's is. */
  private static Set<String> modules() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml")).split("</modules>", 2)[0];
    Set<String> modules = new TreeSet<>(MODULE.matcher(pom).results().map(one -> one.group(1)).toList());
    modules.remove("site");
    modules.add("spark");
    return modules;
  }

  @Test
  void theListOfVersionsHasEachModule() throws IOException {
    assertEquals(modules(), new TreeSet<>(found(ARTIFACT, "bom/pom.xml")));
  }

  @Test
  void eachJarNamesItsModule() throws IOException {
    for (String module : modules()) {
      if (!module.equals("bom")) {
        assertEquals(List.of("dev.weft." + module), found(NAME, module + "/pom.xml"));
      }
    }
  }

  @Test
  void allSayTheSameVersion() throws IOException {
    String version = found(VERSION, "pom.xml").getFirst();
    for (String file : List.of("bom/pom.xml", "examples/maven/pom.xml", "README.md", "docs/java.md", "cli/pom.xml")) {
      assertEquals(Set.of(version), Set.copyOf(found(VERSION, file)), file);
    }
  }
}
