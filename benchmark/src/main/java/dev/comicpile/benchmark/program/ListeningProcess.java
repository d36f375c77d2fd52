package dev.comicpile.benchmark.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process of this machine that was started elsewhere, known by where it listens. */
record ListeningProcess(long pid) {

  private static final String LISTENS = "0A";

  /** The one that listens at a port. */
  static ListeningProcess at(String address) {
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    Set<String> sockets =
        Stream.of("/proc/net/tcp", "/proc/net/tcp6")
            .flatMap(file -> inodes(lines(Path.of(file)), port).stream())
            .map(inode -> "socket:[" + inode + "]")
            .collect(Collectors.toSet());
    return processes()
        .filter(pid -> holds(pid, sockets))
        .findFirst()
        .map(ListeningProcess::new)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Nothing on this machine listens at " + address + ": please start it first."));
  }

  /** Inodes of the sockets that listen at a port, from lines as in {@code /proc/net/tcp}. */
  static List<String> inodes(List<String> lines, int port) {
    String hexadecimal = ":" + HexFormat.of().withUpperCase().toHexDigits((short) port);
    return lines.stream()
        .skip(1)
        .map(line -> List.of(line.strip().split("\\s+")))
        .filter(fields -> fields.get(1).endsWith(hexadecimal) && fields.get(3).equals(LISTENS))
        .map(fields -> fields.get(9))
        .toList();
  }

  long cpuMillis() {
    return ProcessTree.of(pid).cpuMillis();
  }

  private static Stream<Long> processes() {
    return ProcessHandle.allProcesses().map(ProcessHandle::pid);
  }

  private static boolean holds(long pid, Set<String> sockets) {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files
          .map(ListeningProcess::target)
          .flatMap(Optional::stream)
          .anyMatch(sockets::contains);
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  private static Optional<String> target(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException closed) {
      return Optional.empty();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException noSuchProtocol) {
      return List.of();
    }
  }
}
