package dev.patchbay.processor.type;

import java.util.Map;

/** What an author reads about a type without JSON form. */
final class SupportedTypes {
    private static final String ALL = "String, boolean, int, long, double, BigInteger, BigDecimal, enums, "
            + "the java.time types, URI, UUID, byte[], Optional, List, Set, Map<String, …>, records, "
            + "sealed interfaces of records, and Object for any JSON";

    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("byte", "int"), Map.entry("java.lang.Byte", "int"),
            Map.entry("short", "int"), Map.entry("java.lang.Short", "int"),
            Map.entry("char", "String"), Map.entry("java.lang.Character", "String"),
            Map.entry("java.lang.CharSequence", "String"),
            Map.entry("float", "double"), Map.entry("java.lang.Float", "double"),
            Map.entry("java.lang.Number", "BigDecimal"),
            Map.entry("java.util.OptionalInt", "Optional<Integer>"),
            Map.entry("java.util.OptionalLong", "Optional<Long>"),
            Map.entry("java.util.OptionalDouble", "Optional<Double>"),
            Map.entry("java.util.Date", "java.time.Instant"),
            Map.entry("java.util.Calendar", "java.time.ZonedDateTime"),
            Map.entry("java.net.URL", "java.net.URI"));

    private SupportedTypes() {}

    static String problem(String subject, String type) {
        return subject + " has the type " + type + ", which has no JSON form; use " + instead(type)
                + ". Supported are " + ALL;
    }

    private static String instead(String type) {
        String erased = type.indexOf('<') < 0 ? type : type.substring(0, type.indexOf('<'));
        String arguments = type.substring(erased.length());
        if (type.endsWith("[]")) {
            return "a List instead of an array";
        }
        if (erased.startsWith("java.util.concurrent.")) {
            return "the value itself: every call has a thread of its own and may wait";
        }
        if (erased.startsWith("java.util.") && !arguments.isEmpty()) {
            return erased.endsWith("Map") ? "Map" + arguments
                    : erased.endsWith("Set") ? "Set" + arguments
                            : "List" + arguments;
        }
        return INSTEAD.getOrDefault(erased, "a record");
    }
}
