package dev.weft.server;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What is served, where, and to whom.
 *
 * @param address what the server listens to; port 0 is a free one
 * @param token what a request must show; empty: whoever reaches the server may do everything
 * @param store the place of the store of runs: a file, which need not be there yet, or a database's URL
 * @param models as typed: a folder of networks, or NAME=FILE
 */
public record Settings(InetSocketAddress address, Optional<String> token, String store, List<String> models) {}
