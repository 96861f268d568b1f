package dev.weft.cli.doctor;

import static java.util.stream.Collectors.joining;

import dev.weft.Quoted;
import dev.weft.cli.doctor.Examination.State;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Lines;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.Datasets;
import dev.weft.keras.Json;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft doctor}: whether all that Weft needs is in order. */
@Command(
    name = "doctor",
    header = "Looks whether all that Weft needs is in order, and says what to do.",
    footer = {"", "The exit code is 1 if something is wrong; what is only noted is not."})
public final class DoctorCommand implements Callable<Integer> {
  private static final int COLUMN = 24;

  private final Terminal terminal;

  @Mixin private StoreOption store;

  @Option(names = "--json", description = "Print what was found as one JSON object.")
  private boolean json;

  public DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Examination> all = examinations();
    terminal.out().print(json ? Json.pretty(map(all)) : text(all));
    return all.stream().anyMatch(one -> one.state() == State.WRONG) ? ExitCode.FAILED : 0;
  }

  private List<Examination> examinations() {
    List<Examination> all = new ArrayList<>();
    all.add(Examination.of("Weft", () -> Examination.good("Weft", versions())));
    all.add(Examination.of("Java", MachineLook::java));
    all.add(Examination.of("vectors", MachineLook::vectors));
    all.add(Examination.of("cores", MachineLook::cores));
    all.add(Examination.of("memory", MachineLook::memory));
    all.add(Examination.of("disk", FolderLook::disk));
    all.add(Examination.of("cache", FolderLook::cache));
    all.add(Examination.of("store", () -> StoreLook.of(store.place())));
    for (CatalogueEntry set : Datasets.catalogue()) {
      all.add(Examination.of(set.name(), () -> DataLook.of(set)));
    }
    return all;
  }

  private static String versions() {
    String weft =
        Optional.ofNullable(DoctorCommand.class.getPackage().getImplementationVersion()).orElse("not packaged");
    String drivers =
        DriverManager.drivers()
            .map(driver ->
                driver.getClass().getName().contains("postgresql")
                    ? version("PostgreSQL's driver", driver)
                    : version("SQLite", driver))
            .sorted()
            .collect(joining(", "));
    return weft + ", with picocli " + CommandLine.VERSION + (drivers.isEmpty() ? "" : ", " + drivers);
  }

  private static String version(String name, Driver driver) {
    return name + " " + driver.getMajorVersion() + "." + driver.getMinorVersion();
  }

  private String text(List<Examination> all) {
    StringBuilder text = new StringBuilder();
    int width = Math.clamp(terminal.columns(), 60, 120);
    for (Examination one : all) {
      String sentences = Quoted.line(one.found() + (one.todo().isEmpty() ? "" : ". " + one.todo()));
      String lines = Lines.folded(sentences, width - COLUMN);
      String first = String.format(Locale.ROOT, "  %-5s  %-14s ", one.state().word, one.subject());
      text.append(first).append(lines.replace("\n  ", "\n" + " ".repeat(COLUMN))).append('\n');
    }
    long wrong = all.stream().filter(one -> one.state() == State.WRONG).count();
    text.append(
        wrong == 0 ? "Weft can work here.\n" : wrong == 1 ? "One thing is wrong.\n" : wrong + " things are wrong.\n");
    return text.toString();
  }

  private static Map<String, Object> map(List<Examination> all) {
    List<Object> checks = new ArrayList<>();
    for (Examination one : all) {
      Map<String, Object> check = new LinkedHashMap<>();
      check.put("subject", one.subject());
      check.put("state", one.state().name().toLowerCase(Locale.ROOT));
      check.put("found", one.found());
      check.put("todo", one.todo());
      checks.add(check);
    }
    return Map.of("checks", checks);
  }
}
