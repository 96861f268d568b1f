package dev.weft.cluster;

import dev.weft.study.PoolSetup;
import dev.weft.study.TrialExecutor;
import java.util.Optional;
import java.util.ServiceLoader;

/** Many machines that work together, as an address names them. Its libraries are not always there. */
public interface Cluster {
  /** That of this process, whose libraries are on the class path; empty where there is none. */
  static Optional<Cluster> here() {
    return ServiceLoader.load(Cluster.class).findFirst();
  }

  /**
   * What trains on a cluster.
   *
   * @param address of the cluster, such as {@code spark://HOST:7077} or {@code local-cluster[2,1,1024]}
   * @throws dev.weft.WeftException if it cannot be reached
   */
  TrialExecutor pool(String address, PoolSetup setup);
}
