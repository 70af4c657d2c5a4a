package dev.patchbay.catalog.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words for keywords and values. */
final class Words {
    private static final int BRIEF = 60;
    private static final Map<Object, String> FORMATS = Map.of("email", "an e-mail address", "date",
            "a date such as 2026-07-28", "date-time", "a time stamp such as 2026-07-28T12:00:00Z", "time",
            "a time such as 12:00:00Z", "uri", "an absolute URI", "uuid", "a UUID", "duration",
            "an ISO 8601 duration such as PT1H30M", "ipv4", "an IPv4 address", "ipv6", "an IPv6 address", "hostname",
            "a host name");

    private Words() {}

    static String types(@Nullable Object type) {
        List<?> names = type instanceof List<?> list ? list : List.of(String.valueOf(type));
        return names.stream().map(name -> switch (String.valueOf(name)) {
            case "null" -> "null";
            case "array", "integer", "object" -> "an " + name;
            default -> "a " + name;
        }).collect(Collectors.joining(" or "));
    }

    static String choice(@Nullable Object values) {
        if (!(values instanceof List<?> list)) {
            return "one of the listed values";
        }
        int most = 20;
        String text = list.stream().limit(most).map(value -> value instanceof String s ? s : brief(value))
                .collect(Collectors.joining(", "));
        String all = list.size() > most ? text + ", … (" + list.size() + " values)" : text;
        return list.size() == 1 ? all : "one of " + all;
    }

    static String problem(String keyword, @Nullable Object rule, @Nullable Object is, String otherwise) {
        return switch (keyword) {
            case "minimum" -> "must be at least " + rule + ", but is " + brief(is);
            case "maximum" -> "must be at most " + rule + ", but is " + brief(is);
            case "exclusiveMinimum" -> "must be greater than " + rule + ", but is " + brief(is);
            case "exclusiveMaximum" -> "must be less than " + rule + ", but is " + brief(is);
            case "multipleOf" -> "must be a multiple of " + rule + ", but is " + brief(is);
            case "minLength" -> "must have at least " + count(rule, "character") + ", but has " + length(is);
            case "maxLength" -> "must have at most " + count(rule, "character") + ", but has " + length(is);
            case "pattern" -> "must match the pattern " + rule + ", but is " + brief(is);
            case "format" -> "must be " + FORMATS.getOrDefault(String.valueOf(rule), "of the format " + rule)
                    + ", but is " + brief(is);
            case "minItems" -> "must have at least " + count(rule, "element") + ", but has " + length(is);
            case "maxItems" -> "must have at most " + count(rule, "element") + ", but has " + length(is);
            case "minProperties" -> "must have at least " + count(rule, "member") + ", but has " + length(is);
            case "maxProperties" -> "must have at most " + count(rule, "member") + ", but has " + length(is);
            case "uniqueItems" -> "must not hold the same element twice";
            case "contains", "minContains" -> "holds too few of the elements it must contain";
            case "maxContains" -> "holds too many of the elements it may contain";
            case "not" -> "must not be what the schema excludes, but is " + brief(is);
            case "propertyNames" -> "has a member whose name is not allowed: " + otherwise;
            case "false" -> "is not allowed here";
            default -> otherwise;
        };
    }

    private static String count(@Nullable Object rule, String unit) {
        return rule + " " + unit + ("1".equals(String.valueOf(rule)) ? "" : "s");
    }

    private static int length(@Nullable Object is) {
        return switch (is) {
            case String text -> text.codePointCount(0, text.length());
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case null, default -> 0;
        };
    }

    static String brief(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> "\"" + cut(text) + "\"";
            case Map<?, ?> map -> "an object";
            case List<?> list -> list.isEmpty() ? "an empty array" : "an array of " + list.size();
            default -> cut(value.toString());
        };
    }

    private static String cut(String text) {
        return text.length() <= BRIEF ? text : text.substring(0, text.offsetByCodePoints(0, BRIEF / 2)) + "…";
    }

    /** Returns the known name that was probably meant. */
    static Optional<String> closest(String name, List<String> known) {
        int best = Math.max(name.length() < 4 ? 1 : 2, name.length() / 3) + 1;
        String found = null;
        for (String candidate : known) {
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT), best);
            if (found == null && name.length() > 2 && candidate.startsWith(name)) {
                found = candidate;
            }
            if (distance < best) {
                best = distance;
                found = candidate;
            }
        }
        return Optional.ofNullable(found);
    }

    private static int distance(String a, String b, int enough) {
        if (Math.abs(a.length() - b.length()) >= enough) {
            return enough;
        }
        List<Integer> row = new ArrayList<>();
        for (int j = 0; j <= b.length(); j++) {
            row.add(j);
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row.getFirst();
            row.set(0, i);
            for (int j = 1; j <= b.length(); j++) {
                int above = row.get(j);
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row.set(j, Math.min(changed, Math.min(above, row.get(j - 1)) + 1));
                diagonal = above;
            }
        }
        return row.getLast();
    }
}
