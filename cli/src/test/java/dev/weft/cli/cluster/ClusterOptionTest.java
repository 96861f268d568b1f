package dev.weft.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ClusterOptionTest {
  @Command
  private static final class Any {
    @Mixin private ClusterOption cluster;
  }

  private static ClusterOption of(String... arguments) {
    Any command = new Any();
    new CommandLine(command).parseArgs(arguments);
    return command.cluster;
  }

  @Test
  void aCommandWithoutItIsNotOnACluster() {
    assertFalse(of().isGiven());
    assertEquals("", of().again());
    assertFalse(new ClusterOption().isGiven());
  }

  @Test
  void isTypedAgainWithItsSettingsButNotWithSecrets() {
    ClusterOption option =
        of(
            "--on=local-cluster[2,1,1024]",
            "--conf=spark.executor.memory=4g",
            "--conf",
            "spark.hadoop.fs.s3a.secret.key=abc");
    assertTrue(option.isGiven());
    assertEquals("local-cluster[2,1,1024]", option.address());
    assertEquals(
        " --on 'local-cluster[2,1,1024]' --conf spark.executor.memory=4g --conf spark.hadoop.fs.s3a.secret.key=...",
        option.again());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --on slurm | --on must be spark://HOST:7077, yarn, k8s://HOST:PORT, local[N] or local-cluster[N,CORES,MB]; received 'slurm'.
          --conf spark.executor.memory=4g | --conf is a setting of a cluster; say which cluster by --on.
          --on local --conf memory=4g | --conf must be KEY=VALUE, where KEY begins with 'spark.'; received 'memory=4g'.
          --on local --conf spark.executor.memory | --conf must be KEY=VALUE, where KEY begins with 'spark.'; received 'spark.executor.memory'.
          --on local --conf my.password=abc | --conf must be KEY=VALUE, where KEY begins with 'spark.'; received 'my.password=...'.
          --on local --conf spark.master=yarn | --conf must not set spark.master, as --on says which cluster it is; leave it out.
          --on local --workers 2 | --workers does not go with --on: the cluster's slots decide how many trainings run at once; leave it out.
          --on local --threads 0 | --threads must be from 1 to 1024; received 0.
          """)
  void whatIsWrongIsFoundBeforeAnythingStarts(String options, String sentence) {
    String[] words = ("study report-d " + options).split(" ");
    Said said = Said.to(words);
    assertEquals("weft: " + sentence + "\n", said.err());
    assertEquals(2, said.code());
  }

  /** As in an IDE; the jars that a driver and executors need are a package's. */
  @Test
  void aDriverIsStartedFromAPackage() {
    Said said = Said.to("study", "report-d", "--on", "local");
    assertEquals(
        "weft: --on needs Weft's jars, and it runs from folders of classes; start it by ./weft.\n", said.err());
    assertEquals(1, said.code());
  }
}
