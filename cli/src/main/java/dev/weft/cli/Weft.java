package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.Quoted;
import dev.weft.Spelling;
import dev.weft.WeftException;
import dev.weft.cli.completion.CompletionCommand;
import dev.weft.cli.data.DataCommand;
import dev.weft.cli.doctor.DoctorCommand;
import dev.weft.cli.explain.RobustnessCommand;
import dev.weft.cli.manual.ManualCommand;
import dev.weft.cli.model.ConvertCommand;
import dev.weft.cli.model.EvaluateCommand;
import dev.weft.cli.model.ExplainCommand;
import dev.weft.cli.model.ExportCommand;
import dev.weft.cli.model.ModelCommand;
import dev.weft.cli.model.OutliersCommand;
import dev.weft.cli.model.PredictCommand;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.report.ChartCommand;
import dev.weft.cli.report.MapCommand;
import dev.weft.cli.report.NotebookCommand;
import dev.weft.cli.report.ReportCommand;
import dev.weft.cli.report.SlicesCommand;
import dev.weft.cli.runs.RunsCommand;
import dev.weft.cli.schema.SchemaCommand;
import dev.weft.cli.serve.ServeCommand;
import dev.weft.cli.study.DataLabelsCommand;
import dev.weft.cli.study.ReproduceCommand;
import dev.weft.cli.study.StudyCommand;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.train.TrainCommand;
import dev.weft.cli.tune.TuneCommand;
import dev.weft.experiment.BaseFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code weft} command. */
@Command(
    name = "weft",
    header = "Trains, compares and explains image classifiers.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Begin with:",
      "  weft train fashion-mlp            a network learns to tell clothes apart",
      "  weft predict runs/... shirt.png   what it says of an image of your own",
      "  weft train --help                 what else can be trained, and how"
    },
    versionProvider = Weft.Version.class)
