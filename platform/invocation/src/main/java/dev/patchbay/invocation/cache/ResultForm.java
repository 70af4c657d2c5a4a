package dev.patchbay.invocation.cache;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How results are written down, and read again. Throws nothing for what it has written itself. */
public interface ResultForm {
    /**
     * Returns a result as JSON.
     *
     * @param result the result
     * @return JSON of JDK types
     */
    Map<String, @Nullable Object> write(Object result);

    /**
     * Returns the result of its JSON.
     *
     * @param json what {@link #write} returned
     * @return the result
     */
    Object read(Map<String, @Nullable Object> json);
}
