package dev.weft.spark.predict;

import dev.weft.WeftException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why Spark could not do something, for a person: its exceptions hold whole stack traces of other machines. */
public final class SparkFailure {
  private static final Pattern OF_WEFT = Pattern.compile(Pattern.quote(WeftException.class.getName()) + ": ([^\n]*)");

  private static final Pattern CAUSE = Pattern.compile("Caused by: (?:[\\w.$]+: )?([^\n]+)");

  private SparkFailure() {}

  /** One sentence. */
  public static String sentence(Throwable failure) {
    StringBuilder all = new StringBuilder();
    String last = "";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      all.append(cause.getClass().getName()).append(": ").append(message).append('\n');
      last = cause.getMessage() == null ? last : message;
    }
    Matcher known = OF_WEFT.matcher(all);
    if (known.find()) {
      return known.group(1);
    }
    Matcher causes = CAUSE.matcher(all);
    while (causes.find()) {
      last = causes.group(1);
    }
    String first = last.lines().findFirst().orElse("").strip();
    return first.isEmpty() ? failure.getClass().getSimpleName() + "." : first.replaceFirst("[.:]*$", ".");
  }
}
