package dev.untorn.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Writes records as JSON: a member for each component, in order. Empty components are left out;
 * empty values of a map or a list are null. Enums are in lower case, durations in seconds. Records
 * of a sealed interface begin with the member {@code kind}, their type.
 */
public final class Json {
  /** The name of the member, if not the component's own. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Name {
    String value();
  }

  /** Members of the component, a record or a map, become members of the enclosing record. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Flat {}

  private final boolean snakeCase;
  private final Map<Class<?>, Function<Object, Object>> forms = new LinkedHashMap<>();

  private Json(boolean snakeCase) {
    this.snakeCase = snakeCase;
  }

  /** With member names like {@code size_bytes}. */
  public static Json snakeCase() {
    return new Json(true);
  }

  /** With member names like {@code sizeBytes}. */
  public static Json camelCase() {
    return new Json(false);
  }

  /** Writes objects of a type as something else: a text, a map, another record. */
  public <T> Json as(Class<T> type, Function<? super T, ?> form) {
    forms.put(type, value -> form.apply(type.cast(value)));
    return this;
  }

  /** Indented, over several lines. */
  public String text(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return text + "\n";
  }

  private Object formed(Object value) {
    return forms.entrySet().stream()
        .filter(form -> form.getKey().isInstance(value))
        .findFirst()
        .map(form -> form.getValue().apply(value))
        .orElse(value);
  }

  private void write(JsonGenerator json, Object value) throws IOException {
    Optional<?> present = present(value);
    if (present.isEmpty()) {
      json.writeNull();
      return;
    }
    switch (formed(present.get())) {
      case String text -> json.writeString(text);
      case Boolean truth -> json.writeBoolean(truth);
      case Double number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Enum<?> constant -> json.writeString(name(constant));
      case Duration time -> json.writeNumber(time.toNanos() / 1e9);
      case Instant time -> json.writeString(time.toString());
      case Path path -> json.writeString(path.toString());
      case URI uri -> json.writeString(uri.toString());
      case long[] numbers -> elements(json, LongStream.of(numbers).boxed());
      case Collection<?> all -> elements(json, all.stream());
      case Map<?, ?> map -> object(json, map);
      case Record record -> object(json, record);
      case Object other ->
          throw new IllegalArgumentException("there is no JSON for " + other.getClass());
    }
  }

  private void elements(JsonGenerator json, Stream<?> all) throws IOException {
    json.writeStartArray();
    for (Object one : all.toList()) {
      write(json, one);
    }
    json.writeEndArray();
  }

  private void object(JsonGenerator json, Object value) throws IOException {
    json.writeStartObject();
    members(json, value);
    json.writeEndObject();
  }

  private void members(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> member : map.entrySet()) {
        json.writeFieldName(name(formed(member.getKey())));
        write(json, member.getValue());
      }
      return;
    }
    Class<?> type = value.getClass();
    if (Stream.of(type.getInterfaces()).anyMatch(Class::isSealed)) {
      json.writeStringField("kind", snake(type.getSimpleName()));
    }
    for (RecordComponent component : type.getRecordComponents()) {
      Optional<?> present = present(member(component, value));
      if (present.isEmpty()) {
        continue;
      }
      if (component.isAnnotationPresent(Flat.class)) {
        members(json, formed(present.get()));
      } else {
        json.writeFieldName(name(component));
        write(json, present.get());
      }
    }
  }

  private static Object member(RecordComponent component, Object record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a component of a record cannot be read: " + component, e);
    }
  }

  /** A value itself, or what is in an optional one. */
  private static Optional<?> present(Object value) {
    return switch (value) {
      case Optional<?> any -> any;
      case OptionalInt any -> any.isPresent() ? Optional.of(any.getAsInt()) : Optional.empty();
      case OptionalLong any -> any.isPresent() ? Optional.of(any.getAsLong()) : Optional.empty();
      case OptionalDouble any ->
          any.isPresent() ? Optional.of(any.getAsDouble()) : Optional.empty();
      case Object other -> Optional.of(other);
    };
  }

  private String name(RecordComponent component) {
    Name given = component.getAnnotation(Name.class);
    if (given != null) {
      return given.value();
    }
    return snakeCase ? snake(component.getName()) : component.getName();
  }

  private static String name(Object key) {
    return key instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT)
        : key.toString();
  }

  private static String snake(String camel) {
    return camel.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
