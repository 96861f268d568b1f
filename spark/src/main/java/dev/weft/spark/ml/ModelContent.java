package dev.weft.spark.ml;

import dev.weft.dataset.Sha256;
import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** A model's file in memory. Each executor gets it once, whatever the number of tasks. */
final class ModelContent implements Serializable {
  private static final long serialVersionUID = 1;

  private final String name;
  private final byte[] bytes;
  private final String checksum;
  private transient SparkContext context;
  private transient Broadcast<byte[]> sent;

  /**
   * @param name as a person calls it
   */
  ModelContent(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
    checksum = Sha256.of(bytes);
  }

  String name() {
    return name;
  }

  byte[] bytes() {
    return bytes;
  }

  String checksum() {
    return checksum;
  }

  /** Where the executors of a session find it. */
  synchronized Broadcast<byte[]> sentTo(SparkContext executors) {
    if (!executors.equals(context)) {
      sent = JavaSparkContext.fromSparkContext(executors).broadcast(bytes);
      context = executors;
    }
    return sent;
  }
}
