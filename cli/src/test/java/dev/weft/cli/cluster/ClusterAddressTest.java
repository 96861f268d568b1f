package dev.weft.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark://master:7077",
        "spark://one.example:7077,two.example:7077",
        "spark://[::1]:7077",
        "yarn",
        "k8s://https://10.0.0.1:6443",
        "local",
        "local[2]",
        "local[*]",
        "local-cluster[2,1,1024]",
        "local-cluster[2, 1, 1024]"
      })
  void isWhatSparkKnows(String address) {
    assertEquals(address, new ClusterAddress(address).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "spark",
        "spark://",
        "spark://master",
        "spark://master:port",
        "k8s://",
        "local[0]",
        "local[]",
        "local-cluster",
        "local-cluster[2]",
        "local-cluster[0,1,1024]",
        "mesos://master:5050",
        "YARN",
        "yarn "
      })
  void nothingElseIsOne(String address) {
    WeftException e = assertThrows(WeftException.class, () -> new ClusterAddress(address));
    assertEquals(
        "--on must be spark://HOST:7077, yarn, k8s://HOST:PORT, local[N] or local-cluster[N,CORES,MB]; received '"
            + address
            + "'.",
        e.getMessage());
  }

  @Test
  void someAreOneProcessAndSomeNeedAWholeSpark() {
    assertTrue(new ClusterAddress("local[2]").isOneProcess());
    assertFalse(new ClusterAddress("local-cluster[1,1,1024]").isOneProcess());
    assertTrue(new ClusterAddress("yarn").needsSparkHome());
    assertTrue(new ClusterAddress("k8s://https://10.0.0.1:6443").needsSparkHome());
    assertFalse(new ClusterAddress("spark://master:7077").needsSparkHome());
  }
}
