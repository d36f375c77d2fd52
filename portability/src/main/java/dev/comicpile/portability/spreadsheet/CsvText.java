package dev.comicpile.portability.spreadsheet;

import dev.comicpile.web.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * The text of an uploaded CSV file.
 *
 * @param text without a byte order mark and without a line that only names the delimiter
 * @param delimiter the delimiter that such a line named, null where there is none
 */
record CsvText(String text, @Nullable Character delimiter) {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /**
   * What spreadsheets take for a sign to themselves, and don't show. A quotation mark delimits
   * nothing, since it quotes.
   */
  private static final Pattern NAMED_DELIMITER =
      Pattern.compile(
          "\"?sep=([^\\r\\n\"])\"?[,;\\t]*(\\r\\n|\\r|\\n|$)", Pattern.CASE_INSENSITIVE);

  /**
   * Decodes a file, which is UTF-16 where its byte order mark says so.
   *
   * @throws ResponseStatusException 400, if it is in neither encoding
   */
  static CsvText of(byte[] file) {
    Charset charset = charset(file);
    String decoded;
    try {
      decoded = charset.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedException(
          HttpStatus.BAD_REQUEST,
          "csv_letters",
          "The file is not in "
              + charset
              + (charset.equals(StandardCharsets.UTF_8)
                  ? ". Please save it as CSV UTF-8."
                  : ", as its byte order mark says."));
    }
    String text = decoded.indexOf(BYTE_ORDER_MARK) == 0 ? decoded.substring(1) : decoded;
    Matcher named = NAMED_DELIMITER.matcher(text);
    return named.lookingAt()
        ? new CsvText(text.substring(named.end()), named.group(1).charAt(0))
        : new CsvText(text, null);
  }

  private static Charset charset(byte[] file) {
    if (file.length >= 2) {
      int mark = (file[0] & 0xFF) << 8 | (file[1] & 0xFF);
      if (mark == 0xFFFE) {
        return StandardCharsets.UTF_16LE;
      }
      if (mark == 0xFEFF) {
        return StandardCharsets.UTF_16BE;
      }
    }
    return StandardCharsets.UTF_8;
  }
}
