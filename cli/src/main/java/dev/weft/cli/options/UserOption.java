package dev.weft.cli.options;

import dev.weft.store.NewRun;
import picocli.CommandLine.Option;

/** The option that says whose runs are recorded. */
public final class UserOption {
  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Whose run it is where a store is shared; by default the system's user.")
  private String user;

  public String name() {
    return user == null ? NewRun.systemUser() : user.strip();
  }

  /** As it has to be typed again. */
  public String again() {
    return user == null ? "" : Again.option("--user", user);
  }
}
