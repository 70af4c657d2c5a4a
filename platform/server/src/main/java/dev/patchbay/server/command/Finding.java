package dev.patchbay.server.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Something the doctor has looked at.
 *
 * @param check what was looked at, such as {@code port}
 * @param verdict how it is
 * @param message what was found
 * @param advice what to do about it; empty if nothing
 */
record Finding(String check, Verdict verdict, String message, String advice) {
    /** How something is. */
    enum Verdict {
        /** As it should be. */
        OK,
        /** Worth knowing. */
        WARNING,
        /** Keeps something from working. */
        PROBLEM
    }

    static Finding ok(String check, String message) {
        return new Finding(check, Verdict.OK, message, "");
    }

    static Finding warning(String check, String message, String advice) {
        return new Finding(check, Verdict.WARNING, message, advice);
    }

    static Finding problem(String check, String message, String advice) {
        return new Finding(check, Verdict.PROBLEM, message, advice);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("check", check);
        json.put("verdict", verdict.name().toLowerCase(Locale.ROOT));
        json.put("message", message);
        if (!advice.isEmpty()) {
            json.put("advice", advice);
        }
        return json;
    }
}
