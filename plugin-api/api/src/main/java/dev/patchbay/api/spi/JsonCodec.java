package dev.patchbay.api.spi;

import dev.patchbay.api.Internal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values of a Java type into JSON made of JDK types and back. Stateless.
 *
 * @param <T> the Java type
 */
@Internal
public interface JsonCodec<T extends @Nullable Object> {
    /**
     * Reads a value.
     *
     * @param json JSON of JDK types
     * @return the value
     * @throws InvalidValueException if the JSON does not fit the type
     */
    T decode(@Nullable Object json);

    /**
     * Writes a value.
     *
     * @param value the value
     * @return JSON of JDK types
     * @throws NullPointerException if the value or something in it is null where the type does not allow null
     * @throws IllegalArgumentException if the value has no JSON form, such as NaN
     */
    @Nullable
    Object encode(T value);

    /**
     * Returns whether null is a value of the type.
     *
     * @return whether null may be read and written
     */
    default boolean acceptsNull() {
        return false;
    }

    /**
     * Returns a codec of two functions which never see null.
     *
     * @param <T> the Java type
     * @param decoder reads a value
     * @param encoder writes a value
     * @return the codec
     */
    static <T> JsonCodec<T> of(Function<Object, T> decoder, Function<T, Object> encoder) {
        return new JsonCodec<>() {
            @Override
            public T decode(@Nullable Object json) {
                if (json == null) {
                    throw new InvalidValueException("", "must not be null");
                }
                return decoder.apply(json);
            }

            @Override
            public Object encode(T value) {
                if (value == null) {
                    throw new NullPointerException("A value is null although its type is not marked @Nullable");
                }
                return encoder.apply(value);
            }
        };
    }
}
