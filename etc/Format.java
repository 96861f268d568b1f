import com.google.googlejavaformat.java.Main;
import java.io.PrintWriter;

/**
 * Runs google-java-format over every Java file of the checkout: {@code Format.java check} or {@code Format.java fix}.
 */
void main(String[] args) throws Exception {
  boolean fix = args[0].equals("fix");
  var arguments = new ArrayList<>(List.of("--max-line-length=120", "--set-exit-if-changed"));
  arguments.add(fix ? "--replace" : "--dry-run");
  try (var paths = Files.walk(Path.of(""))) {
    paths
        .map(Path::toString)
        .filter(path -> path.endsWith(".java") && !path.contains("target/"))
        .sorted()
        .forEach(arguments::add);
  }
  var formatter = new Main(new PrintWriter(System.out, true), new PrintWriter(System.err, true), System.in);
  int changed = formatter.format(arguments.toArray(String[]::new));
  if (fix || changed == 0) return;
  System.err.println("The files above are not formatted: run `mvn -N verify -P format`.");
  System.exit(1);
}
