package dev.comicpile.query.app;

import dev.comicpile.web.ForwardedPrefix;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/** Tells the app's document under which path a reverse proxy shows it. */
final class AppBase implements ResourceTransformer {

  private static final String BASE = "<base href=\"/";

  @Override
  public Resource transform(
      HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
      throws IOException {
    Resource transformed = chain.transform(request, resource);
    String prefix = ForwardedPrefix.of(request);
    if (prefix.isEmpty() || !AppPage.INDEX.equals(resource.getFilename())) {
      return transformed;
    }
    String page = transformed.getContentAsString(StandardCharsets.UTF_8);
    return new TransformedResource(
        transformed,
        page.replace(BASE, BASE + prefix.substring(1) + "/").getBytes(StandardCharsets.UTF_8));
  }
}
