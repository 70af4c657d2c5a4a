package dev.patchbay.catalog;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of secrets that somebody was handed, so that they can be taken out of what goes out again: as they are, as
 * Base64, as hexadecimal digits, and as they stand in URLs and in JSON. Where none was handed, nothing is looked at. A
 * guard against what slips out; a plugin that writes a secret in another way is not found.
 *
 * <p>Threads: safe for all; nothing here blocks.
 */
public final class HandedSecrets {
    /** For somebody who is handed none. */
    public static final HandedSecrets NONE = new HandedSecrets(0);
    /** What stands where a secret stood. */
    public static final String HIDDEN = "***";
    /** Shorter values would be found in every text. */
    public static final int LEAST_CHARS = 4;

    private static final int LEAST_LINE = 16;
    private static final int MAX_DEPTH = 64;

    private final int most;
    private final Set<String> values = new LinkedHashSet<>();
    /** All forms of all values, longest first. */
    private volatile List<String> forms = List.of();

    /**
     * Creates it without a value.
     *
     * @param most how many values are remembered; beyond, the oldest is forgotten
     */
    public HandedSecrets(int most) {
        this.most = most;
    }

    /**
     * Remembers a value.
     *
     * @param value what was handed
     */
    public void add(String value) {
        if (value.strip().length() < LEAST_CHARS || most == 0) {
            return;
        }
        synchronized (values) {
            if (!values.add(value)) {
                return;
            }
            if (values.size() > most) {
                values.remove(values.iterator().next());
            }
            forms = values.stream().flatMap(HandedSecrets::forms).distinct()
                    .sorted(Comparator.comparingInt(String::length).reversed()).toList();
        }
    }

    private static Stream<String> forms(String value) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(value);
        forms.add(value.strip());
        // A key of many lines is often told by one of them
        value.lines().map(String::strip).filter(line -> line.length() >= LEAST_LINE && !line.startsWith("-----"))
                .forEach(forms::add);
        for (String form : List.copyOf(forms)) {
            byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
            forms.add(URLEncoder.encode(form, StandardCharsets.UTF_8));
            forms.add(URLEncoder.encode(form, StandardCharsets.UTF_8).replace("+", "%20"));
            forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
            forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            forms.add(HexFormat.of().formatHex(bytes));
            forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
            forms.add(form.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r")
                    .replace("\t", "\\t"));
        }
        return forms.stream().filter(form -> form.strip().length() >= LEAST_CHARS);
    }

    /**
     * Returns whether there is nothing to look for.
     *
     * @return true until the first value
     */
    public boolean isEmpty() {
        return forms.isEmpty();
    }

    /**
     * Returns a text without the values.
     *
     * @param text any text
     * @return the same object if none is in it
     */
    public String hidden(String text) {
        String clean = text;
        for (String form : forms) {
            if (clean.contains(form)) {
                clean = clean.replace(form, HIDDEN);
            }
        }
        return clean;
    }

    /**
     * Returns JSON without the values, in its keys too.
     *
     * @param json of JDK types
     * @return the same object if none is in it
     */
    public @Nullable Object hiddenIn(@Nullable Object json) {
        return isEmpty() ? json : hiddenIn(json, 0);
    }

    private @Nullable Object hiddenIn(@Nullable Object json, int depth) {
        if (depth > MAX_DEPTH) {
            return HIDDEN;
        }
        return switch (json) {
            case String text -> hidden(text);
            case Map<?, ?> map -> hiddenIn(map, depth);
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                boolean isOther = false;
                for (Object element : list) {
                    Object clean = hiddenIn(element, depth + 1);
                    isOther |= !Objects.equals(clean, element);
                    copy.add(clean);
                }
                yield isOther ? Collections.unmodifiableList(copy) : list;
            }
            case null, default -> json;
        };
    }

    private Map<?, ?> hiddenIn(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        boolean isOther = false;
        for (Map.Entry<?, ?> member : map.entrySet()) {
            String key = String.valueOf(member.getKey());
            String name = hidden(key);
            Object clean = hiddenIn(member.getValue(), depth + 1);
            isOther |= !name.equals(key) || !Objects.equals(clean, member.getValue());
            copy.put(name, clean);
        }
        return isOther ? Collections.unmodifiableMap(copy) : map;
    }

    /** Leaves the values out. */
    @Override
    public String toString() {
        return "HandedSecrets[***]";
    }
}
