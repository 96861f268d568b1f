package dev.weft.cli.document;

import dev.weft.cli.Said;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Runs one {@code weft} command after another in a process whose folder is the document's, which costs less than a
 * process for each. A command is a folder {@code call} with its arguments and its standard input. With the answer
 * beside them it becomes {@code done}.
 */
final class CommandHost {
  /** What stands in the place of {@code weft}: it hands its arguments over, and waits. */
  static final String CLIENT =
      """
      #!/bin/bash
      new=$WEFT_CALLS/new
      mkdir "$new"
      printf '%s\\0' "$@" >"$new/arguments"
      cat >"$new/in"
      mv "$new" "$WEFT_CALLS/call"
      while [ -d "$WEFT_CALLS" ] && [ ! -e "$WEFT_CALLS/done" ]; do sleep 0.02; done
      cat "$WEFT_CALLS/done/out"
      cat "$WEFT_CALLS/done/err" >&2
      code=$(cat "$WEFT_CALLS/done/code")
      rm -r "$WEFT_CALLS/done"
      exit "$code"
      """;

  private CommandHost() {}

  /** The first argument is the folder in which calls lie; it ends when that is gone. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    Path calls = Path.of(args[0]);
    StandIns standIns = new StandIns(Path.of(args[1]));
    while (Files.isDirectory(calls)) {
      Path call = calls.resolve("call");
      if (Files.exists(call)) {
        Path taken = Files.move(call, calls.resolve("taken"));
        answer(taken, standIns);
        Files.move(taken, calls.resolve("done"));
      }
      Thread.sleep(5);
    }
  }

  private static void answer(Path call, StandIns standIns) throws IOException {
    String arguments = Files.readString(call.resolve("arguments"));
    System.setIn(new ByteArrayInputStream(Files.readAllBytes(call.resolve("in"))));
    List<String> words = arguments.isEmpty() ? List.of() : List.of(arguments.split("\0"));
    Said said = Said.to(standIns.command(words).toArray(String[]::new));
    Files.writeString(call.resolve("out"), said.out(), StandardCharsets.UTF_8);
    Files.writeString(call.resolve("err"), said.err(), StandardCharsets.UTF_8);
    Files.writeString(call.resolve("code"), String.valueOf(said.code()));
  }
}
