package dev.comicpile.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what the servlet container refuses or what failed outside of Spring MVC. */
@Hidden
@RestController
final class ProblemErrorController implements ErrorController {

  private final AnswerHeaders headers;

  ProblemErrorController(AnswerHeaders headers) {
    this.headers = headers;
  }

  @RequestMapping("${spring.web.error.path:/error}")
  ResponseEntity<ProblemDetail> error(HttpServletRequest request, HttpServletResponse response) {
    headers.setUnread(request, response);
    ProblemException problem =
        request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Exception failure
            ? Problems.of(failure, request)
            : Problems.of(
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                        && code >= 400
                    ? HttpStatusCode.valueOf(code)
                    : HttpStatus.NOT_FOUND);
    return ProblemAdvice.answer(
        problem,
        Objects.requireNonNullElse(
                request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), request.getRequestURI())
            .toString());
  }
}
