package dev.patchbay.admin.route;

import java.util.Map;
import java.util.TreeMap;

/**
 * Why a request was not done: an RFC 9457 problem with a code for programs. Its text is safe to send.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** In front of the code, in the member {@code type}. */
    public static final String TYPE = "urn:patchbay:problem:";

    private static final Map<Integer, String> TITLES = new TreeMap<>(Map.of(400, "Bad request", 401, "Not signed in",
            403, "Not allowed", 404, "Not found", 405, "Method not allowed", 409, "Conflict", 413, "Too large", 422,
            "Not acceptable as it is", 429, "Too many attempts", 503, "Not available"));

    private final int status;
    private final String code;
    private final transient Map<String, Object> more;

    /**
     * Creates the problem.
     *
     * @param status of HTTP
     * @param code a word for programs
     * @param detail what is wrong, which value, what to do
     */
    public Problem(int status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    /**
     * Creates the problem.
     *
     * @param status of HTTP
     * @param code a word for programs
     * @param detail what is wrong, which value, what to do
     * @param more further members, JSON of JDK types
     */
    public Problem(int status, String code, String detail, Map<String, Object> more) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.more = Map.copyOf(more);
    }

    /**
     * A request that is wrong in itself.
     *
     * @param detail what is wrong
     * @return the problem
     */
    public static Problem bad(String detail) {
        return new Problem(400, "bad_request", detail);
    }

    /**
     * A value that cannot be taken.
     *
     * @param detail which and why
     * @return the problem
     */
    public static Problem invalid(String detail) {
        return new Problem(422, "invalid", detail);
    }

    /**
     * Something that is not there.
     *
     * @param what the kind of thing
     * @param name what was asked for
     * @return the problem
     */
    public static Problem missing(String what, String name) {
        return new Problem(404, "not_found", "There is no " + what + " '" + name + "'.");
    }

    /**
     * Returns the status of the answer.
     *
     * @return of HTTP
     */
    public int status() {
        return status;
    }

    /**
     * Returns the word for programs.
     *
     * @return the code
     */
    public String code() {
        return code;
    }

    /**
     * Returns further members.
     *
     * @return JSON of JDK types
     */
    public Map<String, Object> more() {
        return more;
    }

    static String title(int status) {
        return TITLES.getOrDefault(status, status >= 500 ? "Internal error" : "Not done");
    }
}