public final class Weft implements Runnable {
  /** Commands that describe all others. */
  private static final Set<String> OF_ALL = Set.of("completion", "manual");

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  private Weft(Terminal terminal) {
    this.terminal = terminal;
  }

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // also for what other libraries write
    System.setProperty("java.awt.headless", "true");
    Terminal terminal = Terminal.ofProcess();
    System.exit(
        Locality.cannotName(args)
            .map(why -> say(terminal, ExitCode.WRONG_USE, why))
            .orElseGet(() -> run(terminal, args)));
  }

  /** Does what the arguments say; the exit code. */
  static int run(Terminal terminal, String... args) {
    int code = execute(terminal, args);
    boolean lost = code == 0 && terminal.out().checkError();
    return lost ? say(terminal, ExitCode.FAILED, "standard output did not take everything; is its disk full?") : code;
  }

  private static int execute(Terminal terminal, String... args) {
    CommandLine commands = new CommandLine(new Weft(terminal));
    addCommands(commands, terminal, args);
    commands
        .setOut(new PrintWriter(terminal.out(), true, UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, UTF_8))
        .setUsageHelpWidth(Math.clamp(terminal.columns(), 80, 120))
        .setUsageHelpLongOptionsMaxWidth(30)
        .setExpandAtFiles(false)
        .registerConverter(int.class, text -> number(text, Integer::valueOf, "whole number"))
        .registerConverter(Integer.class, text -> number(text, Integer::valueOf, "whole number"))
        .registerConverter(long.class, text -> number(text, Long::valueOf, "whole number"))
        .registerConverter(double.class, text -> number(text, Double::valueOf, "number"))
        .registerConverter(Double.class, text -> number(text, Double::valueOf, "number"))
        .setExecutionStrategy(Weft::inItsStore)
        .setParameterExceptionHandler((e, given) -> wrongUse(terminal, e))
        .setExecutionExceptionHandler((e, command, result) -> failed(terminal, e));
    commands
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Say which Weft and which Java this is.")
                .build());
    addHelp(commands);
    try {
      return commands.execute(args);
    } catch (OutOfMemoryError e) {
      return say(terminal, ExitCode.FAILED, "there is not enough memory; choose a smaller batch size or network");
    } catch (StackOverflowError | AssertionError | LinkageError e) {
      return failed(terminal, e);
    }
  }

  private static <T> T number(String text, Function<String, T> reading, String kind) {
    try {
      return reading.apply(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is no %s in its range".formatted(Quoted.text(text), kind));
    }
  }

  /** All commands with their options, for documents about them. */
  public static CommandSpec specification() {
    Terminal terminal = Terminal.ofProcess();
    CommandLine commands = new CommandLine(new Weft(terminal));
    addCommands(commands, terminal);
    return commands.getCommandSpec();
  }

  /** What a file calls a run is looked up in the store that the command names. */
  private static int inItsStore(ParseResult given) {
    String store = null;
    for (ParseResult command = given; command != null; command = command.subcommand()) {
      store = command.matchedOptionValue("--store", store);
    }
    String named = store;
    return BaseFile.among(run -> StoreOption.folder(named, run), () -> new CommandLine.RunLast().execute(given));
  }

  /** The command that the first word names; all where it names none. All of them take a quarter of a second more. */
  private static void addCommands(CommandLine commands, Terminal terminal, String... args) {
    Map<String, Function<Terminal, Object>> known = new LinkedHashMap<>();
    known.put("train", TrainCommand::new);
    known.put("evaluate", EvaluateCommand::new);
    known.put("study", StudyCommand::new);
    known.put("tune", TuneCommand::line);
    known.put("reproduce", ReproduceCommand::new);
    known.put("predict", PredictCommand::new);
    known.put("export", ExportCommand::new);
    known.put("explain", ExplainCommand::new);
    known.put("outliers", OutliersCommand::new);
    known.put("robustness", RobustnessCommand::new);
    known.put("report", ReportCommand::new);
    known.put("chart", ChartCommand::new);
    known.put("map", MapCommand::new);
    known.put("notebook", NotebookCommand::new);
    known.put("slices", SlicesCommand::new);
    known.put("runs", RunsCommand::line);
    known.put("serve", ServeCommand::new);
    known.put("data", there -> DataCommand.line(there).addSubcommand(new DataLabelsCommand(there)));
    known.put("model", ModelCommand::line);
    known.put("convert", ConvertCommand::new);
    known.put("schema", SchemaCommand::new);
    known.put("doctor", DoctorCommand::new);
    known.put("completion", CompletionCommand::new);
    known.put("manual", ManualCommand::new);
    if (args.length > 0 && known.containsKey(args[0]) && !OF_ALL.contains(args[0])) {
      known.keySet().retainAll(List.of(args[0]));
    }
    known.forEach((name, command) -> commands.addSubcommand(name, command.apply(terminal)));
  }

  private static void addHelp(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("Say how it is used.").build());
    command.getSubcommands().values().forEach(Weft::addHelp);
  }

  @Override
  public void run() {
    spec.commandLine().usage(terminal.out());
  }

  private static int wrongUse(Terminal terminal, ParameterException e) {
    CommandLine command = e.getCommandLine();
    String help = "'" + command.getCommandSpec().qualifiedName() + " --help'";
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().getFirst();
      List<String> known = new ArrayList<>(command.getSubcommands().keySet());
      known.addAll(command.getCommandSpec().optionsMap().keySet());
      return say(
          terminal,
          ExitCode.WRONG_USE,
          "'%s' is not known here; see %s.%s".formatted(Quoted.text(word), help, Spelling.suggestion(word, known)));
    }
    if (e instanceof WrongUse) {
      return say(terminal, ExitCode.WRONG_USE, e.getMessage());
    }
    String why = e.getMessage();
    return say(
        terminal,
        ExitCode.WRONG_USE,
        why.substring(0, 1).toLowerCase(Locale.ROOT) + why.substring(1) + "; see " + help);
  }

  private static int failed(Terminal terminal, Throwable e) {
    return switch (e) {
      case WeftException known -> say(terminal, ExitCode.FAILED, known.getMessage());
      case UncheckedIOException io -> say(terminal, ExitCode.FAILED, describe(io.getCause()));
      case InvalidPathException path ->
          say(
              terminal,
              ExitCode.FAILED,
              "'%s' is no path of a file: %s".formatted(Quoted.text(path.getInput()), path.getReason()));
      case IOException io -> say(terminal, ExitCode.FAILED, describe(io));
      default -> say(terminal, ExitCode.FAILED, "this is a bug in Weft: " + e + trace(e));
    };
  }

  private static String describe(IOException e) {
    String reason = WeftException.reason(e);
    return e instanceof FileSystemException file ? file.getFile() + ": " + reason : reason;
  }

  private static String trace(Throwable e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    try {
      Path file = Files.createTempFile("weft-", ".txt");
      Files.writeString(file, trace.toString());
      return "; what the developers need to know is in " + file;
    } catch (IOException unwritable) {
      return "";
    }
  }

  private static int say(Terminal terminal, int code, String sentence) {
    String text = sentence.strip();
    terminal.error(text.matches("(?s).*[.?!]") ? text : text + ".");
    return code;
  }

  /** What {@code --version} says. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String weft = Optional.ofNullable(Weft.class.getPackage().getImplementationVersion()).orElse("(not packaged)");
      return new String[] {"weft " + weft + " on Java " + Runtime.version()};
    }
  }
}
