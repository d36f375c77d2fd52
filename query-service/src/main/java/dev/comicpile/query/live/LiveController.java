package dev.comicpile.query.live;

import dev.comicpile.web.AccessTokens;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Tells a client what happens to its reader's pile, from whichever device. */
@RestController
class LiveController {

  private final LiveStreams streams;
  private final AccessTokens tokens;

  LiveController(LiveStreams streams, AccessTokens tokens) {
    this.streams = streams;
    this.tokens = tokens;
  }

  /**
   * What happens to the pile, while it happens.
   *
   * <p>Server-sent events: the id is the store and the version, the data which version the pile has
   * reached, by which kinds of action, and which threads they touched. Last-Event-ID resumes: what
   * was missed comes as one event, or as an event named reset where the id is of another store or
   * long ago. A comment comes every 15 seconds. The stream ends with the access token.
   */
  @GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(implementation = Change.class)))
  void followEvents(
      Reader reader,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    LiveStream stream = streams.open(reader);
    try {
      response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
      response.setHeader("X-Accel-Buffering", "no");
      response.flushBuffer();
      if (!HttpMethod.HEAD.matches(request.getMethod())) {
        stream.writeTo(
            response.getOutputStream(),
            lastEventId,
            () -> streams.isRunning() && tokens.stillCounts(request));
      }
    } finally {
      streams.close(reader, stream);
    }
  }
}
