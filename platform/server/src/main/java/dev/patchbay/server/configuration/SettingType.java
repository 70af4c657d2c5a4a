package dev.patchbay.server.configuration;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the text of a setting is read, and what it may be. Immutable.
 *
 * @param <T> the Java type of the value
 */
public sealed interface SettingType<T> {
    /**
     * Reads a value.
     *
     * @param text what somebody wrote
     * @return the value
     * @throws BadValueException if it is none; the message says what is expected
     */
    T parse(String text) throws BadValueException;

    /**
     * Says what may be written, with range and unit.
     *
     * @return a phrase such as {@code a duration from 1ms to 1h}
     */
    String expected();

    /**
     * A whole number.
     *
     * @param min the least
     * @param max the greatest
     */
    record WholeNumber(int min, int max) implements SettingType<Integer> {
        @Override
        public Integer parse(String text) throws BadValueException {
            try {
                int value = Integer.parseInt(text.replace("_", ""));
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw wrong(this, text);
            }
            throw wrong(this, text);
        }

        @Override
        public String expected() {
            return "a whole number from " + min + " to " + max;
        }
    }

    /**
     * A number of bytes, such as {@code 4MiB} or {@code 65536}.
     *
     * @param min the least
     * @param max the greatest
     */
    record Bytes(int min, int max) implements SettingType<Integer> {
        private static final Map<String, Integer> UNITS = Map.of("", 1, "B", 1, "KIB", 1 << 10, "MIB", 1 << 20, "GIB",
                1 << 30);

        @Override
        public Integer parse(String text) throws BadValueException {
            Quantity quantity = Quantity.parse(text, UNITS, this);
            return Math.toIntExact(quantity.within(min, max, this));
        }

        @Override
        public String expected() {
            return "a number of bytes from " + text(min) + " to " + text(max) + " (units B, KiB, MiB)";
        }

        private static String text(int bytes) {
            if (bytes >= 1 << 20 && bytes % (1 << 20) == 0) {
                return (bytes >> 20) + "MiB";
            }
            return bytes >= 1 << 10 && bytes % (1 << 10) == 0 ? (bytes >> 10) + "KiB" : bytes + "B";
        }
    }

    /**
     * A length of time, such as {@code 30s}, {@code 500ms}, {@code 5m} or {@code 1h}.
     *
     * @param min the least
     * @param max the greatest
     */
    record Time(Duration min, Duration max) implements SettingType<Duration> {
        private static final Map<String, Integer> UNITS = Map.of("MS", 1, "S", 1_000, "M", 60_000, "H", 3_600_000);

        @Override
        public Duration parse(String text) throws BadValueException {
            Quantity quantity = Quantity.parse(text, UNITS, this);
            return Duration.ofMillis(quantity.within(min.toMillis(), max.toMillis(), this));
        }

        @Override
        public String expected() {
            return "a duration from " + text(min) + " to " + text(max) + " (units ms, s, m, h)";
        }

        private static String text(Duration time) {
            long millis = time.toMillis();
            if (millis % 3_600_000 == 0) {
                return millis / 3_600_000 + "h";
            }
            if (millis % 60_000 == 0) {
                return millis / 60_000 + "m";
            }
            return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
        }
    }

    /** {@code true} or {@code false}. */
    record YesNo() implements SettingType<Boolean> {
        @Override
        public Boolean parse(String text) throws BadValueException {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw wrong(this, text);
            };
        }

        @Override
        public String expected() {
            return "true or false";
        }
    }

    /**
     * A text of a certain form.
     *
     * @param form what it must match
     * @param expected what that is, for people
     */
    record Text(Pattern form, String expected) implements SettingType<String> {
        @Override
        public String parse(String text) throws BadValueException {
            if (!form.matcher(text).matches()) {
                throw wrong(this, text);
            }
            return text;
        }
    }

    /**
     * One of a few words.
     *
     * @param words the words
     */
    record Choice(List<String> words) implements SettingType<String> {
        /** Copies the words. */
        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public String parse(String text) throws BadValueException {
            String word = text.strip().toLowerCase(Locale.ROOT);
            if (!words.contains(word)) {
                throw wrong(this, text);
            }
            return word;
        }

        @Override
        public String expected() {
            return "one of " + String.join(", ", words);
        }
    }

    /** A folder; a relative one is below the installation. */
    record Folder() implements SettingType<Path> {
        @Override
        public Path parse(String text) throws BadValueException {
            try {
                if (!text.isBlank()) {
                    return Path.of(text.strip());
                }
            } catch (InvalidPathException e) {
                throw wrong(this, text);
            }
            throw wrong(this, text);
        }

        @Override
        public String expected() {
            return "a folder; a relative one is below the installation";
        }
    }

    /**
     * A list: in YAML a sequence, elsewhere with commas between.
     *
     * @param form what each entry must match
     * @param entry what an entry is, for people
     */
    record Texts(Pattern form, String entry) implements SettingType<List<String>> {
        @Override
        public List<String> parse(String text) throws BadValueException {
            List<String> entries = Arrays.stream(text.split(",", -1)).map(String::strip).filter(part -> !part.isEmpty())
                    .toList();
            for (String part : entries) {
                if (!form.matcher(part).matches()) {
                    throw new BadValueException("'" + part + "' is not " + entry);
                }
            }
            return entries;
        }

        @Override
        public String expected() {
            return "a list; each entry is " + entry;
        }
    }

    private static BadValueException wrong(SettingType<?> type, String text) {
        return new BadValueException("'" + text + "' is not " + type.expected());
    }

    /** A number with a unit, on its way to the smallest unit. */
    record Quantity(BigDecimal amount, String text) {
        private static final Pattern FORM = Pattern.compile("\\s*([0-9][0-9_]{0,12})\\s*([A-Za-z]{0,3})\\s*");

        static Quantity parse(String text, Map<String, Integer> units, SettingType<?> type) throws BadValueException {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw wrong(type, text);
            }
            Integer unit = new TreeMap<>(units).get(form.group(2).toUpperCase(Locale.ROOT));
            if (unit == null) {
                throw wrong(type, text);
            }
            return new Quantity(new BigDecimal(form.group(1).replace("_", "")).multiply(BigDecimal.valueOf(unit)),
                    text);
        }

        long within(long min, long max, SettingType<?> type) throws BadValueException {
            if (amount.compareTo(BigDecimal.valueOf(min)) < 0 || amount.compareTo(BigDecimal.valueOf(max)) > 0) {
                throw wrong(type, text);
            }
            return amount.longValueExact();
        }
    }
}
