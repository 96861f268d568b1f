package dev.weft.spark;

import dev.weft.cluster.Cluster;
import dev.weft.study.PoolSetup;
import dev.weft.study.TrialExecutor;

/** Clusters of Apache Spark. */
public final class SparkCluster implements Cluster {
  @Override
  public TrialExecutor pool(String address, PoolSetup setup) {
    throw new UnsupportedOperationException("not yet");
  }
}
