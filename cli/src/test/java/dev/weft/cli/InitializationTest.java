package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two threads that use classes for the first time do not wait for each other. Java initializes an interface with
 * default methods before a class that implements it; if the interface's constants are of that class, one thread may
 * hold either and wait for the other (Java Language Specification, 12.4).
 */
class InitializationTest {
  private static final Pattern INTERFACE = Pattern.compile("(?m)^(public )?((non-)?sealed )?interface ");
  private static final Pattern DEFAULT_METHOD = Pattern.compile("(?m)^  default ");

  /** One of a class that has no name can be made by the interface alone. */
  private static final Pattern CONSTANT = Pattern.compile("(?m)^  [A-Z]\\w* [A-Z_]+ = new [^;{]*;");

  @Test
  void noInterfaceWithDefaultMethodsHasConstantsOfItsKinds() throws IOException {
    List<String> found = new ArrayList<>();
    for (String module : List.of("core", "interop", "study", "explain", "report", "server", "cli", "spark")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String text = Files.readString(file);
          if (Stream.of(INTERFACE, DEFAULT_METHOD, CONSTANT).allMatch(part -> part.matcher(text).find())) {
            found.add(file.toString());
          }
        }
      }
    }
    assertEquals(List.of(), found);
  }
}
