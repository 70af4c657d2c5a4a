package dev.patchbay.audit.redaction;

import dev.patchbay.audit.chain.LineWriter;
import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.catalog.HandedSecrets;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a caller sent into a record, without its secrets: what its schema, its name or its form says is secret
 * becomes three asterisks. At most {@value #MAX_BYTES} bytes; what does not fit is left out member by member, and
 * {@code truncated} says so. The hash of all the arguments, as they came, stands beside them in any case.
 *
 * <p>Threads: any.
 */
public final class Redactor {
    /** The most that the arguments of one record take, in bytes. */
    public static final int MAX_BYTES = 4096;

    private static final String HIDDEN = "***";
    private static final int MAX_DEPTH = 64;
    private static final int MAX_LEFT_OUT = 64;
    private static final int MAX_DIGITS = 1024;

    private final AuditKey key;
    private final SecretNames names = new SecretNames();
    private final SecretValues values = new SecretValues(names);

    /**
     * Creates a redactor.
     *
     * @param key for the hashes
     */
    public Redactor(AuditKey key) {
        this.key = key;
    }

    /**
     * Writes the arguments of somebody who was handed no secret.
     *
     * @param out the record
     * @param arguments the arguments, JSON of JDK types
     * @param plan what their schema says
     */
    public void write(LineWriter out, Map<String, ? extends @Nullable Object> arguments, RedactionPlan plan) {
        write(out, arguments, plan, HandedSecrets.NONE);
    }

    /**
     * Writes the members {@code arguments}, {@code truncated} and {@code argumentsHash}; nothing if there are no
     * arguments.
     *
     * @param out the record
     * @param arguments the arguments, JSON of JDK types
     * @param plan what their schema says
     * @param handed the secrets that whoever is called was handed
     */
    public void write(LineWriter out, Map<String, ? extends @Nullable Object> arguments, RedactionPlan plan,
            HandedSecrets handed) {
        if (arguments.isEmpty()) {
            return;
        }
        out.name("arguments");
        Writing writing = new Writing(out, handed);
        int start = out.length();
        if (!writing.value(arguments, plan, 0)) {
            out.rollBack(start);
            out.raw("{}");
            writing.leftOut++;
        }
        if (writing.leftOut > 0) {
            out.truth("truncated", true);
        }
        out.text("argumentsHash", hash(arguments));
    }

    private @Nullable String hash(Map<String, ? extends @Nullable Object> arguments) {
        try {
            return key.hash(CanonicalJson.text(arguments));
        } catch (IllegalArgumentException | ClassCastException e) {
            return null; // no JSON, so no transport brought it; its members are hidden too
        }
    }

    /**
     * Returns a name as a caller sent it, or three asterisks if it has the form of a secret.
     *
     * @param name any text
     * @return what may be recorded
     */
    public String name(String name) {
        return values.looksSecret(name) ? HIDDEN : name;
    }

    /**
     * Returns a URI without passwords, and without the values of those parameters that are secret.
     *
     * @param uri any text
     * @return what may be recorded
     */
    public String uri(String uri) {
        if (!values.looksSecret(uri)) {
            return uri;
        }
        StringBuilder out = new StringBuilder(uri.length());
        int from = 0;
        int authority = uri.indexOf("://");
        if (authority >= 0) {
            from = authority + 3;
            out.append(uri, 0, from);
            int end = from;
            while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
                end++;
            }
            int user = uri.lastIndexOf('@', end - 1);
            if (user >= from) {
                out.append(HIDDEN);
                from = user;
            }
        }
        for (int i = from; i <= uri.length(); i++) {
            if (i == uri.length() || "/?&#;".indexOf(uri.charAt(i)) >= 0) {
                part(uri.substring(from, i), out);
                if (i < uri.length()) {
                    out.append(uri.charAt(i));
                }
                from = i + 1;
            }
        }
        // what is secret only as a whole hides all
        return values.looksSecret(out.toString().replace("=" + HIDDEN, "")) ? HIDDEN : out.toString();
    }

    private void part(String part, StringBuilder out) {
        int equals = part.indexOf('=');
        if (equals > 0 && (names.isSecret(part.substring(0, equals)) || values.looksSecret(part))) {
            out.append(part, 0, equals + 1).append(HIDDEN);
        } else {
            out.append(values.looksSecret(part) ? HIDDEN : part);
        }
    }

    /** One run over one value. */
    private final class Writing {
        private final LineWriter out;
        private final HandedSecrets handed;
        private final int limit;
        private int leftOut;

        Writing(LineWriter out, HandedSecrets handed) {
            this.out = out;
            this.handed = handed;
            this.limit = out.length() + MAX_BYTES;
        }

        /** Writes a value unless it does not fit; then the caller takes back what was written of it. */
        boolean value(@Nullable Object value, RedactionPlan plan, int depth) {
            if (depth > MAX_DEPTH) {
                return false;
            }
            if (plan.isSecret()) {
                out.string(HIDDEN);
                return fits(depth);
            }
            return switch (value) {
                case null -> plain("null", depth);
                case String text -> text.length() <= limit - out.length() && text(text, depth);
                case Boolean bool -> plain(bool ? "true" : "false", depth);
                case Number number -> number(number, depth);
                case Map<?, ?> map -> object(map, plan, depth);
                case List<?> list -> list(list, plan, depth);
                default -> text(HIDDEN, depth);
            };
        }

        /** What is open up to here must be closed too. */
        private boolean fits(int depth) {
            return out.length() + depth <= limit;
        }

        private boolean plain(String json, int depth) {
            out.raw(json);
            return fits(depth);
        }

        private boolean text(String text, int depth) {
            out.string(values.looksSecret(text) ? HIDDEN : handed.hidden(text));
            return fits(depth);
        }

        private boolean number(Number number, int depth) {
            boolean small = switch (number) {
                case Long whole -> true;
                case Integer whole -> true;
                case Double real -> Double.isFinite(real);
                case BigInteger big -> big.bitLength() < MAX_DIGITS;
                case BigDecimal decimal -> decimal.unscaledValue().bitLength() < MAX_DIGITS;
                default -> false;
            };
            return small && plain(number.toString(), depth);
        }

        private boolean object(Map<?, ?> map, RedactionPlan plan, int depth) {
            out.raw('{');
            boolean first = true;
            for (Map.Entry<?, ?> member : map.entrySet()) {
                int before = out.length();
                if (!first) {
                    out.raw(',');
                }
                if (member(String.valueOf(member.getKey()), member.getValue(), plan, depth)) {
                    first = false;
                } else if (isEnough(before)) {
                    break;
                }
            }
            out.raw('}');
            return fits(depth);
        }

        private boolean member(String name, @Nullable Object value, RedactionPlan plan, int depth) {
            if (name.length() > limit - out.length()) {
                return false;
            }
            out.string(values.looksSecret(name) ? HIDDEN : handed.hidden(name));
            out.raw(':');
            if (names.isSecret(name)) {
                out.string(HIDDEN);
                return fits(depth + 1);
            }
            return value(value, plan.member(name), depth + 1);
        }

        private boolean list(List<?> list, RedactionPlan plan, int depth) {
            out.raw('[');
            boolean first = true;
            for (Object element : list) {
                int before = out.length();
                if (!first) {
                    out.raw(',');
                }
                if (value(element, plan.item(), depth + 1)) {
                    first = false;
                } else if (isEnough(before)) {
                    break;
                }
            }
            out.raw(']');
            return fits(depth);
        }

        /** Leaves out what did not fit; after many of them nothing more is tried. */
        private boolean isEnough(int before) {
            out.rollBack(before);
            return ++leftOut >= MAX_LEFT_OUT;
        }
    }
}
