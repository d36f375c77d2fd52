package dev.comicpile.benchmark.load;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Readers with piles of the same size. */
public record Readers(List<Reader> all) implements AutoCloseable {

  private static final List<String> FORMATS = List.of("Comic", "Trade", "Omnibus", "Hardcover");

  public Readers {
    all = List.copyOf(all);
  }

  /** New readers, each with so many threads and a session that has ended. */
  public static Readers register(URI server, int readers, int threads) {
    List<Reader> all = new ArrayList<>();
    for (int i = 1; i <= readers; i++) {
      all.add(withPile(Reader.register(server, "reader-" + i), threads));
    }
    return new Readers(all);
  }

  /** Gives a reader so many threads and plays a session, which is ended. */
  public static Reader withPile(Reader reader, int threads) {
    Answer report = reader.upload(csv(threads));
    if (report.json().get("imported").asInt() != threads) {
      throw new IllegalStateException("The threads were not imported: " + report.text());
    }
    for (int n = 0; n < 24; n++) {
      Plays.RATE.once().accept(reader, n);
    }
    List<Long> ids =
        reader
            .get("/api/threads/")
            .json()
            .valueStream()
            .map(one -> one.get("id").asLong())
            .toList();
    long session = reader.get("/api/sessions/?limit=1").json().at("/0/id").asLong();
    return reader.knowing(ids, session);
  }

  /** Threads with so many issues that none is completed by a benchmark. */
  public static String csv(int threads) {
    StringBuilder csv = new StringBuilder("title,format,issues_remaining\n");
    IntStream.rangeClosed(1, threads)
        .forEach(
            n ->
                csv.append("The Adventures of Reader and Comic vol. ")
                    .append(n)
                    .append(',')
                    .append(FORMATS.get(n % FORMATS.size()))
                    .append(",100000\n"));
    return csv.toString();
  }

  /** The same readers, with the same tokens, at a program that was started anew. */
  public Readers at(URI server) {
    return new Readers(all.stream().map(reader -> reader.at(server)).toList());
  }

  public Reader first() {
    return all.getFirst();
  }

  /** One of them alone, by a number that goes round. */
  public Readers one(int number) {
    return new Readers(List.of(all.get(number % all.size())));
  }

  @Override
  public void close() {
    all.forEach(Reader::close);
  }
}
