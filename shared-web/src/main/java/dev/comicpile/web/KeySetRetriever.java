package dev.comicpile.web;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URL;
import java.text.ParseException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the published keys, and falls back to those that were kept last where they cannot be
 * fetched.
 */
final class KeySetRetriever implements ResourceRetriever {

  private static final Logger log = LoggerFactory.getLogger(KeySetRetriever.class);

  private static final String TYPE = "application/json";

  private final ResourceRetriever retriever;
  private final KeptKeys kept;

  KeySetRetriever(ResourceRetriever retriever, KeptKeys kept) {
    this.retriever = retriever;
    this.kept = kept;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    Resource fetched;
    try {
      fetched = retriever.retrieveResource(url);
      JWKSet.parse(fetched.getContent());
    } catch (IOException | ParseException unusable) {
      Resource last = last().orElseThrow(() -> new IOException("no keys at " + url, unusable));
      log.info("The keys at {} cannot be fetched; those seen last are used", url);
      return last;
    }
    try {
      kept.keep(fetched.getContent());
    } catch (RuntimeException e) {
      log.warn("The published keys could not be kept: {}", e.toString());
    }
    return fetched;
  }

  private Optional<Resource> last() {
    try {
      return kept.last().map(keySet -> new Resource(keySet, TYPE));
    } catch (RuntimeException e) {
      log.warn("The keys seen last could not be read: {}", e.toString());
      return Optional.empty();
    }
  }
}
