package dev.weft.server;

import dev.weft.server.classroom.ClassSettings;
import dev.weft.server.http.Access;
import dev.weft.server.http.Limits;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is served, where, and to whom.
 *
 * @param address what the server listens to; port 0 is a free one
 * @param store the place of the store of runs: a file, which need not be there yet, or a database's URL
 * @param dataDir the folder that holds named data sets, or null; trainings that go on look there, too
 * @param base the file of a network of photographs, with which lessons begin; empty for none
 * @param models as typed: a folder of networks, or NAME=FILE
 * @param classroom a class that hands in networks; empty for none
 */
public record Settings(
    InetSocketAddress address,
    Access access,
    Limits limits,
    String store,
    Path dataDir,
    Optional<Path> base,
    List<String> models,
    Optional<ClassSettings> classroom) {
  /** Open to all who reach the address, with the usual limits and neither a base nor a class. */
  public static Settings open(InetSocketAddress address, String store, List<String> models) {
    return new Settings(
        address, Access.open(), Limits.usual(), store, null, Optional.empty(), models, Optional.empty());
  }
}
