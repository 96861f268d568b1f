package dev.weft.cli.data;

import dev.weft.Quoted;
import dev.weft.check.DataCheck;
import dev.weft.check.Finding;
import dev.weft.check.Severity;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Lines;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.DataSource;
import dev.weft.keras.Json;
import dev.weft.page.check.CheckPage;
import dev.weft.source.ImageSource;
import dev.weft.source.SourceOptions;
import dev.weft.source.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft data check}: what a person should know of images before a network learns them. */
@Command(
    name = "check",
    header = "Looks at every image of a data set before it is believed.",
    footer = {
      "",
      "  weft data check photos                    what is wrong, and what to do",
      "  weft data check photos --page             photos-check.html, with the images",
      "  weft data check photos --fix clean.csv    a manifest without the bad images",
      "  weft train fashion-mlp --data clean.csv   learns from what is left",
      "",
      "It looks for images that are unreadable, blank, blurred, dark, of odd size or",
      "colour; for copies within a part, across parts and with different labels; for",
      "classes that are rare, or known by file type, size or background; for labels",
      "that may be wrong; and for parts that differ. No image is changed.",
      "",
      "The exit code is 0 whatever is found, or with --strict 1 if there is a problem."
    })
final class DataCheckCommand implements Callable<Integer> {
  private static final int EXAMPLES = 3;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME|PATH", description = "The data set, or a path to images of your own.")
  private String name;

  @Mixin private DataOptions data;

  @Option(names = "--label", paramLabel = "COLUMN", description = "The column of the labels.")
  private String label = "";

  @Option(
      names = "--group",
      paramLabel = "COLUMN|PATTERN",
      description = "The column of the groups, or a pattern of the names: images of one group belong in one part.")
  private String group = "";

  @Option(names = "--page", description = "Write a page with the images, too.")
  private boolean page;

  @Option(names = "--out", paramLabel = "FILE", description = "Where to write the page; NAME-check.html by default.")
  private Path out;

  @Option(
      names = "--fix",
      paramLabel = "FILE.csv",
      description = "Write a manifest without unreadable and blank images and copies.")
  private Path fix;

  @Option(names = "--overwrite", description = "Replace the manifest if it is there.")
  private boolean overwrite;

  @Option(names = "--json", description = "Print the findings as one JSON object.")
  private boolean json;

  @Option(names = "--strict", description = "Exit with 1 if there is a problem.")
  private boolean strict;

  DataCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    DataSource asked = data.source(name);
    if (fix != null && Files.exists(fix) && !overwrite) {
      throw new WrongUse(
          spec, Quoted.text(fix.toString()) + " is there already; say --overwrite, or --fix with another file.");
    }
    if (!asked.isOwn()) {
      if (fix != null) {
        throw new WrongUse(
            spec, "--fix writes which files stay; the images of a named set lie in no files of their own.");
      }
      ImageDataset set = data.load(name, false, terminal);
      return report(DataCheck.of(set, progress(set.train().size() + set.test().size())), name, null);
    }
    Path path = Path.of(name);
    try (ImageSource source = Sources.open(path, new SourceOptions(label, group))) {
      source.notes().forEach(terminal::note);
      return report(DataCheck.of(source, progress(source.samples().size())), asked.dataset(), source);
    }
  }

  private int report(DataCheck check, String set, ImageSource source) {
    terminal.clear();
    terminal.out().print(json ? Json.pretty(map(check, set)) : text(check));
    if (page || out != null) {
      Path file = out == null ? Path.of(set + "-check.html") : out;
      CheckPage.of(check, set).write(file);
      terminal.note("the page is " + StoreOption.near(file));
    }
    if (fix != null) {
      check.manifest(source, fix).write();
      terminal.note(Quoted.text(fix.toString()) + " " + check.leftOut());
    }
    boolean problems = check.findings().stream().anyMatch(finding -> finding.severity() == Severity.PROBLEM);
    return strict && problems ? ExitCode.FAILED : 0;
  }

  private IntConsumer progress(int all) {
    return done -> terminal.count("looking at " + Quoted.text(name), done, all, "images");
  }

  private String text(DataCheck check) {
    List<String> lines = new ArrayList<>();
    lines.add(check.verdict());
    lines.add(check.subject());
    for (Finding finding : check.findings()) {
      lines.add("");
      lines.add((finding.severity() == Severity.PROBLEM ? "PROBLEM  " : "NOTE     ") + finding.kind());
      lines.add("  " + sentence(finding));
      examples(check, finding).forEach(example -> lines.add("    " + example));
      lines.add("  > " + finding.advice());
    }
    return lines.stream()
        .map(line -> Lines.folded(Quoted.line(line), Math.min(80, terminal.columns())) + "\n")
        .collect(Collectors.joining());
  }

  private static String sentence(Finding finding) {
    String sentence = finding.sentence();
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  private static List<String> examples(DataCheck check, Finding finding) {
    List<String> lines = new ArrayList<>();
    for (List<Integer> samples : finding.cases().stream().limit(EXAMPLES).toList()) {
      String names = samples.stream().limit(EXAMPLES).map(i -> check.described(i)).collect(Collectors.joining(", "));
      lines.add(names + (samples.size() > EXAMPLES ? ", and " + (samples.size() - EXAMPLES) + " more" : ""));
    }
    if (finding.cases().size() > EXAMPLES) {
      lines.add(String.format(Locale.ROOT, "and %,d more", finding.cases().size() - EXAMPLES));
    }
    return lines;
  }

  private static Map<String, Object> map(DataCheck check, String set) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("data", set);
    map.put("images", check.size());
    map.put("classes", check.classNames());
    map.put("verdict", check.verdict());
    map.put("findings", check.findings().stream().map(finding -> map(check, finding)).toList());
    return map;
  }

  private static Map<String, Object> map(DataCheck check, Finding finding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", finding.kind());
    map.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    map.put("sentence", finding.sentence());
    map.put("advice", finding.advice());
    map.put("cases", names(check, finding.cases()));
    map.put("left_out", finding.leftOut().stream().map(i -> check.sample(i).name()).toList());
    return map;
  }

  private static List<List<String>> names(DataCheck check, List<List<Integer>> cases) {
    return cases.stream().map(samples -> samples.stream().map(i -> check.sample(i).name()).toList()).toList();
  }
}
