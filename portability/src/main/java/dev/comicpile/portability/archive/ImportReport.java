package dev.comicpile.portability.archive;

import dev.comicpile.portability.format.Remark;
import dev.comicpile.web.Secret;
import java.util.List;

/**
 * What an import brought in.
 *
 * @param readers how many readers the archive has, all of them in this system now
 * @param events how many events their streams have
 * @param passwords for the accounts that were made: an archive holds none
 * @param notCarriedOver a sentence for everything that is not quite what the archive says
 * @param remarks the same for programs, in the same order
 */
public record ImportReport(
    int readers,
    long events,
    List<NewPassword> passwords,
    List<String> notCarriedOver,
    List<Remark.Coded> remarks) {

  /** A password that nobody has chosen, told once. */
  public record NewPassword(String username, Secret password) {}
}
