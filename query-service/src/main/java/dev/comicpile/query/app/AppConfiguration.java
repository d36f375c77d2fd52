package dev.comicpile.query.app;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the web app from the class path. Its pages have addresses of their own, so a browser that
 * asks for anything else than a file is given the one document that shows them all. Without the
 * app, a build for work on the services alone, the start page leads to the description of the API.
 */
@Configuration(proxyBeanMethods = false)
class AppConfiguration implements WebMvcConfigurer {

  private static final String FILES = "app/";
  private static final String LOCATION = "classpath:/" + FILES;

  /** Their names change with their content. */
  private static final Duration ASSETS = Duration.ofDays(365);

  private final boolean built = new ClassPathResource(FILES + AppPage.INDEX).exists();

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    if (built) {
      registry.addViewController("/").setViewName("forward:/" + AppPage.INDEX);
    } else {
      registry.addRedirectViewController("/", "/docs");
    }
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    if (!built) {
      return;
    }
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations(LOCATION + "assets/")
        .setUseLastModified(false)
        .setCacheControl(CacheControl.maxAge(ASSETS).cachePublic().immutable());
    registry
        .addResourceHandler("/**")
        .addResourceLocations(LOCATION)
        .setUseLastModified(false)
        .setCacheControl(CacheControl.noCache())
        .resourceChain(false)
        .addResolver(new AppPage())
        .addTransformer(new AppBase());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new AppPolicy());
  }
}
