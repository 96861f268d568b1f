package dev.weft.spark;

import dev.weft.spark.TrialMessage.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * The channel between the executors that train and the driver, over Spark's own connections: with its authentication
 * and encryption, and without a port of its own. A session that trains has it in {@code spark.plugins}.
 */
public final class TrialPlugin implements SparkPlugin {
  /** Of an executor, or of a driver that is its own executor. */
  private static volatile PluginContext executor;

  /** The legs that the driver waits for, by their keys. */
  private static final Map<String, SparkTrial> WAITED_FOR = new ConcurrentHashMap<>();

  static void expect(SparkTrial trial) {
    WAITED_FOR.put(trial.key(), trial);
  }

  static void forget(SparkTrial trial) {
    WAITED_FOR.remove(trial.key());
  }

  /**
   * Says something to the driver.
   *
   * @throws RuntimeException if it does not answer
   */
  static Answer ask(TrialMessage message) {
    try {
      return (Answer) read((byte[]) executor.ask(written(message)));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the driver does not answer: " + e, e);
    }
  }

  /** Spark itself reads what it sends by a class loader that does not know the jars of a job. */
  private static byte[] written(Serializable message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] message) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(message))) {
      return in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Map<String, String> init(SparkContext context, PluginContext plugin) {
        return Map.of();
      }

      @Override
      public Object receive(Object message) {
        TrialMessage of = (TrialMessage) read((byte[]) message);
        SparkTrial trial = WAITED_FOR.get(of.key());
        return written(trial == null ? new Answer(true, Map.of()) : trial.receive(of));
      }
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> settings) {
        executor = context;
      }
    };
  }
}
