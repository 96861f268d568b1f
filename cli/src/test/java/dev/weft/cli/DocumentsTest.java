package dev.weft.cli;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weft.chart.Charts;
import dev.weft.config.Config;
import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.Datasets;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.metrics.Metric;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Initializer;
import dev.weft.model.Input;
import dev.weft.model.Layer;
import dev.weft.model.Loss;
import dev.weft.model.Optimizer;
import dev.weft.model.Regularizer;
import dev.weft.model.Schedule;
import dev.weft.model.Sequential;
import dev.weft.study.StudyFile;
import dev.weft.train.Model;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What documents show works: links, commands, experiments, studies and programs. */
class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  /** What follows the launcher and its own word. */
  private static final Pattern COMMAND = Pattern.compile("^ *(?:\\$ )?\\./weft (?:--yes )?(.+)$|`\\./weft ([^`]+)`");

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private record Document(Path file, String text) {
    private static List<Document> all() throws IOException {
      try (Stream<Path> top = Files.list(ROOT);
          Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
        List<Document> documents = new ArrayList<>();
        for (Path file : Stream.concat(top, docs).filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
          documents.add(new Document(file, Files.readString(file)));
        }
        return documents;
      }
    }

    private List<String> blocks(String language) {
      return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
          .matcher(text)
          .results()
          .map(block -> block.group(1))
          .toList();
    }

    /** The headings as GitHub names them in links. */
    private List<String> headings() {
      return text.lines()
          .filter(line -> line.startsWith("#"))
          .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
          .map(line -> line.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
          .toList();
    }

    private String name() {
      return ROOT.relativize(file).toString();
    }
  }

  @Test
  void aLinkLeadsToAFileAndItsHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Document document : Document.all()) {
      for (MatchResult link : LINK.matcher(document.text()).results().toList()) {
        String[] target = link.group(1).split("#", 2);
        Path file = target[0].isEmpty() ? document.file() : document.file().resolveSibling(target[0]).normalize();
        boolean leads =
            link.group(1).matches("https?:.*")
                || Files.exists(file)
                    && (target.length == 1
                        || new Document(file, Files.readString(file)).headings().contains(target[1]));
        if (!leads) {
          broken.add(document.name() + ": " + link.group(1));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  /** Images of one's own, which experiments in documents learn. */
  private static void makeDigits(Path folder) throws IOException {
    for (int label = 0; label < 10; label++) {
      Path of = Files.createDirectories(folder.resolve("digits/" + label));
      for (int i = 0; i < 2; i++) {
        ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY), "png", of.resolve(i + ".png").toFile());
      }
    }
  }

  /** With {@code --help} a command is parsed and not run; of those with the same options, one is. */
  @Test
  void aCommandIsUnderstood() throws IOException {
    Map<List<String>, String> different = new LinkedHashMap<>();
    for (Document document : Document.all()) {
      for (String line : document.text().lines().toList()) {
        for (MatchResult command : COMMAND.matcher(line).results().toList()) {
          String text = command.group(1) != null ? command.group(1) : command.group(2);
          different.putIfAbsent(words(text).filter(DocumentsTest::isKeyword).toList(), text);
        }
      }
    }
    List<String> refused = new ArrayList<>();
    for (String text : different.values()) {
      Said said = Said.to(Stream.concat(words(text), Stream.of("--help")).distinct().toArray(String[]::new));
      if (said.code() != 0) {
        refused.add(text + ": " + said.err().strip());
      }
    }
    assertEquals(List.of(), refused);
  }

  /** Options, and words that may be names of commands. */
  private static boolean isKeyword(String word) {
    return word.matches("-.*|[a-z]{2,8}");
  }

  /** The words of a line of a shell, without what is said beside it, and without what it is written into. */
  private static Stream<String> words(String line) {
    String command = line.replaceFirst("(\\s{2,}| [>|] | # ).*", "");
    return WORD.matcher(command).results().map(word -> word.group(1) != null ? word.group(1) : word.group(2));
  }

  @Test
  void anExperimentIsRead(@TempDir Path folder) throws IOException {
    makeDigits(folder);
    makeModel(folder.resolve("runs/digits/model.keras"));
    for (Document document : Document.all()) {
      for (String yaml : document.blocks("yaml")) {
        if (Pattern.compile("(?m)^model:").matcher(yaml).find()) {
          Path file = Files.writeString(folder.resolve("mine.yaml"), yaml);
          Said said = Said.to("model", file.toString());
          assertEquals(0, said.code(), () -> document.name() + ": " + said.err());
        }
        if (Pattern.compile("(?m)^base:").matcher(yaml).find()) {
          assertTrue(StudyFile.parse(document.name(), yaml, folder).toString().length() > 0);
        }
      }
    }
  }

  /** That of digits.yaml in the page about fine-tuning, as it begins. */
  private static void makeModel(Path file) throws IOException {
    Graph network =
        Sequential.of(
            Input.of(28, 28, 1),
            Conv2D.of(16, 3),
            Flatten.of(),
            Dense.of(64),
            Dense.of(10).activation(Activation.SOFTMAX));
    Files.createDirectories(file.getParent());
    Model model = Model.compile(network, Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
    KerasFile.write(file, new KerasModel(model, Metadata.unknown(10)));
  }

  /** Whatever can be chosen is found where one looks for it. */
  static Stream<Arguments> choices() {
    return Stream.of(
        arguments("docs/networks.md", Config.kinds(Layer.class)),
        arguments("docs/experiments.md", Stream.of(Activation.values()).map(Activation::name).toList()),
        arguments("docs/experiments.md", Config.kinds(Initializer.class)),
        arguments("docs/experiments.md", Config.kinds(Regularizer.class)),
        arguments("docs/experiments.md", Config.kinds(Loss.class)),
        arguments("docs/experiments.md", Config.kinds(Optimizer.class)),
        arguments("docs/experiments.md", Config.kinds(Schedule.class)),
        arguments("docs/data.md", Datasets.catalogue().stream().map(CatalogueEntry::name).toList()),
        arguments("docs/runs.md", Stream.of(Metric.values()).map(Metric::key).toList()),
        arguments("docs/charts.md", publicMethods(Charts.class)));
  }

  private static List<String> publicMethods(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(Method::getName)
        .toList();
  }

  /** Names in any case, with or without underscores. */
  @ParameterizedTest(name = "{0} has {1}")
  @MethodSource("choices")
  void aPageNamesAllThatCanBeChosen(String page, List<String> names) throws IOException {
    Set<String> words = new HashSet<>(Arrays.asList(bare(Files.readString(ROOT.resolve(page))).split("[^a-z0-9-]+")));
    assertEquals(List.of(), names.stream().filter(name -> !words.contains(bare(name))).toList());
  }

  private static String bare(String text) {
    return text.replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** What programs of other frameworks import, which are not on the class path. */
  private static final Pattern FRAMEWORK =
      Pattern.compile("import (org\\.springframework|io\\.helidon|ai\\.onnxruntime)\\.");

  @Test
  void aJavaProgramCompiles(@TempDir Path folder) throws IOException {
    List<JavaFileObject> programs = new ArrayList<>();
    for (Document document : Document.all()) {
      document.blocks("java").stream()
          .filter(java -> java.contains("void main(") && !FRAMEWORK.matcher(java).find())
          .forEach(java -> programs.add(new Program(java)));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options = List.of("-cp", System.getProperty("java.class.path"), "-proc:none", "-d", folder.toString());
    boolean compiled = compiler.getTask(null, null, found, options, null, programs).call();
    assertTrue(compiled, () -> found.getDiagnostics().stream().map(Diagnostic::toString).collect(joining("\n")));
  }

  /** A program in one file, whose first line is its name. */
  private static final class Program extends SimpleJavaFileObject {
    private final String source;

    private Program(String source) {
      super(URI.create("memory:///" + source.lines().findFirst().orElseThrow().substring(3)), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }
}
