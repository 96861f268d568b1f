package dev.weft.diagnostics;

import dev.weft.run.Warning;
import java.util.Optional;

/**
 * Two runs that are compared are not about the same images.
 *
 * @param first the one run's name
 * @param dataset the name of its data set
 * @param sha256 that set's checksum, in hexadecimal digits
 * @param second the other run's name
 * @param otherDataset the name of its data set
 * @param otherSha256 that set's checksum
 */
public record OtherData(
    String first, String dataset, String sha256, String second, String otherDataset, String otherSha256)
    implements Warning {
  private static final int SHORT = 12;

  /** Itself where the checksums differ, else empty. */
  public Optional<OtherData> ifSo() {
    return sha256.equals(otherSha256) ? Optional.empty() : Optional.of(this);
  }

  @Override
  public String name() {
    return "other_data";
  }

  @Override
  public String sentence() {
    return "%s is about %s, SHA-256 %s..., and %s about %s, %s...: their figures cannot be compared."
        .formatted(first, dataset, shortly(sha256), second, otherDataset, shortly(otherSha256));
  }

  private static String shortly(String sha256) {
    return sha256.substring(0, Math.min(SHORT, sha256.length()));
  }
}
