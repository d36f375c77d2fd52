package dev.comicpile.standalone.openapi;

import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;

/** The ways in which a request is refused; each is described once and referred to. */
@SuppressWarnings("ImmutableEnumChecker") // the list is one that cannot be changed
enum Refusal {
  BAD_REQUEST(
      400,
      "BadRequest",
      "A rule does not allow it, or the request cannot be read; `detail` says which and why."),
  UNAUTHORIZED(
      401,
      "Unauthorized",
      "The access token is missing, malformed, expired or revoked.",
      "WWW-Authenticate",
      "Set-Cookie"),
  FORBIDDEN(
      403,
      "Forbidden",
      "Only an admin may do that, the key is not for it, the account is locked, or nobody may"
          + " register."),
  NOT_FOUND(404, "NotFound", "There is no such thing in this reader's pile.", "Pile-Version"),
  NOT_ACCEPTABLE(406, "NotAcceptable", "It cannot be answered as what `Accept` asks for."),
  CONFLICT(
      409,
      "Conflict",
      "Something else happened first; `detail` says what. After a conflict with other writers the"
          + " same request may be sent again."),
  PRECONDITION_FAILED(
      412, "PreconditionFailed", "The pile is not at the version that `If-Match` names."),
  TOO_LARGE(413, "TooLarge", "The body is larger than what is taken here."),
  ADDRESS_TOO_LONG(414, "AddressTooLong", "The address is longer than 8 KB."),
  WRONG_MEDIA_TYPE(
      415, "WrongMediaType", "The body is in a form or coding that is not taken here.", "Accept"),
  INVALID(
      422, "Invalid", "Something in the request cannot be taken; `errors` says what, one by one."),
  TOO_MANY(429, "TooManyRequests", "The client asks more often than it may.", "Retry-After"),
  HEADERS_TOO_LARGE(431, "HeadersTooLarge", "The headers are larger than 32 KB."),
  FAILED(500, "Failed", "Something went wrong on the server, whose log says what.", "Pile-Version"),
  BAD_GATEWAY(
      502,
      "BadGateway",
      "Behind a gateway: the service went away before it answered. Send a write again with the same"
          + " `Idempotency-Key`.",
      "Retry-After"),
  UNAVAILABLE(
      503,
      "Unavailable",
      "The database or the event store cannot be reached, or the view has not caught up with the"
          + " client's own writes in time.",
      "Retry-After"),
  GATEWAY_TIMEOUT(
      504,
      "GatewayTimeout",
      "Behind a gateway: the service did not answer in time. Send a write again with the same"
          + " `Idempotency-Key`.",
      "Retry-After");

  /** The name of the schema of all refusals. */
  static final String PROBLEM = "Problem";

  private final int status;
  private final String component;
  private final String description;
  private final List<String> headers;

  Refusal(int status, String component, String description, String... headers) {
    this.status = status;
    this.component = component;
    this.description = description;
    this.headers = List.of(headers);
  }

  String status() {
    return Integer.toString(status);
  }

  String component() {
    return component;
  }

  ApiResponse reference() {
    return new ApiResponse().$ref(component);
  }

  ApiResponse described() {
    ApiResponse response =
        new ApiResponse()
            .description(description)
            .content(
                new Content()
                    .addMediaType(
                        "application/problem+json",
                        new MediaType().schema(new Schema<>().$ref(PROBLEM))));
    headers.forEach(name -> response.addHeaderObject(name, new Header().$ref(name)));
    return response;
  }
}
