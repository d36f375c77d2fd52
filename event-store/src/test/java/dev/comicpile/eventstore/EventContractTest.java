package dev.comicpile.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.event.AccountEvent;
import dev.comicpile.api.event.PileEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Events are a published contract. The files under {@code src/test/resources/events} are approved:
 * they are only ever added to. {@code -Dapprove=true} writes those that don't exist yet.
 */
class EventContractTest {

  private static final Path APPROVED = Path.of("src/test/resources/events");

  private final EventSerializer serializer = new EventSerializer();

  static Stream<Class<?>> events(Class<?> sealed) {
    return sealed.isSealed()
        ? Arrays.stream(sealed.getPermittedSubclasses()).flatMap(EventContractTest::events)
        : Stream.of(sealed);
  }

  @Test
  void everyEventHasAStoredName() {
    assertThat(EventTypes.all())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(events(PileEvent.class), events(AccountEvent.class)).toList());
  }

  @Test
  void everyEventHasAnExample() {
    assertThat(EventExamples.ALL.stream().<Class<?>>map(Object::getClass).toList())
        .containsExactlyInAnyOrderElementsOf(EventTypes.all());
  }

  @ParameterizedTest
  @FieldSource("dev.comicpile.eventstore.EventExamples#ALL")
  void isWrittenAsApprovedAndReadBack(Object event) throws IOException {
    SerializedType type = serializer.typeForClass(event.getClass());
    Path file = APPROVED.resolve(type.getName() + "." + type.getRevision() + ".json");
    if (Boolean.getBoolean("approve") && Files.notExists(file)) {
      Files.createDirectories(APPROVED);
      Files.writeString(
          file,
          serializer
                  .getObjectMapper()
                  .writerWithDefaultPrettyPrinter()
                  .writeValueAsString(serializer.getObjectMapper().readTree(serializer.json(event)))
              + "\n");
    }
    String approved = Files.readString(file);
    assertThat(serializer.getObjectMapper().readTree(serializer.json(event)))
        .isEqualTo(serializer.getObjectMapper().readTree(approved));
    assertThat(read(type, approved)).isEqualTo(event);
  }

  @Test
  void everyApprovedRevisionCanStillBeRead() throws IOException {
    try (Stream<Path> files = Files.list(APPROVED)) {
      assertThat(files.toList())
          .allSatisfy(
              file -> {
                String[] name = file.getFileName().toString().split("\\.");
                assertThat(read(new SimpleSerializedType(name[0], name[1]), Files.readString(file)))
                    .isInstanceOfAny(PileEvent.class, AccountEvent.class);
              });
    }
  }

  @Test
  void anEventOfANewerProgramIsNotTakenForAnotherOne() {
    Object unknown = read(new SimpleSerializedType("ThreadRated", "99"), "{}");

    assertThat(unknown).isInstanceOf(UnknownSerializedType.class);
    assertThat(PileStreams.unknown((UnknownSerializedType) unknown))
        .hasMessageContaining("'ThreadRated' of revision 99");
  }

  @Test
  void nothingButEventsIsStoredAsAnEvent() {
    assertThatThrownBy(() -> serializer.serialize("a text", byte[].class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFieldThatIsMissingIsNotTakenForZero() {
    assertThatThrownBy(
            () -> read(new SimpleSerializedType("ThreadUnsnoozed", "1"), "{\"session_id\":1}"))
        .isInstanceOf(org.axonframework.serialization.SerializationException.class);
  }

  @Test
  void metadataKeepsItsValues() {
    MetaData metadata = MetaData.with("action", "rate").and("action_version", 12);
    SerializedObject<byte[]> stored = serializer.serialize(metadata, byte[].class);

    assertThat(Objects.requireNonNull(serializer.<byte[], MetaData>deserialize(stored)))
        .isEqualTo(metadata);
  }

  private Object read(SerializedType type, String json) {
    return serializer.deserialize(
        new SimpleSerializedObject<>(json.getBytes(StandardCharsets.UTF_8), byte[].class, type));
  }
}
