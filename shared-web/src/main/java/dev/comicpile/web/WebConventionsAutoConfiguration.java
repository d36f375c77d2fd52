package dev.comicpile.web;

import dev.comicpile.api.PileRules;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.bind.support.ConfigurableWebBindingInitializer;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.databind.json.JsonMapper;

/** The conventions that every endpoint of both services keeps; see the API conventions. */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration",
      "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(PileSettings.class)
@Import({
  AnswerHeaders.class,
  ConventionsFilter.class,
  DocsController.class,
  HealthController.class,
  LastRequests.class,
  PileVersionHeader.class,
  ProblemAdvice.class,
  QuietProbes.class,
  RateLimits.class,
  ReaderAdmission.class,
  StrictJsonConfiguration.class,
  TokenConfiguration.class
})
public class WebConventionsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  PileRules pileRules(PileSettings settings) {
    return settings.rules();
  }

  /** Ticks milliseconds, so that a time stored and read again is the same. */
  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }

  /** By which limits are reckoned. */
  @Bean
  @ConditionalOnMissingBean
  TimeMeter timeMeter() {
    return TimeMeter.SYSTEM_NANOTIME;
  }

  /** The dispatcher servlet does the same, and no filter needs it. */
  @Bean
  FilterRegistrationBean<RequestContextFilter> requestContextFilter() {
    FilterRegistrationBean<RequestContextFilter> none =
        new FilterRegistrationBean<>(new RequestContextFilter());
    none.setEnabled(false);
    return none;
  }

  /** What one address can hold is limited, or not, together with what it may ask. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> conventionsOfTomcat(
      PileSettings settings, AnswerHeaders headers, LastRequests last, JsonMapper json) {
    RequestAdapter.answerPlainHttp(json);
    List<IpAddressMatcher> proxies =
        settings.trustedProxies().stream().map(IpAddressMatcher::new).toList();
    return factory -> {
      factory.setProtocol(AddressedConnections.class.getName());
      factory.addConnectorCustomizers(
          connector -> {
            connector.setProperty("maxHeaderCount", String.valueOf(RequestSize.HEADERS));
            // A client that asks first is refused before it sends what nobody reads.
            connector.setProperty("continueResponseTiming", "onRead");
            AddressedConnections connections =
                (AddressedConnections) connector.getProtocolHandler();
            connections.handleBy(new RequestAdapter(connector, headers, last));
            if (settings.rateLimits()) {
              connections.limit(
                  address -> proxies.stream().anyMatch(proxy -> proxy.matches(address)));
            }
          });
      factory.addContextCustomizers(
          context -> {
            if (context.getParent() instanceof org.apache.catalina.core.StandardHost host) {
              // found in the pipeline by its name, so that none is made
              host.setErrorReportValveClass(ProblemReportValve.class.getName());
              host.getPipeline().addValve(new ProblemReportValve(headers, json));
            }
          });
    };
  }

  /** How values in addresses are read, said when all is there. */
  @Bean
  SmartInitializingSingleton addressValues(
      @Qualifier("requestMappingHandlerAdapter")
          ObjectProvider<RequestMappingHandlerAdapter> adapter) {
    return () -> {
      if (adapter.getObject().getWebBindingInitializer()
          instanceof ConfigurableWebBindingInitializer initializer) {
        initializer.setPropertyEditorRegistrar(new AddressValues());
      }
    };
  }

  /**
   * Lets controllers take a {@link Reader}, a {@link Paging} or a {@link WriteRequest}, and bodies
   * be JSON only.
   */
  @Configuration(proxyBeanMethods = false)
  static class Controllers implements WebMvcConfigurer {

    private static final Pattern OTHER_FORMATS = Pattern.compile("Yaml|Xml|Cbor|Smile");

    private final JsonMapper json;
    private final LastRequests last;
    private final Supplier<PileVersionHeader> versions;

    /** Made before the database, which knows the store, is looked for. */
    Controllers(JsonMapper json, LastRequests last, ObjectProvider<PileVersionHeader> versions) {
      this.json = json;
      this.last = last;
      this.versions = SingletonSupplier.of(versions::getObject);
    }

    /** Formats whose libraries happen to be there would pass by the strictness of the JSON. */
    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
      builder.addCustomConverter(new StreamedBodyConverter(last::isEnding));
      builder.withJsonConverter(new JsonAnswers(json));
      builder.configureMessageConvertersList(
          converters ->
              converters.removeIf(
                  converter -> OTHER_FORMATS.matcher(converter.getClass().getSimpleName()).find()));
    }

    /**
     * Leaves it to reads to be refused by what they accept. Spring sees that only when there is an
     * answer to be written, and a write would then be refused that has been done.
     */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
      ContentNegotiationStrategy accepted = new HeaderContentNegotiationStrategy();
      negotiation.strategies(
          List.of(
              request ->
                  RequestBodies.isWrite(((ServletWebRequest) request).getRequest())
                      ? ContentNegotiationStrategy.MEDIA_TYPE_ALL_LIST
                      : accepted.resolveMediaTypes(request)));
    }

    /** Spring's own takes seconds since 1970, too, and years that no database knows. */
    @Override
    public void addFormatters(FormatterRegistry registry) {
      registry.addConverter(String.class, Instant.class, StrictJsonConfiguration::time);
    }

    /**
     * Leaves {@link ProblemAdvice} alone to answer failures: Spring would take some that come in
     * the middle of an answer for answered, and a client the part that it has for all of it. Where
     * a part of the answer is out, a problem would look like more of it; the container closes the
     * connection instead.
     */
    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
      resolvers.removeIf(resolver -> !(resolver instanceof ExceptionHandlerExceptionResolver));
      resolvers.replaceAll(
          ours ->
              (request, response, handler, failure) ->
                  response.isCommitted() && !Problems.isBrokenOff(failure)
                      ? null
                      : ours.resolveException(request, response, handler, failure));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(new GivenOnce());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
      resolvers.add(new ReaderArgumentResolver());
      resolvers.add(new PagingArgumentResolver());
      resolvers.add(new WriteHeaders(versions));
    }
  }
}
