package dev.weft.cluster;

import dev.weft.dataset.Progress;
import dev.weft.study.PoolSetup;
import dev.weft.study.TrialExecutor;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BooleanSupplier;

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

  /**
   * Asks a model about images, and writes the answers as a table of Parquet files.
   *
   * @param address of the cluster
   * @param progress receives how many are done
   * @param stop asked often; the table is not written where it says yes
   * @return empty if it was stopped
   * @throws dev.weft.WeftException if there is no image, if the table cannot be written, or if the cluster fails
   */
  Optional<PredictionTotals> predict(String address, PredictionJob job, Progress progress, BooleanSupplier stop);
}
