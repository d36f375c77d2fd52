package dev.comicpile.startup;

/** Where the database is, and whom to log in as. */
public record DatabaseAddress(String url, String username, String password) {

  @Override
  public String toString() {
    return "DatabaseAddress"; // never the password
  }
}
