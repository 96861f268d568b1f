package dev.weft.cli.schema;

import dev.weft.Spelling;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.experiment.ExperimentSchema;
import dev.weft.study.StudySchema;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft schema}: what an editor must know to complete and check a file. */
@Command(
    name = "schema",
    header = "Prints the JSON schema of a kind of file, for editors.",
    footer = {
      "",
      "  weft schema experiment > experiment.schema.json",
      "  weft schema study > study.schema.json",
      "",
      "An editor that knows YAML (in VS Code the extension redhat.vscode-yaml)",
      "completes and checks an experiment file whose first line is",
      "  # yaml-language-server: $schema=experiment.schema.json"
    })
public final class SchemaCommand implements Callable<Integer> {
  private static final Map<String, Supplier<String>> SCHEMAS =
      new TreeMap<>(Map.of("experiment", ExperimentSchema::text, "study", StudySchema::text));

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "KIND",
      arity = "0..1",
      defaultValue = "experiment",
      description = "experiment (the default) or study.")
  private String kind;

  public SchemaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!SCHEMAS.containsKey(kind)) {
      throw new WrongUse(spec, "'" + kind + "' is no kind of file; " + Spelling.known(kind, SCHEMAS.keySet()));
    }
    terminal.out().print(SCHEMAS.get(kind).get());
    return 0;
  }
}
