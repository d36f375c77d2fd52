package dev.comicpile.standalone.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import java.math.BigDecimal;
import java.util.Set;

/** The headers of requests and answers, each described once and referred to. */
final class Headers {

  static final String PILE_VERSION = "Pile-Version";
  static final String ETAG = "ETag";
  static final String RETRY_AFTER = "Retry-After";
  static final String CONTENT_DISPOSITION = "Content-Disposition";
  static final String SET_COOKIE = "Set-Cookie";

  static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  static final String IF_MATCH = "If-Match";
  static final String IF_NONE_MATCH = "If-None-Match";
  static final String PREFER = "Prefer";

  private static final int LONGEST_KEY = 200;

  private Headers() {}

  /** Describes them all. */
  static void addTo(Components components) {
    answers(components);
    requests(components);
  }

  private static void answers(Components components) {
    components
        .addHeaders(
            PILE_VERSION,
            new Header()
                .description(
                    "The version of the pile: the one that a write has made, or the one that a"
                        + " read was answered from. Send it with the next read.")
                .schema(version()))
        .addHeaders(
            ETAG,
            new Header()
                .description(
                    "Where the answer depends on nothing but the pile: what If-None-Match takes.")
                .schema(string().pattern("^W/\".+\"$").example("W/\"8f14e45f.7.42.3\"")))
        .addHeaders(
            RETRY_AFTER,
            new Header()
                .required(true)
                .description("How many seconds to wait before the request is sent again.")
                .schema(integer().minimum(BigDecimal.ONE).example(2)))
        .addHeaders(
            CONTENT_DISPOSITION,
            new Header()
                .description("The name to save the file under.")
                .schema(string().example("attachment; filename=\"comic-pile.json\"")))
        .addHeaders(
            SET_COOKIE,
            new Header()
                .description(
                    "The version once more, as the cookie pile_version for /api; where a browser"
                        + " signs in or out, its refresh token.")
                .schema(string().example("pile_version=8f14e45f.7.42; Path=/api")))
        .addHeaders(
            "WWW-Authenticate",
            new Header()
                .required(true)
                .description("How to authenticate: with a bearer token.")
                .schema(string().example("Bearer")))
        .addHeaders(
            "Accept",
            new Header()
                .description("The media types that the body may have.")
                .schema(string().example("application/json")));
  }

  private static void requests(Components components) {
    components
        .addParameters(
            IDEMPOTENCY_KEY,
            parameter(
                IDEMPOTENCY_KEY,
                "A key of your choice for this write, such as a UUID: sent again within 24 hours,"
                    + " it is answered the same and changes nothing.",
                string()
                    .minLength(1)
                    .maxLength(LONGEST_KEY)
                    .example("3a4f1c52-9d0b-4d6e-8a55-0a2f7f1c9e10")))
        .addParameters(
            IF_MATCH,
            parameter(
                IF_MATCH,
                "The version that the pile must be at, as Pile-Version or the ETag of a read says"
                    + " it.",
                string().example("42")))
        .addParameters(
            IF_NONE_MATCH,
            parameter(
                IF_NONE_MATCH,
                "The ETag of the answer that the client holds: 304 where it is still right.",
                string().example("W/\"8f14e45f.7.42.3\"")))
        .addParameters(
            PILE_VERSION,
            parameter(
                PILE_VERSION,
                "The version of the client's last write: the answer is at least that new, or a 503"
                    + " after some seconds.",
                version()))
        .addParameters(
            PREFER,
            parameter(
                PREFER,
                "stale-ok: rather an older answer than a 503 where the view has not caught up.",
                string().example("stale-ok")));
  }

  private static HeaderParameter parameter(String name, String description, Schema<?> schema) {
    HeaderParameter parameter = new HeaderParameter();
    parameter.name(name).description(description).required(false).schema(schema);
    return parameter;
  }

  private static Schema<?> version() {
    return integer().format("int64").minimum(BigDecimal.ZERO).example(42);
  }

  private static Schema<?> integer() {
    return new Schema<>().types(Set.of("integer"));
  }

  private static Schema<?> string() {
    return new Schema<>().types(Set.of("string"));
  }
}
