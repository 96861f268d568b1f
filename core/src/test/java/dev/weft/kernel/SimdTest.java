package dev.weft.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

@EveryWidth
class SimdTest {
  @Test
  void theWidthInForceIsTheForcedOneElseTheMachines() {
    String forced = System.getProperty("weft.lanes");
    int preferred = Math.clamp(FloatVector.SPECIES_PREFERRED.vectorBitSize(), 128, 512);
    String wanted = forced == null ? String.valueOf(preferred) : forced;
    assertEquals(wanted, Simd.SCALAR ? "scalar" : String.valueOf(Simd.BITS), Simd.REASON);
    assertTrue(Simd.REASON.contains(forced == null ? "preferred width" : "forced by the property"), Simd.REASON);
    if (!Simd.SCALAR) {
      assertEquals(Simd.BITS, Lanes.L * Float.SIZE);
    }
  }

  @Test
  void withoutTheVectorModuleTheCodeIsScalarAndAWarningSaysSoOnce() throws Exception {
    String said = reasonInAnotherJvm();
    assertTrue(said.endsWith("scalar: the JVM runs without --add-modules jdk.incubator.vector"), said);
    assertEquals(2, said.split("Weft computes in slow, scalar code; start Java with", -1).length, said);
  }

  @Test
  void anUnknownWidthIsRefused() throws Exception {
    String said = reasonInAnotherJvm("--add-modules=jdk.incubator.vector", "-Dweft.lanes=1024");
    assertTrue(said.contains("the property weft.lanes must be scalar, 128, 256 or 512; received '1024'."), said);
  }

  private static String reasonInAnotherJvm(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Reason.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.inputReader()) {
      String said = String.join("\n", output.readAllLines());
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      return said;
    }
  }

  static final class Reason {
    public static void main(String[] args) {
      System.out.println(Simd.REASON);
    }
  }
}
