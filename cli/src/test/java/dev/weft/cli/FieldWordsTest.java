package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One word for one thing: what is not used in comments, messages, help, documents and names of classes, as {@code
 * ARCHITECTURE.md} has the words that are.
 */
class FieldWordsTest {
  /** What is not written, and what is written instead. */
  private static final Map<String, String> TEXT = new LinkedHashMap<>();

  static {
    TEXT.put("pictur\\w*", "image, or chart");
    TEXT.put("feeds?", "batch loader");
    TEXT.put("teams?", "worker pool");
    TEXT.put("(put |left )?aside", "background task, without");
    TEXT.put("skeletons?|sketch\\w*", "shape, projection");
    TEXT.put("rooms?", "space, scratch");
    TEXT.put("turned", "transposed, rotated, converted");
    TEXT.put("told|tells? apart", "identified, reported, distinguished");
    TEXT.put("said", "described, written, predicted");
    TEXT.put("meant", "identified, the nearest known");
    TEXT.put("on trust|trusts?", "diagnostics, believe");
    TEXT.put("how it stands", "status");
    TEXT.put("tried once more|tries once more", "retried");
    TEXT.put("known duplicates?", "near duplicates");
    TEXT.put("kernel's gradient", "weight gradient");
  }

  /** Words of which no class is named; they are a class's whole name or one word of it. */
  private static final Set<String> CLASSES =
      Set.of(
          "Picture",
          "Pictures",
          "Feed",
          "Team",
          "Aside",
          "Updates",
          "Steps",
          "Simplified",
          "Panels",
          "Margin",
          "Dropping",
          "Places",
          "Sketch",
          "Sketches",
          "Trust",
          "Strokes",
          "Skeleton",
          "Draws",
          "Room",
          "Turned",
          "Said");

  /** Pieces of texts in which a word is right, each with the reason. */
  private static final List<String> RIGHT =
      List.of(
          "\"--picture\"", // the option's name of Weft 0.1, which is still read
          "keras-team/keras", // the address of Keras
          "a line feed"); // the character

  private static final Pattern WORDS =
      Pattern.compile("(?i)(?<![\\w-])(" + String.join("|", TEXT.keySet()) + ")(?![\\w-])");

  /** Comments and texts of Java. */
  private static final Pattern COMMENT_OR_TEXT =
      Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\\n])'");

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void textsHaveTheFieldsWords() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files()) {
      String content = Files.readString(file);
      int at = 1;
      for (String line : (file.toString().endsWith(".java") ? texts(content) : content).split("\n", -1)) {
        for (String word : words(line)) {
          found.add(ROOT.relativize(file) + ":" + at + ": '" + word + "' in: " + line.strip());
        }
        at++;
      }
    }
    assertEquals("", String.join("\n", found));
  }

  @Test
  void classesHaveTheFieldsNames() throws IOException {
    List<String> found =
        files().stream()
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .map(name -> name.substring(0, name.length() - ".java".length()))
            .filter(name -> Stream.of(name.split("(?<=[a-z0-9])(?=[A-Z])")).anyMatch(CLASSES::contains))
            .toList();
    assertEquals(List.of(), found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          // a picture            | picture
          int said = team.room(); |
          say("it is meant");     | meant
          char c = '"'; // told   | told
          // a line feed          |
          """)
  void commentsAndTextsOfJavaAreRead(String line, String word) {
    assertEquals(word == null ? List.of() : List.of(word), words(texts(line)));
  }

  private static List<String> words(String line) {
    String rest = line;
    for (String right : RIGHT) {
      rest = rest.replace(right, "");
    }
    return WORDS.matcher(rest).results().map(MatchResult::group).toList();
  }

  /** The same lines with nothing but comments and texts. */
  private static String texts(String java) {
    StringBuilder kept = new StringBuilder();
    int end = 0;
    for (MatchResult found : COMMENT_OR_TEXT.matcher(java).results().toList()) {
      kept.append("\n".repeat(breaks(java, end, found.start())));
      kept.append(found.group());
      end = found.end();
    }
    return kept.toString();
  }

  private static int breaks(String text, int from, int to) {
    return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
  }

  /** What people read: sources of main code, examples and documents. */
  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> {
            String path = ROOT.relativize(file).toString().replace('\\', '/');
            return path.matches("[^/]+\\.md|docs/.*\\.md|examples/.*|([^/]+/)+src/main/.*\\.java")
                && !path.contains("target/");
          })
          .sorted()
          .toList();
    }
  }
}
