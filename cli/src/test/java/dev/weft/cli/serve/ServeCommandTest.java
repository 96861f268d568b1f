package dev.weft.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.ProcessTest;
import dev.weft.cli.Said;
import dev.weft.cli.SmallRun;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {
  @TempDir private Path folder;

  @Test
  void itServesUntilASignal() throws Exception {
    Path err = folder.resolve("err.txt");
    String store = folder.resolve("weft.db").toString();
    Process process =
        ProcessTest.weft(List.of(), "serve", "--port", "0", "--store", store).redirectError(err.toFile()).start();
    try (BufferedReader out =
            new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        HttpClient client = HttpClient.newHttpClient()) {
      String line = out.readLine();
      assertTrue(line.matches("weft: serving at http://127\\.0\\.0\\.1:\\d+/ until Ctrl-C"), line);
      URI figures = URI.create(line.split(" ")[3] + "metrics");
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(figures).build(), HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().contains("weft_event_streams 0\n"), answer.body());
      process.destroy();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
      assertEquals(143, process.exitValue());
      String said = Files.readString(err);
      assertTrue(said.endsWith("weft: stopping; requests that are here are answered first.\n"), said);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void blanksAroundTheTokenDoNotCount() throws Exception {
    String store = folder.resolve("weft.db").toString();
    Process process =
        ProcessTest.weft(List.of(), "serve", "--port", "0", "--store", store, "--token", " 7c9e66e0f8 ").start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(out.readLine().split(" ")[3] + "metrics"))
              .header("Authorization", "Bearer 7c9e66e0f8")
              .build();
      assertEquals(200, client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
    } finally {
      process.destroyForcibly();
    }
  }

  /** It shows nobody the store's place, which may hold a password, and does not end with the server. */
  @Test
  void aTrainingThatWasStoppedGoesOnFromItsPage() throws Exception {
    Path out = folder.resolve("run");
    String place = folder.resolve("secret.db").toString();
    Process first =
        ProcessTest.weft(
                List.of(), SmallRun.train(folder, out, "--epochs", "100000", "--threads", "1", "--store", place))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    String[] serve = {"serve", "--port", "0", "--store", place, "--data-dir", folder.toString()};
    Process server = ProcessTest.weft(List.of(), serve).start();
    try (RunStore store = RunStore.open(place);
        BufferedReader lines = server.inputReader(StandardCharsets.UTF_8);
        HttpClient client = HttpClient.newHttpClient()) {
      await("two epochs are over", () -> store.inFolder(out).filter(id -> store.get(id).epochs() >= 2).isPresent());
      String id = store.inFolder(out).orElseThrow();
      first.destroy();
      await("it is stopped", () -> store.get(id).state() == RunState.KILLED && !first.isAlive());
      int epochs = store.get(id).epochs();

      URI resume = URI.create(lines.readLine().split(" ")[3] + "runs/" + id + "/resume");
      HttpRequest request = HttpRequest.newBuilder(resume).POST(HttpRequest.BodyPublishers.noBody()).build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer.body());
      await("it goes on", () -> store.get(id).state() == RunState.RUNNING);
      ProcessHandle training = server.children().findFirst().orElseThrow();
      Path process = Path.of("/proc", String.valueOf(training.pid()));
      if (Files.exists(process)) {
        String command = Files.readString(process.resolve("cmdline")).replace('\0', ' ');
        assertFalse(command.contains("secret.db"), "all see the store's place");
        assertTrue(command.contains("--data-dir " + folder), command);
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
          String session = Files.readString(process.resolve("stat")).replaceFirst(".*\\) ", "").split(" ")[3];
          assertEquals(String.valueOf(training.pid()), session, "Ctrl-C on the server reaches it");
        }
      }
      server.destroy();
      assertTrue(server.waitFor(60, TimeUnit.SECONDS), "the server does not end");
      await("it goes on without the server", () -> store.get(id).epochs() >= epochs + 2);
      store.askToStop(id);
      await("it is stopped again", () -> store.get(id).state() == RunState.KILLED && !training.isAlive());
    } finally {
      first.destroyForcibly();
      server.children().forEach(ProcessHandle::destroyForcibly);
      server.destroyForcibly();
    }
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 1_200 && !condition.getAsBoolean(); i++) {
      Thread.sleep(100);
    }
    assertTrue(condition.getAsBoolean(), what);
  }

  @Test
  void aPortThatIsTakenIsReportedBeforeNetworksAreRead() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Said said = Said.to("serve", "--port", String.valueOf(taken.getLocalPort()), "--models", "no-such-folder");
      assertEquals(1, said.code());
      assertEquals(
          "weft: cannot listen to port %s of 127.0.0.1 (Address already in use); say another --port, or 0 for a free one.\n"
              .formatted(taken.getLocalPort()),
          said.err());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --host 0.0.0.0                       | --host 0.0.0.0 lets other machines in; give --token TEXT, or --no-auth to let all in.
          --host 0.0.0.0 --token short         | --token: it is of 8 characters at least, so that nobody guesses it; give a longer one.
          --token 7c9e66e0f8 --no-auth         | --token and --no-auth exclude each other; give one.
          --guests                             | --guests is for a server with --token; without one, all may look and change.
          --port 70000                         | --port: a port is from 0 to 65535; received 70000.
          --max-body 0                         | --max-body: a request is of 1 to 1024 megabytes; received 0.
          --max-body abc                       | invalid value for option '--max-body': 'abc' is no whole number in its range; see 'weft serve --help'.
          --port 99999999999                   | invalid value for option '--port': '99999999999' is no whole number in its range; see 'weft serve --help'.
          """)
  void whatWouldLetStrangersInIsRefused(String options, String sentence) {
    Said said = Said.to(("serve " + options).split(" +"));
    assertEquals(2, said.code());
    assertEquals("weft: " + sentence + "\n", said.err());
  }
}
