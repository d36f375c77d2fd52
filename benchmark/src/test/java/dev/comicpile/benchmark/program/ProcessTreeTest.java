package dev.comicpile.benchmark.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

  @Test
  void theNameOfAProgramMayHoldBracketsAndSpaces() {
    ProcessStatus status = ProcessStatus.parse(line(42, "a) (b", 7, 10, 5, 3, 2));

    assertThat(status).isEqualTo(new ProcessStatus(42, "a) (b", 7, 15, 5));
  }

  @Test
  void descendantsAreFoundAtAnyDepthAndStrangersAreNot() {
    ProcessTree tree =
        ProcessTree.of(
            1, List.of(of(3, 2, 30), of(1, 0, 10), of(2, 1, 20), of(4, 0, 1000), of(5, 3, 40)));

    assertThat(tree.processes()).extracting(ProcessStatus::pid).containsExactly(1L, 2L, 3L, 5L);
  }

  @Test
  void theTimeOfChildrenThatHaveEndedIsCounted() {
    ProcessTree tree =
        ProcessTree.of(
            1, List.of(new ProcessStatus(1, "java", 0, 10, 5), new ProcessStatus(2, "x", 1, 3, 0)));

    assertThat(tree.cpuMillis()).isEqualTo(180);
  }

  @Test
  void socketsThatListenAreFoundByTheirPort() {
    List<String> lines =
        List.of(
            "  sl  local_address rem_address   st",
            "   0: 0100007F:1FBC 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0  0 77"
                + " 1",
            "   1: 0100007F:1FBC 0100007F:9999 01 00000000:00000000 00:00000000 00000000  0  0 78"
                + " 1",
            "   2: 0100007F:1FBD 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0  0 79"
                + " 1");

    assertThat(ListeningProcess.inodes(lines, 8124)).containsExactly("77");
  }

  private static ProcessStatus of(long pid, long parent, long ticks) {
    return new ProcessStatus(pid, "java", parent, ticks, 0);
  }

  private static String line(
      long pid, String name, long parent, int user, int system, int reapedUser, int reapedSystem) {
    String before = "%s (%s) S %s ".formatted(pid, name, parent);
    Stream<Integer> zeros = IntStream.range(0, 9).boxed().map(n -> 0);
    Stream<Integer> times = Stream.of(user, system, reapedUser, reapedSystem, 20, 0);
    return before
        + Stream.concat(zeros, times).map(String::valueOf).collect(Collectors.joining(" "));
  }
}
