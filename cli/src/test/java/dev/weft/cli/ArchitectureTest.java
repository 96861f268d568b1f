package dev.weft.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between Weft's packages, and what its code leaves alone. */
class ArchitectureTest {
  /** Tests of a module, in its folder or in a jar. */
  private static final Pattern TESTS = Pattern.compile(".*(/test-classes/|-tests\\.jar!).*");

  private static final JavaClasses WEFT =
      new ClassFileImporter().withImportOption(location -> !location.matches(TESTS)).importPackages("dev.weft");

  private static final String[] CORE =
      packages(
          "root algebra kernel image source dataset parquet export check config augment model zoo engine train metrics"
              + " calibration outlier");

  private static String[] packages(String names) {
    return Stream.of(names.split(" "))
        .map(name -> name.equals("root") ? "dev.weft" : "dev.weft." + name + "..")
        .toArray(String[]::new);
  }

  @ParameterizedTest(name = "{0} imports only {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          root        | root
          algebra     | root algebra
          kernel      | root kernel
          image       | root kernel image
          source      | root image source
          dataset     | root kernel image source dataset
          parquet     | root parquet
          export      | root image source dataset parquet export
          check       | root kernel image source dataset check
          config      | root config
          augment     | root kernel config augment
          model       | root kernel dataset config augment model
          zoo         | root config model zoo
          engine      | root kernel dataset config augment model engine
          train       | root kernel source dataset metrics config augment model engine train
          metrics     | root source dataset metrics
          calibration | root metrics calibration
          outlier     | root algebra dataset engine model train outlier
          protobuf    | root protobuf
          tensorboard | root source model protobuf tensorboard
          keras       | root kernel image dataset config augment model engine train metrics calibration outlier keras
          onnx        | root kernel image dataset config model engine train calibration protobuf keras onnx
          modelfile   | root dataset model train keras onnx modelfile
          classifier  | root kernel image dataset engine model train calibration outlier keras onnx modelfile classifier
          statistics  | root statistics
          search      | root config search
          store       | root source dataset metrics store
          experiment  | root kernel image source dataset config augment model zoo engine train metrics keras modelfile experiment
          mlflow      | root keras mlflow
          run         | root kernel image source dataset parquet config augment model engine train metrics calibration outlier keras store experiment run
          diagnostics | root source dataset config model train metrics statistics experiment run diagnostics
          study       | root kernel source dataset config augment model engine train metrics keras statistics search store experiment run diagnostics study
          cluster     | root image dataset study cluster
          explain     | root algebra kernel image source dataset export config augment model engine train metrics calibration outlier keras statistics store experiment run study explain
          chart       | root source dataset config model train metrics chart
          page        | root image source dataset check config augment model train metrics calibration outlier keras statistics search store experiment run diagnostics study explain chart page
          notebook    | root dataset model train metrics statistics experiment run chart page notebook
          tracker     | root source dataset model train metrics keras tensorboard store experiment mlflow run chart page tracker
          server      | root image source dataset check config augment model train metrics calibration outlier keras modelfile classifier statistics search store experiment run diagnostics study explain chart page server
          cli         | root kernel image source dataset parquet export check config augment model zoo engine train metrics calibration outlier keras onnx modelfile classifier statistics search store experiment run diagnostics study cluster explain chart page notebook tracker server cli
          """)
  void aPackageImportsOnlyFromThoseBelowIt(String name, String allowed) {
    classes()
        .that()
        .resideInAnyPackage(packages(name))
        .should()
        .onlyDependOnClassesThat(resideOutsideOfPackage("dev.weft..").or(resideInAnyPackage(packages(allowed))))
        .check(WEFT);
  }

  @Test
  void everyPackageHasItsPlace() {
    classes()
        .should()
        .resideInAnyPackage(
            packages(
                "root algebra kernel image source dataset parquet export check config augment model zoo engine train"
                    + " metrics calibration outlier protobuf tensorboard keras onnx modelfile classifier statistics"
                    + " search store experiment mlflow run diagnostics study cluster explain chart page notebook"
                    + " tracker server cli"))
        .check(WEFT);
  }

  /** A package below another is a package of its own. */
  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.weft.(**)").should().beFreeOfCycles().check(WEFT);
  }

  @ParameterizedTest(name = "of the command''s packages, {0} imports only {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          terminal | terminal
          options  | terminal options
          cluster  | terminal options cluster
          train    | terminal options train
          model    | terminal options cluster model
          data     | terminal options data
          study    | terminal options cluster study
          tune     | terminal options tune
          runs     | terminal options runs
          report   | terminal options report
          explain  | terminal options explain
          schema   | terminal options schema
          doctor   | terminal options doctor
          completion | terminal options completion
          manual   | terminal options manual
          serve    | terminal options serve
          """)
  void aGroupOfCommandsImportsNoOther(String name, String allowed) {
    String[] known = Stream.of(allowed.split(" ")).map(group -> "dev.weft.cli." + group).toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("dev.weft.cli." + name)
        .should()
        .onlyDependOnClassesThat(resideOutsideOfPackage("dev.weft.cli..").or(resideInAnyPackage(known)))
        .check(WEFT);
  }

  /** Two lengths of float vectors in one process make C2 keep the vectors of any kernel as objects. */
  @Test
  void floatVectorsHaveOneLength() {
    noClasses()
        .should()
        .accessFieldWhere(
            describe(
                "a length of float vectors",
                access ->
                    access.getTargetOwner().getName().equals("jdk.incubator.vector.FloatVector")
                        && access.getName().matches("SPECIES_(\\d+|MAX)")))
        .check(WEFT);
  }

  /** Files of other people's kinds are read by the libraries of these. */
  @Test
  void coreUsesNoThirdPartyCodeButToReadSources() {
    String[] readers = {
      "org.apache.commons.compress..",
      "org.apache.commons.csv..",
      "dev.hardwood..",
      "io.airlift.compress..",
      "tools.jackson.."
    };
    classes()
        .that()
        .resideInAPackage("dev.weft.source..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(CORE)
                .or(resideInAnyPackage("java..", "javax.imageio.."))
                .or(resideInAnyPackage(readers)))
        .check(WEFT);
    classes()
        .that()
        .resideInAnyPackage(CORE)
        .and()
        .resideOutsideOfPackage("dev.weft.source..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(CORE).or(resideInAnyPackage("java..", "javax.imageio..", "jdk.incubator.vector")))
        .check(WEFT);
  }

  @Test
  void onlyTheCommandSpeaks() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.weft.cli..")
        .should(ACCESS_STANDARD_STREAMS)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(WEFT);
  }

  /** Streams that are the same on every JDK come from {@code SplitMix64}. */
  @Test
  void randomNumbersComeFromOneGenerator() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.weft.cli..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Random|SplittableRandom|random\\..*)")
        .orShould()
        .callMethod(Math.class, "random")
        .check(WEFT);
  }

  @Test
  void noMainFileHasMoreThan400Lines() throws IOException {
    List<String> tooLong = new ArrayList<>();
    try (Stream<Path> all = Files.walk(Path.of(".."))) {
      for (Path file :
          all.filter(file -> file.toString().matches(".*[/\\\\]src[/\\\\]main[/\\\\].*\\.java")).toList()) {
        int lines = Files.readAllLines(file).size();
        if (lines > 400) {
          tooLong.add(file.getFileName() + " has " + lines);
        }
      }
    }
    assertEquals(List.of(), tooLong);
  }

  @Test
  void noClassIsADrawer() {
    noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Manager|Impl|Common|Misc)").check(WEFT);
  }
}
