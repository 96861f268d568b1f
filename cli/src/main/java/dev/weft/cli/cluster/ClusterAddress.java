package dev.weft.cli.cluster;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.util.regex.Pattern;

/**
 * Which cluster, in Spark's words.
 *
 * @param text {@code spark://HOST:7077}, {@code yarn}, {@code k8s://HOST:PORT}, {@code local[N]} or {@code
 *     local-cluster[N,CORES,MB]}
 */
record ClusterAddress(String text) {
  /** What such an address may be, for a person. */
  static final String POSSIBLE = "spark://HOST:7077, yarn, k8s://HOST:PORT, local[N] or local-cluster[N,CORES,MB]";

  private static final String MASTER = "(\\[[0-9a-fA-F:.]+]|[^\\s,/:\\[\\]]+):\\d+";
  private static final Pattern STANDALONE = Pattern.compile("spark://" + MASTER + "(," + MASTER + ")*");
  private static final Pattern KUBERNETES = Pattern.compile("k8s://\\S+");
  private static final Pattern LOCAL = Pattern.compile("local(\\[(\\*|[1-9]\\d{0,3})])?");
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[ *[1-9]\\d{0,3} *, *[1-9]\\d{0,3} *, *[1-9]\\d{0,6} *]");

  /**
   * @throws WeftException if it is none of these
   */
  ClusterAddress {
    boolean isKnown =
        text.equals("yarn")
            || STANDALONE.matcher(text).matches()
            || KUBERNETES.matcher(text).matches()
            || LOCAL.matcher(text).matches()
            || LOCAL_CLUSTER.matcher(text).matches();
    if (!isKnown) {
      throw new WeftException("--on must be %s; received '%s'.".formatted(POSSIBLE, Quoted.text(text)));
    }
  }

  /** Whether all is done in the driver's own process. */
  boolean isOneProcess() {
    return LOCAL.matcher(text).matches();
  }

  /** Whether only a whole Spark on this machine can reach it, as its libraries alone cannot. */
  boolean needsSparkHome() {
    return text.equals("yarn") || KUBERNETES.matcher(text).matches();
  }
}
