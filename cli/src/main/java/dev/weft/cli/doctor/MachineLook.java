package dev.weft.cli.doctor;

import dev.weft.kernel.Simd;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Java, vectors, cores and memory. */
final class MachineLook {
  private static final long LEAST_HEAP = 400L << 20;

  private MachineLook() {}

  static Examination java() {
    String home = System.getProperty("java.home");
    return Examination.good("Java", Runtime.version() + " of " + System.getProperty("java.vendor") + ", in " + home);
  }

  static Examination vectors() {
    return Simd.BITS > 0
        ? Examination.good("vectors", Simd.REASON)
        : Examination.note(
            "vectors",
            Simd.REASON + "; training takes several times as long",
            "Start Weft by its launcher, which adds the Vector API, and without -Dweft.lanes.");
  }

  static Examination cores() {
    return Examination.good("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
  }

  static Examination memory() {
    long most = Runtime.getRuntime().maxMemory();
    String found = size(most) + " at most for Weft" + machine();
    return most >= LEAST_HEAP
        ? Examination.good("memory", found)
        : Examination.note(
            "memory", found, "Images and networks may not fit; set JDK_JAVA_OPTIONS=-Xmx2g where there is more.");
  }

  private static String machine() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
        ? ", of " + size(system.getTotalMemorySize()) + " of the machine"
        : "";
  }

  static String size(long bytes) {
    return bytes < 1_000_000_000L
        ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
