package dev.comicpile.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.Die;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.AccountEvent;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.eventstore.EventJson.StoredEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventData;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Events are a published contract. The files under {@code src/test/resources/events} are approved:
 * they are only ever added to. {@code -Dapprove=true} writes those that don't exist yet.
 */
class EventContractTest {

  private static final Path APPROVED = Path.of("src/test/resources/events");

  private final EventSerializer serializer = new EventSerializer();

  private JsonNode json(Object event) {
    return serializer
        .getObjectMapper()
        .readTree(serializer.serialize(event, byte[].class).getData());
  }

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
                  .writeValueAsString(json(event))
              + "\n");
    }
    String approved = Files.readString(file);
    assertThat(json(event)).isEqualTo(serializer.getObjectMapper().readTree(approved));
    assertThat(read(type, approved)).isEqualTo(event);
  }

  static List<Path> approved() throws IOException {
    try (Stream<Path> files = Files.list(APPROVED)) {
      return files.sorted().toList();
    }
  }

  /** Every revision of an event says the same, unless an earlier one could not say all of it. */
  @ParameterizedTest
  @MethodSource("approved")
  void everyApprovedRevisionIsStillReadAsTheSameEvent(Path file) throws IOException {
    String[] name = file.getFileName().toString().split("\\.", -1);
    SerializedType type = new SimpleSerializedType(name[0], name[1]);
    Object example =
        EventExamples.ALL.stream()
            .filter(event -> serializer.typeForClass(event.getClass()).getName().equals(name[0]))
            .findFirst()
            .orElseThrow();

    assertThat(read(type, Files.readString(file)))
        .isEqualTo(EventExamples.EARLIER.getOrDefault(file.getFileName().toString(), example));
  }

  @ParameterizedTest
  @MethodSource("approved")
  void everyApprovedRevisionIsReadOutsideOfTheStoreToo(Path file) throws IOException {
    String[] name = file.getFileName().toString().split("\\.", -1);
    StoredEvent stored =
        new StoredEvent(
            name[0],
            name[1],
            serializer.getObjectMapper().readTree(Files.readString(file, StandardCharsets.UTF_8)));
    Object example = read(new SimpleSerializedType(name[0], name[1]), Files.readString(file));

    if (example instanceof PileEvent event) {
      assertThat(new EventJson().read(stored)).isEqualTo(event);
    } else {
      assertThatThrownBy(() -> new EventJson().read(stored))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  void noRevisionIsMissing() throws IOException {
    List<String> names = approved().stream().map(file -> file.getFileName().toString()).toList();
    for (Class<?> event : EventTypes.all()) {
      SerializedType type = serializer.typeForClass(event);
      for (int revision = 1; revision <= Integer.parseInt(type.getRevision()); revision++) {
        assertThat(names).contains(type.getName() + "." + revision + ".json");
      }
    }
  }

  @Test
  void anEventIsWrittenInItsPresentRevisionOnly() {
    StoredEvent written =
        new EventJson()
            .write(
                new SessionEvent.ThreadChosen(
                    new SessionId(3),
                    new ThreadId(7),
                    "Saga",
                    SelectionMethod.SET_PENDING,
                    Die.D6,
                    1,
                    0,
                    0,
                    Instant.EPOCH));

    assertThat(written.revision()).isEqualTo("2");
    assertThat(written.payload().get("selection_method").asString()).isEqualTo("set_pending");
    assertThat(written.payload().has("method")).isFalse();
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
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void anIdIsAnyWholeNumberAndNullOnlyWhereNoneIsNeeded() {
    assertThat(
            read(
                new SimpleSerializedType("ThreadUnsnoozed", "1"),
                """
                {"session_id": 3.0, "thread_id": 7, "title": "Saga", "at": "1970-01-01T00:00:00Z"}
                """))
        .isEqualTo(
            new SessionEvent.ThreadUnsnoozed(
                new SessionId(3), new ThreadId(7), "Saga", Instant.EPOCH));
    assertThatThrownBy(
            () ->
                read(
                    new SimpleSerializedType("ThreadUnsnoozed", "1"),
                    "{\"session_id\": null, \"thread_id\": 7}"))
        .isInstanceOf(SerializationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread_id", "issues_read"})
  void wholeNumbersAreReadHoweverTheyAreWrittenAndOthersNot(String field) throws IOException {
    SerializedType rated = new SimpleSerializedType("ThreadRated", "1");
    String approved = Files.readString(APPROVED.resolve("ThreadRated.1.json"));
    String number = "(\"" + field + "\" : [0-9]+)";

    assertThat(read(rated, approved.replaceFirst(number, "$1.0"))).isEqualTo(read(rated, approved));
    assertThatThrownBy(() -> read(rated, approved.replaceFirst(number, "$1.5")))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> read(rated, approved.replaceFirst(number, "$1e999999999")))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> read(rated, approved.replaceFirst(number + ",", "")))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void metadataKeepsItsValues() {
    MetaData metadata = MetaData.with("action", "rate").and("action_version", 12);
    SerializedObject<byte[]> stored = serializer.serialize(metadata, byte[].class);

    assertThat(Objects.requireNonNull(serializer.<byte[], MetaData>deserialize(stored)))
        .isEqualTo(metadata);
  }

  /** Reads an event as the store does. */
  private Object read(SerializedType type, String json) {
    EventData<byte[]> stored =
        new GenericDomainEventEntry<>(
            "Pile",
            "1",
            0,
            "id",
            Instant.EPOCH,
            type.getName(),
            type.getRevision(),
            json.getBytes(StandardCharsets.UTF_8),
            "{}".getBytes(StandardCharsets.UTF_8));
    return EventUpcasters.CHAIN
        .upcast(Stream.of(new InitialEventRepresentation(stored, serializer)))
        .map(event -> serializer.deserialize(event.getData()))
        .findFirst()
        .orElseThrow();
  }
}
