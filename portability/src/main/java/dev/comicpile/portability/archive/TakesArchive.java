package dev.comicpile.portability.archive;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.MediaType;

/** Says in the API's document that an operation takes an {@link UploadedArchive}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(
    requestBody =
        @RequestBody(
            required = true,
            content = {
              @Content(
                  mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                  schemaProperties =
                      @SchemaProperty(
                          name = "file",
                          schema = @Schema(type = "string", format = "binary"))),
              @Content(
                  mediaType = MediaType.APPLICATION_JSON_VALUE,
                  schema = @Schema(type = "object"))
            }))
@interface TakesArchive {}
