package dev.comicpile.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The certificate and the private key by which a program answers https, each a file in PEM. Files
 * that are renewed while it runs are taken without a restart.
 */
final class TlsFiles {

  private static final String CERTIFICATE = "comicpile.tls-certificate";
  private static final String KEY = "comicpile.tls-key";
  private static final String BUNDLE = "spring.ssl.bundle.pem.web.";

  private TlsFiles() {}

  /**
   * Has the web server answer https where both files are set, and leaves it at http where neither
   * is.
   *
   * @throws StartFailure if one of them is missing or does not hold what it should, or they do not
   *     belong together
   */
  static void apply(ConfigurableEnvironment environment) {
    SettingNames names = new SettingNames(environment);
    String certificate = environment.getProperty(CERTIFICATE, "").strip();
    String key = environment.getProperty(KEY, "").strip();
    if (certificate.isEmpty() && key.isEmpty()) {
      return;
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      throw new StartFailure(
          "%s and %s are only good together: the one names the file of the certificate, the other that of its private key."
              .formatted(names.name(CERTIFICATE), names.name(KEY)));
    }
    Path certificateFile =
        file(
            names.name(CERTIFICATE),
            certificate,
            "certificate",
            pem -> !pem.getCertificates().isEmpty());
    Path keyFile =
        file(
            names.name(KEY),
            key,
            "private key without a password",
            pem -> pem.getPrivateKey() != null);
    requirePair(names, certificateFile, keyFile);
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "tls",
                Map.of(
                    BUNDLE + "keystore.certificate",
                    certificateFile.toUri().toString(),
                    BUNDLE + "keystore.private-key",
                    keyFile.toUri().toString(),
                    BUNDLE + "keystore.verify-keys",
                    true,
                    BUNDLE + "reload-on-update",
                    true,
                    "server.ssl.bundle",
                    "web")));
  }

  /** The web server would refuse them, too, but name no setting. */
  private static void requirePair(SettingNames names, Path certificate, Path key) {
    PemSslBundleProperties both = new PemSslBundleProperties();
    both.getKeystore().setCertificate(certificate.toUri().toString());
    both.getKeystore().setPrivateKey(key.toUri().toString());
    both.getKeystore().setVerifyKeys(true);
    try {
      PropertiesSslBundle.get(both);
    } catch (IllegalStateException e) {
      throw new StartFailure(
          "%s: '%s' is not the private key of the certificate that %s names."
              .formatted(names.name(KEY), key, names.name(CERTIFICATE)),
          e);
    }
  }

  private static Path file(
      String name, String text, String content, Predicate<PemContent> holdsIt) {
    Exception cause = null;
    try {
      Path file = Path.of(text).toAbsolutePath();
      if (holdsIt.test(PemContent.of(Files.readString(file)))) {
        return file;
      }
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      cause = e;
    }
    throw new StartFailure(
        "%s: '%s' is not a file in PEM that can be read and holds a %s."
            .formatted(name, text, content),
        cause);
  }
}
