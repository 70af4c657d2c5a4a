package dev.patchbay.catalog.schema;

import com.networknt.schema.path.NodePath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Places in a JSON value, written for people: {@code filters.roles[2]}. */
final class JsonPath {
    private JsonPath() {}

    static String of(NodePath path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            if (path.getElement(i) instanceof Integer index) {
                text.append('[').append(index.intValue()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(path.getElement(i));
            }
        }
        return text.toString();
    }

    static String member(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Returns what stands at the first {@code length} elements of a path, null if there is nothing. */
    static @Nullable Object valueAt(@Nullable Object root, NodePath path, int length) {
        Object value = root;
        for (int i = 0; i < length; i++) {
            Object element = path.getElement(i);
            if (value instanceof Map<?, ?> map) {
                value = map.get(String.valueOf(element));
            } else if (value instanceof List<?> list) {
                int index = element instanceof Integer number ? number : Integer.parseInt(String.valueOf(element));
                value = index < list.size() ? list.get(index) : null;
            } else {
                return null;
            }
        }
        return value;
    }
}
