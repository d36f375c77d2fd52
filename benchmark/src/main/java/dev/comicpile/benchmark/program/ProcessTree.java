package dev.comicpile.benchmark.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A process and all that descend from it, as they are at one moment. */
record ProcessTree(List<ProcessStatus> processes) {

  ProcessTree {
    processes = List.copyOf(processes);
  }

  static ProcessTree of(long root) {
    return of(root, running());
  }

  /** Those of the given processes that are the root or descend from it, the root first. */
  static ProcessTree of(long root, List<ProcessStatus> running) {
    List<ProcessStatus> tree = new ArrayList<>();
    Deque<Long> parents = new ArrayDeque<>();
    running.stream().filter(process -> process.pid() == root).forEach(tree::add);
    parents.add(root);
    while (!parents.isEmpty()) {
      long parent = parents.remove();
      for (ProcessStatus process : running) {
        if (process.parent() == parent) {
          tree.add(process);
          parents.add(process.pid());
        }
      }
    }
    return new ProcessTree(tree);
  }

  /** CPU time of all, of those that have ended too, in milliseconds. */
  long cpuMillis() {
    return processes.stream().mapToLong(ProcessStatus::totalTicks).sum()
        * ProcessStatus.TICK_MILLIS;
  }

  private static List<ProcessStatus> running() {
    try (Stream<Path> files = Files.list(Path.of("/proc"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .map(pid -> ProcessStatus.of(Long.parseLong(pid)))
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
