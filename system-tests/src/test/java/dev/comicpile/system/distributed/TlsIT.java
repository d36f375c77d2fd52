package dev.comicpile.system.distributed;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.system.standalone.ComicPileProcess;
import dev.comicpile.system.standalone.PackagedProgram;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with a certificate of its own. */
class TlsIT {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path directory;
  private Path certificate;
  private Path key;

  @BeforeEach
  void nameFiles() {
    certificate = directory.resolve("pile.crt");
    key = directory.resolve("pile.key");
  }

  @Test
  void aCertificateMakesItHttpsAndARenewedOneIsTakenWhileItRuns() throws Exception {
    SSLContext first = certify("first");
    try (ComicPileProcess program = ComicPileProcess.start(directory.resolve("data"), settings())) {
      assertThat(program.url()).startsWith("https://localhost:");
      HttpResponse<String> registered = register(program.url(), client(first));
      assertThat(registered.statusCode()).as(registered.body()).isEqualTo(200);
      assertThat(registered.headers().allValues("Set-Cookie"))
          .isNotEmpty()
          .allSatisfy(cookie -> assertThat(cookie).contains("; Secure").contains("HttpOnly"));
      assertThat(plainHttp(URI.create(program.url())))
          .startsWith("HTTP/1.1 400 ")
          .contains("application/problem+json", "Cache-Control: private, no-cache", "by https");
      BigInteger serial = served(program.url(), client(first));

      SSLContext second = certify("second");

      // Each time with a client of its own, which has no connection yet.
      await("the renewed certificate")
          .ignoreExceptions()
          .until(() -> !served(program.url(), client(second)).equals(serial));
    }
  }

  @Test
  void whatCannotBeACertificateEndsTheStartWithASentence() throws Exception {
    certify("first");
    assertThat(ending(Map.of("PILE_TLS_KEY", key.toString())))
        .isEqualTo(
            "PILE_TLS_CERTIFICATE and PILE_TLS_KEY are only good together: the one names the file"
                + " of the certificate, the other that of its private key.");
    for (Path wrong : List.of(directory.resolve("absent"), directory, key)) {
      assertThat(
              ending(
                  Map.of("PILE_TLS_CERTIFICATE", wrong.toString(), "PILE_TLS_KEY", key.toString())))
          .isEqualTo(
              "PILE_TLS_CERTIFICATE: '"
                  + wrong
                  + "' is not a file in PEM that can be read and holds a certificate.");
    }
    String anothers = Files.readString(key);
    certify("second");
    Files.writeString(key, anothers);
    assertThat(ending(settings()))
        .isEqualTo(
            "PILE_TLS_KEY: '"
                + key
                + "' is not the private key of the certificate that PILE_TLS_CERTIFICATE names.");
  }

  private Map<String, String> settings() {
    return Map.of("PILE_TLS_CERTIFICATE", certificate.toString(), "PILE_TLS_KEY", key.toString());
  }

  /** The sentence that a start with these settings ends with. */
  private String ending(Map<String, String> settings) {
    ComicPileProcess program =
        ComicPileProcess.launch(
            settings, List.of("--port", "0", "--data-dir", directory.resolve("data").toString()));
    assertThat(program.exitCode()).as(program.output()).isEqualTo(1);
    return program.output().strip();
  }

  /** Makes a key and its certificate in the two files, and gives what trusts nothing else. */
  private SSLContext certify(String name) throws Exception {
    Path store = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(PackagedProgram.java()).resolveSibling("keytool").toString(),
                "-genkeypair",
                "-alias",
                "pile",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.out").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    X509Certificate made = (X509Certificate) keys.getCertificate("pile");
    Files.writeString(key, pem("PRIVATE KEY", keys.getKey("pile", PASSWORD).getEncoded()));
    Files.writeString(certificate, pem("CERTIFICATE", made.getEncoded()));
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusted.getTrustManagers(), null);
    return context;
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind);
  }

  private static String plainHttp(URI url) throws IOException {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpClient client(SSLContext context) {
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static HttpResponse<String> register(String url, HttpClient client) throws Exception {
    String body =
        """
        {"username": "reader", "email": "reader@example.org", "password": "correct horse"}
        """;
    return client.send(
        HttpRequest.newBuilder(URI.create(url + "/api/auth/web/register"))
            .header("Content-Type", "application/json")
            .header("Origin", url)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** The serial number of the certificate that is shown to a client. */
  private static BigInteger served(String url, HttpClient client) throws Exception {
    HttpResponse<String> health =
        client.send(
            HttpRequest.newBuilder(URI.create(url + "/health")).build(), BodyHandlers.ofString());
    assertThat(health.statusCode()).isEqualTo(200);
    return ((X509Certificate) health.sslSession().orElseThrow().getPeerCertificates()[0])
        .getSerialNumber();
  }
}
