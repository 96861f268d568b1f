package dev.weft.bench.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.weft.bench.compare.Clock;
import dev.weft.bench.compare.Side;
import dev.weft.bench.compare.Task;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime, which only infers. Inputs lie in a direct buffer, which it reads without a copy. */
public final class OnnxRuntime implements Side {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private OrtSession session;
  private FloatBuffer input;
  private float[] outputs;

  public static void main(String[] words) {
    Side.run(new OnnxRuntime(), words);
  }

  @Override
  public String version() {
    return "ONNX Runtime " + environment.getVersion();
  }

  @Override
  public void open(Task task) throws OrtException {
    input = ByteBuffer.allocateDirect(task.batch() * 784 * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
    outputs = new float[task.batch() * 10];
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(task.threads());
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    options.addConfigEntry("session.set_denormal_as_zero", "1");
    session = environment.createSession(OnnxModel.of(task.network()), options);
  }

  @Override
  public void train(Clock clock) {
    throw new UnsupportedOperationException("it only infers");
  }

  @Override
  public float[] predict(float[] images, int samples) throws OrtException {
    input.clear().put(images, 0, samples * 784).flip();
    try (OnnxTensor x = OnnxTensor.createTensor(environment, input, new long[] {samples, 1, 28, 28});
        OrtSession.Result result = session.run(Map.of("images", x))) {
      ((OnnxTensor) result.get(0)).getFloatBuffer().get(outputs, 0, samples * 10);
      return outputs;
    }
  }
}
