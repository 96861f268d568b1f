package dev.weft.server.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Figures of the process itself, with the names that Prometheus's own libraries give them. */
public final class ProcessMetrics {
  private ProcessMetrics() {}

  public static void addTo(Metrics metrics) {
    metrics.gauge(
        "process_start_time_seconds",
        "When the process began, in seconds since 1970.",
        () -> ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0);
    metrics.gauge("process_open_fds", "Open files and connections.", ProcessMetrics::openFiles);
    metrics.gauge(
        "jvm_memory_used_bytes",
        "Memory of the heap in use, with what nothing refers to any more.",
        () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    metrics.gauge("jvm_memory_max_bytes", "Memory that the heap may take.", () -> Runtime.getRuntime().maxMemory());
  }

  /** NaN where the system does not say it. */
  private static double openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : Double.NaN;
  }
}
