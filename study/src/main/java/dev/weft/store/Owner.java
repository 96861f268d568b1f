package dev.weft.store;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that carries a run out.
 *
 * @param host its machine's name
 * @param process its number there
 * @param started when it started, as a number is given to another process later
 */
public record Owner(String host, long process, Instant started) {
  /** The system computes the time of a start from a clock that may be set. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  /** This process. */
  public static Owner current() {
    ProcessHandle self = ProcessHandle.current();
    return new Owner(thisHost(), self.pid(), startOf(self));
  }

  /** Whether it certainly runs no more; of a process on another machine that is never certain. */
  public boolean isGone() {
    return isHere() && ProcessHandle.of(process).filter(this::isMe).isEmpty();
  }

  /** Whether it is, or was, on this machine. */
  public boolean isHere() {
    return host.equals(thisHost());
  }

  private boolean isMe(ProcessHandle candidate) {
    return candidate.isAlive() && Duration.between(started, startOf(candidate)).abs().compareTo(TOLERANCE) < 0;
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  private static String thisHost() {
    return HostName.VALUE;
  }

  /** Found once, as a name server may have to be asked. */
  private static final class HostName {
    static final String VALUE = fromKernel().orElseGet(HostName::fromNetwork);

    private static Optional<String> fromKernel() {
      try {
        return Optional.of(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    private static String fromNetwork() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (IOException e) {
        return "localhost";
      }
    }
  }
}
