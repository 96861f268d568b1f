package dev.weft.cli.serve;

import dev.weft.WeftException;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.server.Settings;
import dev.weft.server.WeftServer;
import dev.weft.server.classroom.ClassSettings;
import dev.weft.server.http.Access;
import dev.weft.server.http.Limits;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weft serve}: live pages, a drawing pad and predictions over HTTP. */
@Command(
    name = "serve",
    header = "Serves live pages of runs, a drawing pad, and predictions for other programs.",
    footer = {
      "",
      "  weft serve                                      pages at http://127.0.0.1:8080/",
      "  weft serve --models runs                        with the networks of these runs",
      "  weft serve --models shoes=shoes.keras           a network by the name 'shoes'",
      "  weft serve --host 0.0.0.0 --token 7c9e66e0f8    for other machines, too",
      "  weft serve --class digits --class-test secret   a class, judged by images of yours",
      "",
      "Ctrl-C stops it: requests that it has are answered first."
    })
public final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(names = "--port", paramLabel = "N", description = "The port to listen to, by default 8080; 0 for a free one.")
  private int port = 8080;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "The address to listen to, by default 127.0.0.1, which this machine alone reaches;"
              + " another one needs --token or --no-auth.")
  private String host = "127.0.0.1";

  @Option(
      names = "--token",
      paramLabel = "TEXT",
      description =
          "What a request must show to look or to change anything, at least 8 characters; by default what the"
              + " environment variable WEFT_TOKEN says.")
  private String token = System.getenv("WEFT_TOKEN");

  @Option(names = "--guests", description = "Let those without the token look and ask, but change nothing.")
  private boolean guests;

  @Option(names = "--no-auth", description = "Let all who reach the address look and change everything.")
  private boolean noAuth;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "A further name by which clients reach the server, such as its proxy's; may be repeated.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--max-body",
      paramLabel = "MB",
      description = "The largest request that is taken, by default 32 megabytes.")
  private int maxBody = 32;

  @Option(
      names = "--models",
      paramLabel = "DIR|NAME=FILE",
      arity = "1..*",
      description = "Networks to serve: all in a folder, or a .keras file with the name to serve it by.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--base",
      paramLabel = "FILE",
      description = "A .keras file of a network of many images, with which trainings of the page 'Teach' begin.")
  private Path base;

  @Mixin private ClassOptions classOptions;

  @Mixin private DataOptions data;

  @Mixin private StoreOption store;

  public ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    WeftServer server = start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    if (noAuth) {
      terminal.note("warning: whoever reaches %s may look and change everything.".formatted(host));
    }
    terminal.out().println("weft: serving at http://%s:%s/ until Ctrl-C".formatted(urlHost(), server.port()));
    if (classOptions.isAsked()) {
      terminal.out().println("weft: /class is for students, /class/teacher for you");
    }
    terminal.out().flush();
    new CountDownLatch(1).await(); // the process ends by a signal
    return 0;
  }

  private WeftServer start() {
    Settings settings = settings();
    try {
      return WeftServer.start(settings, terminal::note);
    } catch (BindException e) {
      throw new WeftException(
          "cannot listen to port %s of %s (%s); say another --port, or 0 for a free one."
              .formatted(port, host, e.getMessage()));
    } catch (IOException e) {
      throw new WeftException("cannot listen to %s: %s".formatted(host, WeftException.reason(e)));
    }
  }

  private void stop(WeftServer server) {
    terminal.note("stopping; requests that are here are answered first.");
    server.close();
  }

  private Settings settings() {
    if (port < 0 || port > 65_535) {
      throw new WrongUse(spec, "--port: a port is from 0 to 65535; received %s.".formatted(port));
    }
    InetAddress address = address();
    token = token == null ? null : token.strip();
    checkToken(address);
    if (maxBody < 1 || maxBody > 1024) {
      throw new WrongUse(spec, "--max-body: a request is of 1 to 1024 megabytes; received %s.".formatted(maxBody));
    }
    Set<String> names = new TreeSet<>(hosts);
    names.add(host);
    names.add(hostName());
    Access access = new Access(Optional.ofNullable(noAuth ? null : token), guests, names);
    Limits limits = Limits.usual().withBodyBytes((long) maxBody << 20);
    if (base != null && !Files.isRegularFile(base)) {
      throw new WrongUse(spec, "--base is the .keras file of a network; there is no file %s.".formatted(base));
    }
    Optional<ClassSettings> classroom = classOptions.settings(store.place(), data);
    if (classroom.isPresent() && !address.isLoopbackAddress() && noAuth) {
      throw new WrongUse(
          spec, "--class keeps results from students until you reveal them; give --token TEXT, not --no-auth.");
    }
    return new Settings(
        new InetSocketAddress(address, port),
        access,
        limits,
        store.place(),
        data.folder(),
        Optional.ofNullable(base),
        models,
        classroom);
  }

  private void checkToken(InetAddress address) {
    boolean isTyped = spec.commandLine().getParseResult().hasMatchedOption("--token");
    if (isTyped && noAuth) {
      throw new WrongUse(spec, "--token and --no-auth exclude each other; give one.");
    }
    if (token != null && !noAuth && token.length() < 8) {
      throw new WrongUse(
          spec, "--token: it is of 8 characters at least, so that nobody guesses it; give a longer one.");
    }
    if (guests && token == null) {
      throw new WrongUse(spec, "--guests is for a server with --token; without one, all may look and change.");
    }
    if (!address.isLoopbackAddress() && token == null && !noAuth) {
      throw new WrongUse(
          spec, "--host %s lets other machines in; give --token TEXT, or --no-auth to let all in.".formatted(host));
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private InetAddress address() {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new WrongUse(spec, "--host: '%s' is no address of this machine.".formatted(host));
    }
  }

  private String urlHost() {
    boolean isAny = host.equals("0.0.0.0") || host.equals("::");
    return isAny ? hostName() : host.contains(":") ? "[" + host + "]" : host;
  }
}
