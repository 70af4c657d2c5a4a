package dev.patchbay.catalog;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one way to write a JSON value, so that equal values have equal bytes and a hash names them. As RFC 8785 says
 * (members sorted by UTF-16, no white space, shortest escapes), with one difference: a number that a double cannot hold
 * exactly keeps all its digits instead of being rounded, so that two different definitions never look alike.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /**
     * Returns the canonical form of a value.
     *
     * @param value a JSON value of JDK types
     * @return the form as text
     * @throws IllegalArgumentException if something in it is not JSON
     */
    public static String text(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    /**
     * Returns the hash of a value.
     *
     * @param value a JSON value of JDK types
     * @return SHA-256 of its canonical form in UTF-8, in hexadecimal
     * @throws IllegalArgumentException if something in it is not JSON
     */
    public static String sha256(@Nullable Object value) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text(value).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case Boolean bool -> out.append(bool.booleanValue());
            case String text -> writeString(text, out);
            case Long whole -> out.append(whole.longValue());
            case Integer whole -> out.append(whole.intValue());
            case Number number -> out.append(number(number));
            case List<?> list -> {
                out.append('[');
                String separator = "";
                for (Object element : list) {
                    out.append(separator);
                    write(element, out);
                    separator = ",";
                }
                out.append(']');
            }
            case Map<?, ?> map -> writeObject(map, out);
            default -> throw new IllegalArgumentException("Not a JSON value: " + value.getClass().getName());
        }
    }

    private static void writeObject(Map<?, ?> map, StringBuilder out) {
        TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put((String) key, value));
        out.append('{');
        String separator = "";
        for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
            out.append(separator);
            writeString(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static String number(Number number) {
        BigDecimal exact = switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger integer -> new BigDecimal(integer);
            case Double real -> finite(real);
            case Float real -> finite(Double.parseDouble(real.toString()));
            case Short whole -> BigDecimal.valueOf(whole);
            case Byte whole -> BigDecimal.valueOf(whole);
            // a number type of a plugin would run its code here
            default -> throw new IllegalArgumentException("Not a JSON number: " + number.getClass().getName());
        };
        if (exact.signum() == 0) {
            return "0";
        }
        BigDecimal shortest = exact.stripTrailingZeros();
        // ECMAScript: digits for magnitudes from 1e-6 to below 1e21, else an exponent with its sign
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -6 && exponent < 21) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return (shortest.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + (exponent > 0 ? "+" : "")
                + exponent;
    }

    private static BigDecimal finite(double real) {
        if (!Double.isFinite(real)) {
            throw new IllegalArgumentException("Not a JSON value: " + real);
        }
        return new BigDecimal(Double.toString(real));
    }
}
