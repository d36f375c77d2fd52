package dev.comicpile.query.app;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.resource.PathResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/** Finds the files of the app, and its one document for every page that a browser asks for. */
final class AppPage extends PathResourceResolver {

  static final String INDEX = "index.html";

  @Override
  protected @Nullable Resource resolveResourceInternal(
      @Nullable HttpServletRequest request,
      String path,
      List<? extends Resource> locations,
      ResourceResolverChain chain) {
    Resource file = super.resolveResourceInternal(request, path, locations, chain);
    return file == null && isPage(request, path)
        ? super.resolveResourceInternal(request, INDEX, locations, chain)
        : file;
  }

  /** What a client of the API asks for in vain stays a 404. */
  private static boolean isPage(@Nullable HttpServletRequest request, String path) {
    String accept = request == null ? null : request.getHeader(HttpHeaders.ACCEPT);
    boolean browser = accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    boolean named = path.substring(path.lastIndexOf('/') + 1).contains(".");
    boolean services = path.matches("(api|actuator|webjars)(/.*)?");
    return browser && !named && !services;
  }
}
